import { type CaseIndex, counted, numeral, ordinal } from './numerals.ts';
import { shared } from './written-classes.ts';
import type { Draw, Written } from './written-sentence.ts';

type Template = (draw: Draw) => Written;
const { rouble, speak } = shared;

const group = (digits: string): string => {
  const zeros = /^0*/.exec(digits)?.[0].length ?? 0;
  const rest = digits.slice(zeros);
  return [...Array.from({ length: zeros }, () => 'ноль'), ...(rest ? [numeral(Number(rest), 0)] : [])].join(
    ' ',
  );
};
const groups = (digits: string, sizes: readonly number[]) => {
  let at = 0;
  return sizes.map((size) => group(digits.slice(at, (at += size)))).join(', ');
};
const digitsOf = (draw: Draw, count: number, first = '123456789') =>
  draw.from(Array.from(first)) + Array.from({ length: count - 1 }, () => draw.below(10)).join('');

function phone(before: string, after: string): Template {
  return (draw) => {
    const number = `9${digitsOf(draw, 9, '0123456789')}`;
    const [a, b, c, d] = [number.slice(0, 3), number.slice(3, 6), number.slice(6, 8), number.slice(8)];
    const tail = groups(number, [3, 3, 2, 2]);
    const seven = `${before} плюс семь, ${tail}${after}`;
    const eight = `${before} восемь, ${tail}${after}`;
    return draw.from([
      { written: `${before} +7 ${a} ${b}-${c}-${d}${after}`, said: [seven] },
      { written: `${before} +7 (${a}) ${b}-${c}-${d}${after}`, said: [seven] },
      { written: `${before} +7${number}${after}`, said: [seven] },
      { written: `${before} 8 (${a}) ${b}-${c}-${d}${after}`, said: [eight] },
      { written: `${before} 8-${a}-${b}-${c}-${d}${after}`, said: [eight] },
      { written: `${before} 8${number}${after}`, said: [eight] },
      { written: `${before} 8 ${a} ${b} ${c} ${d}${after}`, said: [eight] },
    ]);
  };
}
export const phoneTemplates: readonly Template[] = [
  phone('Телефон', '.'),
  phone('Ваш номер', ', верно?'),
  phone('Звоните:', '.'),
  phone('Наберите', ' сейчас.'),
  phone('Перезвоним на', ' вечером.'),
  phone('По номеру', ' никто не отвечает.'),
  phone('Связь —', '.'),
  phone('Это', '?'),
  phone('Мой телефон:', ', жду.'),
  phone('Контакт', ' актуален?'),
];

function identifier(before: string, length: number, sizes: readonly number[], after: string): Template {
  return (draw) => {
    const digits = digitsOf(draw, length);
    const name = before
      .replace('ИНН', 'и эн эн')
      .replace('ОГРН', 'о гэ эр эн')
      .replace('КПП', 'ка пэ пэ')
      .replace('СНИЛС', 'снилс')
      .replace('БИК', 'бик');
    return { written: `${before} ${digits}${after}`, said: [`${name} ${groups(digits, sizes)}${after}`] };
  };
}
const pairs = (count: number) => Array.from({ length: count }, () => 2);
export const identifierTemplates: readonly Template[] = [
  identifier('Ваш ИНН', 10, pairs(5), ', верно?'),
  identifier('ИНН', 12, pairs(6), '.'),
  identifier('Наш ОГРН', 13, [1, 3, 3, 3, 3], '.'),
  identifier('ОГРН:', 13, [1, 3, 3, 3, 3], ' проверен.'),
  identifier('КПП', 9, [2, 2, 2, 3], '.'),
  identifier('БИК банка', 9, [2, 2, 2, 3], '.'),
  (draw) => {
    const d = digitsOf(draw, 11);
    return {
      written: `СНИЛС ${d.slice(0, 3)}-${d.slice(3, 6)}-${d.slice(6, 9)} ${d.slice(9)} принят.`,
      said: [`снилс ${groups(d, [3, 3, 3, 2])} принят.`],
    };
  },
  (draw) => {
    const d = digitsOf(draw, 16);
    return {
      written: `Карта ${d.match(/.{4}/g)?.join(' ')} активна.`,
      said: [`Карта ${groups(d, pairs(8))} активна.`],
    };
  },
  (draw) => {
    const d = digitsOf(draw, 4, '0123456789');
    return {
      written: `Код ${d}, никому не говорите.`,
      said: [`Код ${Array.from(d, group).join(' ')}, никому не говорите.`],
    };
  },
  (draw) => {
    const d = digitsOf(draw, 10);
    return {
      written: `Паспорт ${d.slice(0, 4)} ${d.slice(4)} найден.`,
      said: [`Паспорт ${groups(d, [2, 2, 3, 3])} найден.`],
    };
  },
];

const streets = [
  ['Ленина', 'Ленина'],
  ['Гагарина', 'Гагарина'],
  ['Мира', 'Мира'],
  ['Садовая', 'Садовой'],
  ['Лесная', 'Лесной'],
  ['Победы', 'Победы'],
] as const;
const cities = [
  ['Казань', 'Казани'],
  ['Тула', 'Туле'],
  ['Самара', 'Самаре'],
  ['Омск', 'Омске'],
  ['Пермь', 'Перми'],
  ['Рязань', 'Рязани'],
] as const;
export const abbreviationTemplates: readonly Template[] = [
  (draw) => {
    const [street, ,] = draw.from(streets);
    const [house, flat] = [draw.between(1, 200), draw.between(1, 300)];
    return {
      written: `Адрес: ул. ${street}, д. ${house}, кв. ${flat}.`,
      said: [`Адрес: улица ${street}, дом ${numeral(house, 0)}, квартира ${numeral(flat, 0)}.`],
    };
  },
  (draw) => {
    const [, place] = draw.from(streets);
    const house = draw.between(1, 200);
    return {
      written: `Мы на ул. ${place}, д. ${house}, рядом с метро.`,
      said: [`Мы на улице ${place}, дом ${numeral(house, 0)}, рядом с метро.`],
    };
  },
  (draw) => {
    const [city] = draw.from(cities);
    return { written: `Доставка: г. ${city}, пр. Мира.`, said: [`Доставка: город ${city}, проспект Мира.`] };
  },
  (draw) => {
    const [, place] = draw.from(cities);
    return { written: `Наш офис в г. ${place} открыт.`, said: [`Наш офис в городе ${place} открыт.`] };
  },
  (draw) => {
    const value = draw.between(1, 900);
    return {
      written: `Ремонт, уборка и т.д. от ${value} руб. за час.`,
      said: [`Ремонт, уборка и так далее от ${speak(value, 1, rouble)} за час.`],
    };
  },
  (draw) => {
    const value = draw.between(1, 30);
    return {
      written: `Шторы, ковры и т. п. на ${value} эт.`,
      said: [`Шторы, ковры и тому подобное на ${ordinal(value, 5)} этаже.`],
    };
  },
  (draw) => {
    const value = draw.between(1, 300);
    return {
      written: `Офис: корп. ${value}, стр. 1, под. 2.`,
      said: [`Офис: корпус ${numeral(value, 0)}, строение один, подъезд два.`],
    };
  },
  (draw) => {
    const value = draw.between(1, 900);
    return {
      written: `Тел. доб. ${value}, т.е. касса.`,
      said: [`Телефон добавочный ${numeral(value, 0)}, то есть касса.`],
    };
  },
  (draw) => ({ written: `Скидка, т.к. у вас ${draw.between(2, 4)}-я карта.`, said: [] }),
  (draw) => {
    const value = draw.between(5, 50);
    return {
      written: `Г-н Орлов, р-н Южный, ${value} мин. пешком.`,
      said: [
        `Господин Орлов, район Южный, ${numeral(value, 0, 'f')} ${counted(value, 0, shared.unit('', 'f', 'минута минуты - - - -', 'минуты минут - - - -').singular, ['минуты', 'минут'])} пешком.`,
      ],
    };
  },
  (draw) => {
    const value = draw.between(2, 80);
    return {
      written: `Пл. Победы, б-р Южный, д. ${value}.`,
      said: [`Площадь Победы, бульвар Южный, дом ${numeral(value, 0)}.`],
    };
  },
  (draw) => {
    const value = draw.between(2, 80);
    return {
      written: `Пер. Тихий, пос. Лесной, оф. ${value}.`,
      said: [`Переулок Тихий, посёлок Лесной, офис ${numeral(value, 0)}.`],
    };
  },
  (draw) => ({ written: `Это ${draw.from(['тыс.', 'млн'])} вариантов.`, said: [] }),
  (draw) => {
    const value = draw.between(5, 20);
    return {
      written: `Школа № ${value} им. Пушкина.`,
      said: [`Школа номер ${numeral(value, 0)} имени Пушкина.`],
    };
  },
];

function range(before: string, after: string, c: CaseIndex, isFree: boolean): Template {
  return (draw) => {
    const low = draw.between(2, 40);
    const high = low + draw.between(1, 30);
    const one = draw.from(shared.metrics.filter(({ written }) => written[0] !== '°C' && written[0] !== 'м²'));
    const dash = draw.from(['–', '-', ' – ']);
    const [from, to] = [numeral(low, c, one.gender), speak(high, c, one)];
    const together = `${numeral(low, 1, one.gender)} до ${speak(high, 1, one)}`;
    return {
      written: `${before} ${low}${dash}${high} ${one.written[0]} ${after}`,
      said: [`${before} ${from} – ${to} ${after}`, ...(isFree ? [`${before} от ${together} ${after}`] : [])],
    };
  };
}
function bounds(before: string, after: string): Template {
  return (draw) => {
    const low = draw.between(1, 40);
    const high = low + draw.between(1, 60);
    const one = draw.from(shared.metrics.slice(0, 9));
    return {
      written: `${before} от ${low} до ${high} ${one.written[0]} ${after}`,
      said: [
        `${before} от ${numeral(low, 1, one.gender)} до ${speak(high, 1, one)} ${after}`.replaceAll('+', ' '),
      ],
    };
  };
}
export const rangeTemplates: readonly Template[] = [
  range('Берите', 'на пробу.', 3, true),
  range('Примерно', 'на всех.', 0, true),
  range('Через', 'поймёте.', 3, false),
  range('В среднем', 'уходит.', 0, true),
  range('Около', 'обычно.', 1, false),
  range('Не более', 'на раз.', 1, false),
  bounds('Заказ', 'сразу.'),
  bounds('Объём', 'в год.'),
  (draw) => {
    const low = draw.between(1, 5);
    return {
      written: `Ждать ${low}-${low + 2} дня.`,
      said:
        low + 2 <= 4
          ? [
              `Ждать ${numeral(low, 0)} – ${numeral(low + 2, 0)} дня.`,
              `Ждать от ${numeral(low, 1)} до ${numeral(low + 2, 1)} дня.`,
            ]
          : [],
    };
  },
  (draw) => {
    const [low, high] = [draw.between(5, 10), draw.between(11, 20)];
    return {
      written: `Доставим за ${low}–${high} дней.`,
      said: [`Доставим за ${numeral(low, 3)} – ${numeral(high, 3)} дней.`],
    };
  },
];

const brands = [
  ['WhatsApp', 'Вотсап'],
  ['Telegram', 'Телеграм'],
  ['iPhone', 'айфон'],
  ['Samsung', 'Самсунг'],
  ['Google', 'Гугл'],
  ['YouTube', 'Ютуб'],
  ['Windows', 'Виндоус'],
  ['Toyota', 'Тойота'],
] as const;
const romans = [
  'I',
  'II',
  'III',
  'IV',
  'V',
  'VI',
  'VII',
  'VIII',
  'IX',
  'X',
  'XI',
  'XII',
  'XIII',
  'XIV',
  'XV',
  'XVI',
  'XVII',
  'XVIII',
  'XIX',
  'XX',
  'XXI',
];
const letter = 'а бэ цэ дэ е эф жэ аш и джей ка эль эм эн о пэ ку эр эс тэ у вэ дабл+вэ икс игрек зет'.split(
  ' ',
);
const spelled = (word: string) =>
  Array.from(word, (char) => letter[char.charCodeAt(0) - 97]?.replace('+', ' ')).join(' ');
export const latinTemplates: readonly Template[] = [
  (draw) => {
    const [written, said] = draw.from(brands);
    return {
      written: `Напишите в ${written}, ответим.`,
      said: [`Напишите в ${said}, ответим.`, `Напишите в ${said.toLowerCase()}, ответим.`],
    };
  },
  (draw) => {
    const [written, said] = draw.from(brands);
    return { written: `У вас ${written}?`, said: [`У вас ${said}?`, `У вас ${said.toLowerCase()}?`] };
  },
  (draw) => {
    const value = draw.below(romans.length);
    return {
      written: `Это было в ${romans[value]} веке.`,
      said: [`Это было в ${ordinal(value + 1, 5)} веке.`],
    };
  },
  (draw) => {
    const value = draw.below(4);
    return {
      written: `Сдача в ${romans[value]} квартале, корпус ${romans[value + 1]}.`,
      said: [
        `Сдача в ${ordinal(value + 1, 5)} квартале, корпус ${numeral(value + 2, 0)}.`,
        `Сдача в ${ordinal(value + 1, 5)} квартале, корпус ${ordinal(value + 2, 0)}.`,
      ],
    };
  },
  (draw) => {
    const value = draw.below(3);
    return {
      written: `Пётр ${romans[value]} и ${romans[value + 1]} группа.`,
      said: [`Пётр ${ordinal(value + 1, 0)} и ${ordinal(value + 2, 0, 'f')} группа.`],
    };
  },
  (draw) => {
    const name = draw.from(['bvk', 'zxm', 'ptr']);
    return { written: `Почта ${name}@mail.ru.`, said: [`Почта ${spelled(name)} собака мейл точка ру.`] };
  },
  (draw) => {
    const name = draw.from(['wqk', 'zhd', 'bnm']);
    return {
      written: `Сайт ${name}.ru, раздел цены.`,
      said: [`Сайт ${spelled(name)} точка ру, раздел цены.`],
    };
  },
  (draw) => {
    const value = draw.between(1, 99);
    return {
      written: `Пишите на info${value}@yandex.ru!`,
      said: [`Пишите на инфо ${numeral(value, 0)} собака яндекс точка ру!`],
    };
  },
];

/** Templates marked with an empty list of readings are not scored: their reading is a matter of taste. */
export const isScored = (written: Written) => written.said.length > 0;
