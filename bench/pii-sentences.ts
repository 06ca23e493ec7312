import type { PersonalDataKind, Random } from '@allo/kernel';

/** A sentence as a caller or a log might have it, and what in it is personal. */
export interface LabelledSentence {
  text: string;
  /** Null: nothing in it is personal. */
  kind: PersonalDataKind | null;
  /** Said in words. */
  isSpoken: boolean;
  /** What must not be readable afterwards. */
  secret: string;
}

/**
 * Made from how people say and write these things, not from how they are looked for: forms the patterns do not know are
 * among them, so that recall is a measurement and not an echo.
 */
export function piiSentences(count: number, random: Random): LabelledSentence[] {
  return Array.from({ length: count }, (_, at) => (at % 2 === 0 ? personal(random) : harmless(random)));
}

const pick = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)] as T;
const digits = (random: Random, length: number) => Array.from({ length }, () => random.below(10)).join('');

const makers: Record<
  string,
  (random: Random) => Omit<LabelledSentence, 'kind' | 'isSpoken'> & { isSpoken?: boolean }
> = {
  phone(random) {
    const [a, b, c, d] = [`9${digits(random, 2)}`, digits(random, 3), digits(random, 2), digits(random, 2)];
    const secret = pick(random, [
      `8${a}${b}${c}${d}`,
      `+7${a}${b}${c}${d}`,
      `8 (${a}) ${b}-${c}-${d}`,
      `+7 ${a} ${b} ${c} ${d}`,
      `8-${a}-${b}-${c}-${d}`,
      `${a} ${b} ${c} ${d}`,
      `${a}${b}${c}${d}`,
      `7${a}${b}${c}${d}`,
      `8 ${a} ${b}${c}${d}`,
      `8.${a}.${b}.${c}.${d}`,
    ]);
    const text = pick(random, [
      `Запишите ${secret}, это рабочий`,
      `Перезвоните мне на ${secret}`,
      `${secret}`,
      `мой номер ${secret} спасибо`,
      `Отправьте ответ в ватсап ${secret} до вечера`,
      `INVITE from ${secret} refused`,
    ]);
    return { text, secret };
  },
  spokenPhone(random) {
    const groups = [
      random.below(100) + 900,
      random.below(900) + 100,
      random.below(90) + 10,
      random.below(90) + 10,
    ];
    const secret = `${pick(random, ['восемь', 'плюс семь', 'семь'])} ${groups.map(inWords).join(pick(random, [' ', ', ', ' э ']))}`;
    return {
      text: pick(random, [`да записывайте ${secret} и всё`, `телефон ${secret}`, secret]),
      secret,
      isSpoken: true,
    };
  },
  card(random) {
    const number = withLuhn(`${pick(random, ['2200', '4276', '5469', '6390'])}${digits(random, 11)}`);
    const secret = pick(random, [
      number,
      number.replace(/(\d{4})(?=\d)/g, '$1 '),
      number.replace(/(\d{4})(?=\d)/g, '$1-'),
    ]);
    return {
      text: pick(random, [`карта ${secret}`, `Спишите с ${secret}, пожалуйста`, `paid with ${secret}`]),
      secret,
    };
  },
  code(random) {
    const secret = digits(random, pick(random, [4, 6]));
    return {
      text: pick(random, [
        `код из смс ${secret}`,
        `пришло ${secret}, это код`,
        `Пароль: ${secret}`,
        `мне сообщение пришло, там ${secret}`,
      ]),
      secret,
    };
  },
  passport(random) {
    const [series, number] = [
      `${pick(random, ['45', '40', '03', '92'])} ${pick(random, ['04', '10', '17', '22'])}`,
      digits(random, 6),
    ];
    const secret = pick(random, [
      `${series} ${number}`,
      `${series.replace(' ', '')} ${number}`,
      `${series.replace(' ', '')}${number}`,
      `${series} №${number}`,
    ]);
    return {
      text: pick(random, [
        `паспорт ${secret}`,
        `Мой паспорт: ${secret}, выдан в Твери`,
        `документ ${secret}`,
      ]),
      secret,
    };
  },
  snils(random) {
    const number = withSnils(`${random.below(8) + 1}${digits(random, 8)}`);
    const [, a, b, c, d] = /(\d{3})(\d{3})(\d{3})(\d{2})/.exec(number) as unknown as string[];
    const secret = pick(random, [`${a}-${b}-${c} ${d}`, `${a} ${b} ${c} ${d}`, number]);
    return {
      text: pick(random, [`СНИЛС ${secret}`, `снилс у меня ${secret}`, `страховое ${secret}`]),
      secret,
    };
  },
  inn(random) {
    const secret = withInn(`77${digits(random, 8)}`);
    return {
      text: pick(random, [`ИНН ${secret}`, `мой инн вот ${secret}`, `на самозанятого ${secret}`]),
      secret,
    };
  },
  email(random) {
    const secret = `${pick(random, ['anna', 'ivan.petrov', 'o_k', 'zakaz+1'])}${random.below(99)}@${pick(random, ['mail.ru', 'yandex.ru', 'company.example.com'])}`;
    return {
      text: pick(random, [`пишите на ${secret}`, `Почта ${secret}.`, `no such mailbox <${secret}>`]),
      secret,
    };
  },
  name(random) {
    const given = pick(random, ['Анна', 'Ольга', 'Мария']);
    const secret = pick(random, [
      `Иванова ${given} Сергеевна`,
      `${given} Петровна`,
      `${given} Смирнова`,
      given,
    ]);
    const text = secret.includes('вна')
      ? pick(random, [`Это ${secret}`, `${secret} просила перезвонить`])
      : pick(random, [`Меня зовут ${secret}`, `Это ${secret}, я по записи`]);
    return { text, secret };
  },
  'birth-date'(random) {
    const [day, year] = [random.below(18) + 10, 1950 + random.below(50)];
    const secret = pick(random, [`${day}.03.${year}`, `${day} марта ${year}`]);
    return {
      text: pick(random, [
        `родилась ${secret}`,
        `дата рождения ${secret}`,
        `${secret} года рождения`,
        `мне ${secret} исполнилось сорок`,
      ]),
      secret,
    };
  },
};

function personal(random: Random): LabelledSentence {
  const name = pick(random, Object.keys(makers));
  const made = (makers[name] as (typeof makers)[string])(random);
  const kind = (name === 'spokenPhone' ? 'phone' : name) as PersonalDataKind;
  return { kind, isSpoken: false, ...made };
}

/** What looks like it: prices, times, orders, ids, quantities. */
function harmless(random: Random): LabelledSentence {
  const n = (length: number) => `${random.below(9) + 1}${digits(random, length - 1)}`;
  const text = pick(random, [
    `Заказ номер ${n(8)} готов`,
    `Стоит ${n(2)} ${digits(random, 3)} рублей за штуку`,
    `Приезжайте ${random.below(20) + 10}.11.2026 к 15:30`,
    `в ${random.below(12) + 10}:${random.below(50) + 10} на ${random.below(9) + 2} человек`,
    `Статья ${n(3)} пункт ${n(1)} часть ${n(2)}`,
    `Артикул ${n(6)}-${n(4)}, остаток ${n(3)}`,
    `call 0198${hex(random, 4)}-${hex(random, 4)}-7${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)} ended`,
    `отдано ${n(10)} байт за ${n(5)} мс`,
    `17637${digits(random, 8)} metered`,
    `двести пятьдесят тысяч рублей и сорок пять минут`,
    `дом ${n(2)} корпус ${n(1)} квартира ${n(3)} этаж ${n(1)}`,
    `нас будет двадцать пять человек к восьми часам`,
    `Площадь ${n(4)} метров, цена ${n(1)} ${digits(random, 3)} ${digits(random, 3)} рублей`,
    `ошибка ${n(3)}, версия 24.${n(2)}.0`,
    `Основной вопрос: сколько ждать доставку`,
    `trace ${hex(random, 32)} took ${n(4)} ms`,
  ]);
  return { text, kind: null, isSpoken: false, secret: '' };
}

const hex = (random: Random, length: number) =>
  Array.from({ length }, () => random.below(16).toString(16)).join('');

const units = ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'];
const teens = [
  'десять',
  'одиннадцать',
  'двенадцать',
  'тринадцать',
  'четырнадцать',
  'пятнадцать',
  'шестнадцать',
  'семнадцать',
  'восемнадцать',
  'девятнадцать',
];
const tens = [
  '',
  '',
  'двадцать',
  'тридцать',
  'сорок',
  'пятьдесят',
  'шестьдесят',
  'семьдесят',
  'восемьдесят',
  'девяносто',
];
const hundreds = [
  '',
  'сто',
  'двести',
  'триста',
  'четыреста',
  'пятьсот',
  'шестьсот',
  'семьсот',
  'восемьсот',
  'девятьсот',
];

function inWords(value: number): string {
  const words: string[] = [];
  const rest = value % 100;
  if (value >= 100) words.push(hundreds[Math.floor(value / 100)] as string);
  if (rest >= 10 && rest < 20) words.push(teens[rest - 10] as string);
  else {
    if (rest >= 20) words.push(tens[Math.floor(rest / 10)] as string);
    if (rest % 10 > 0 || value === 0) words.push(units[rest % 10] as string);
  }
  return words.join(' ');
}

/** Tries the last digit until the sum is right, rather than asking the code under measurement. */
function withLuhn(body: string): string {
  for (let last = 0; last < 10; last += 1) {
    const all = Array.from(`${body}${last}`, Number).reverse();
    const sum = all.reduce(
      (total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)),
      0,
    );
    if (sum % 10 === 0) return `${body}${last}`;
  }
  return body;
}

function withSnils(body: string): string {
  const sum = Array.from(body, Number).reduce((total, digit, at) => total + digit * (9 - at), 0);
  const check = sum < 100 ? sum : sum % 101;
  return `${body}${String(check === 100 ? 0 : check).padStart(2, '0')}`;
}

function withInn(body: string): string {
  const check = (text: string, weights: number[]) =>
    (weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0) % 11) % 10;
  const first = `${body}${check(body, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8])}`;
  return `${first}${check(first, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])}`;
}
