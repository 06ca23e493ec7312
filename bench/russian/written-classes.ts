import { type CaseIndex, counted, type Gender, numeral, ordinal } from './numerals.ts';
import { isOne } from './nouns.ts';
import type { Draw, Written } from './written-sentence.ts';

type Template = (draw: Draw) => Written;
interface Unit {
  written: readonly string[];
  gender: Gender;
  singular: readonly string[];
  plural: readonly string[];
}
const unit = (written: string, gender: Gender, singular: string, plural: string): Unit => ({
  written: written.split('|'),
  gender,
  singular: singular.split(' '),
  plural: plural.split(' '),
});

const rouble = unit(
  '₽|руб.|рублей?|р.',
  'm',
  'рубль рубля рублю рубль рублём рубле',
  'рубли рублей рублям рубли рублями рублях',
);
const kopeck = unit(
  'коп.',
  'f',
  'копейка копейки копейке копейку копейкой копейке',
  'копейки копеек копейкам копейки копейками копейках',
);
const dollar = unit(
  '$|долл.',
  'm',
  'доллар доллара доллару доллар долларом долларе',
  'доллары долларов долларам доллары долларами долларах',
);

const speak = (value: number, c: CaseIndex, one: Unit) =>
  `${numeral(value, c, one.gender)} ${counted(value, c, one.singular, one.plural)}`;

function money(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const one = draw.below(6) === 0 ? dollar : rouble;
    const value = draw.from([
      draw.between(1, 999),
      draw.between(1, 99) * 100,
      draw.between(1000, 99_999),
      draw.between(1, 9) * 100_000,
    ]);
    const sign = draw.from(one.written);
    const shown = sign === 'рублей?' ? counted(value, c, one.singular, one.plural) : sign;
    return {
      written: `${before} ${draw.grouped(value)} ${shown}${after}`,
      said: [`${before} ${speak(value, c, one)}${after}`],
    };
  };
}
function kopecks(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const [roubles, coins] = [draw.between(1, 9999), draw.between(1, 99)];
    const said = [`${before} ${speak(roubles, c, rouble)} ${speak(coins, c, kopeck)}${after}`];
    const written = draw.from([
      `${roubles},${String(coins).padStart(2, '0')} ₽`,
      `${roubles} руб. ${coins} коп.`,
      `${draw.grouped(roubles)},${String(coins).padStart(2, '0')} руб.`,
    ]);
    return { written: `${before} ${written}${after}`, said };
  };
}
const thousand = unit(
  'тыс.',
  'f',
  'тысяча тысячи тысяче тысячу тысячей тысяче',
  'тысячи тысяч тысячам тысячи тысячами тысячах',
);
const million = unit(
  'млн',
  'm',
  'миллион миллиона миллиону миллион миллионом миллионе',
  'миллионы миллионов миллионам миллионы миллионами миллионах',
);
const milliard = unit(
  'млрд',
  'm',
  'миллиард миллиарда миллиарду миллиард миллиардом миллиарде',
  'миллиарды миллиардов миллиардам миллиарды миллиардами миллиардах',
);
function scaled(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const one = draw.from([thousand, million, milliard]);
    const value = draw.between(1, 900);
    const sign = draw.from(['руб.', '₽', 'рублей']);
    return {
      written: `${before} ${value} ${one.written[0]} ${sign}${after}`,
      said: [`${before} ${speak(value, c, one)} рублей${after}`],
    };
  };
}

export const moneyTemplates: readonly Template[] = [
  money('Цена', ' за всё.', 0),
  money('К оплате', ' сегодня.', 0),
  money('Это стоит', ' в месяц.', 3),
  money('Доставка обойдётся в', ' максимум.', 3),
  money('Скидка до', ' по карте.', 1),
  money('Не дороже', ' за ночь.', 1),
  money('Прибавьте к', ' ещё комиссию.', 2),
  money('Вместо', ' заплатите меньше.', 1),
  money('Рассчитались', ' наличными.', 4),
  money('Счёт с', ' на балансе.', 4),
  money('Переведите', ' на карту.', 3),
  money('Спишем', ' завтра.', 3),
  kopecks('Итого', ' с доставкой.', 0),
  kopecks('Сумма чека', ', спасибо.', 0),
  kopecks('Заплатите', ' в кассу.', 3),
  kopecks('Долг больше', ' не растёт.', 1),
  scaled('Бюджет', ' на год.', 0),
  scaled('Выручка превысила', ' за квартал.', 3),
  scaled('Кредит до', ' без справок.', 1),
  scaled('От', ' и выше.', 1),
  money('Внесите', ' до вечера.', 3),
  money('Минимальная сумма', ', не меньше.', 0),
  money('Верните', ' клиенту.', 3),
  money('Подарок на', ' каждому.', 3),
];

const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const two = (value: number) => String(value).padStart(2, '0');
const dayOf = (draw: Draw) => ({
  day: draw.between(1, 28),
  month: draw.between(1, 12),
  year: draw.between(1950, 2035),
});

function day(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const d = dayOf(draw);
    const name = months[d.month - 1];
    const said = `${before} ${ordinal(d.day, c, 'n')} ${name}`;
    const year = ` ${ordinal(d.year, 1)} года`;
    return draw.from([
      { written: `${before} ${d.day} ${name}${after}`, said: [`${said}${after}`] },
      { written: `${before} ${d.day} ${name} ${d.year} года${after}`, said: [`${said}${year}${after}`] },
      {
        written: `${before} ${d.day} ${name} ${d.year} г.${after}`.replace('г..', 'г.'),
        said: [`${said}${year}${after}`],
      },
      {
        written: `${before} ${two(d.day)}.${two(d.month)}.${d.year}${after}`,
        said: [`${said}${year}${after}`],
      },
    ]);
  };
}
function year(before: string, word: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const value = draw.between(1900, 2035);
    return {
      written: `${before} ${value} ${word}${after}`,
      said: [`${before} ${ordinal(value, c)} ${word}${after}`],
    };
  };
}
export const dateTemplates: readonly Template[] = [
  day('Приём', ' подтверждён.', 1),
  day('Ваш визит', ' в силе.', 1),
  day('Ждём вас', ', не опаздывайте.', 1),
  day('Мы закрыты', ' на ремонт.', 1),
  day('До', ' действует акция.', 1),
  day('После', ' цена изменится.', 1),
  day('К', ' всё будет готово.', 2),
  day('Ближе к', ' позвоните.', 2),
  day('Записала вас на', ', хорошо?', 3),
  day('Перенесём на', ', если удобно.', 3),
  day('Перед', ' напомним.', 4),
  day('Между встречей и', ' есть время.', 4),
  day('Начиная с', ' работаем иначе.', 1),
  day('По', ' включительно.', 3),
  year('В', 'году', ' мы открылись.', 5),
  year('Ещё в', 'году', ', давно.', 5),
  year('С', 'года', ' работаем.', 1),
  year('До', 'года', ' гарантия.', 1),
  year('За', 'год', ' выросли.', 3),
  year('На', 'год', ' план готов.', 3),
  day('Паспорт выдан', ', верно?', 1),
  day('Договор подписан', ' в офисе.', 1),
  year('К', 'году', ' достроят.', 2),
  year('', 'год', ' был удачным.', 0),
  (draw) => {
    const d = dayOf(draw);
    const from = draw.between(1, 14);
    return {
      written: `С ${from} по ${from + 10} ${months[d.month - 1]} скидки.`,
      said: [`С ${ordinal(from, 1, 'n')} по ${ordinal(from + 10, 3, 'n')} ${months[d.month - 1]} скидки.`],
    };
  },
  (draw) => {
    const d = dayOf(draw);
    const from = draw.between(1, 14);
    return {
      written: `Отпуск с ${two(from)}.${two(d.month)} по ${two(from + 9)}.${two(d.month)}.`,
      said: [
        `Отпуск с ${ordinal(from, 1, 'n')} ${months[d.month - 1]} по ${ordinal(from + 9, 3, 'n')} ${months[d.month - 1]}.`,
      ],
    };
  },
];

const hourForms = unit('ч', 'm', 'час часа часу час часом часе', 'часы часов часам часы часами часах');
function clock(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const [hour, minute] = [draw.between(0, 23), draw.from([0, 5, 10, 15, 20, 30, 40, 45, 55])];
    const hours = numeral(hour, c);
    const minutes = `${minute < 10 ? 'ноль ' : ''}${numeral(minute, c === 3 ? 0 : c)}`;
    const said =
      minute === 0
        ? [`${before} ${speak(hour, c, hourForms)}${after}`, `${before} ${hours} ноль ноль${after}`]
        : [
            `${before} ${hours} ${minutes}${after}`,
            `${before} ${hours} ${minute < 10 ? 'ноль ' : ''}${numeral(minute, 0)}${after}`,
          ];
    return { written: `${before} ${draw.from([two(hour), String(hour)])}:${two(minute)}${after}`, said };
  };
}
const minuteForms = unit(
  'мин',
  'f',
  'минута минуты минуте минуту минутой минуте',
  'минуты минут минутам минуты минутами минутах',
);
function duration(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const one = draw.from([hourForms, minuteForms]);
    const value = draw.between(1, one === hourForms ? 23 : 59);
    const shown = draw.from([
      `${one.written[0]}.`,
      one.written[0],
      counted(value, c, one.singular, one.plural),
    ]);
    return {
      written: `${before} ${value} ${shown} ${after}`,
      said: [`${before} ${speak(value, c, one)} ${after}`],
    };
  };
}
function hourOf(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const hour = draw.between(2, 11);
    const part = draw.from(['утра', 'вечера']);
    return {
      written: `${before} ${hour} ${part}${after}`,
      said: [`${before} ${numeral(hour, c)} ${part}${after}`],
    };
  };
}
export const timeTemplates: readonly Template[] = [
  clock('Ждём вас в', '.', 3),
  clock('Рейс вылетает в', ', не опоздайте.', 3),
  clock('Работаем до', ' без перерыва.', 1),
  clock('Приходите после', ', пожалуйста.', 1),
  clock('Будем к', ', ждите.', 2),
  clock('Успеете к', '?', 2),
  clock('Перенесли на', ' завтра.', 3),
  clock('Есть окно на', ', записать?', 3),
  clock('Открыто с', ' каждый день.', 1),
  clock('Позвоню около', ' вечера.', 1),
  duration('Ехать', 'на метро.', 3),
  duration('Это займёт', 'вашего времени.', 3),
  duration('Перезвоню через', 'обязательно.', 3),
  duration('Опоздаю на', 'из-за пробок.', 3),
  duration('Не больше', 'на звонок.', 1),
  duration('В течение', 'ответим.', 1),
  hourOf('В', ' откроемся.', 3),
  hourOf('Часов в', ' зайду.', 3),
  hourOf('До', ' мы работаем.', 1),
  hourOf('К', ' подъедем.', 2),
  hourOf('С', ' очередь.', 1),
  hourOf('После', ' тише.', 1),
  (draw) => {
    const from = draw.between(7, 11);
    const to = draw.between(17, 22);
    return {
      written: `Приём с ${from} до ${to}.`,
      said: [`Приём с ${numeral(from, 1)} до ${numeral(to, 1)}.`],
    };
  },
  (draw) => {
    const from = draw.between(7, 11);
    const to = draw.between(17, 22);
    const range = `${speak(from, 1, hourForms)} до ${speak(to, 1, hourForms)}`;
    return {
      written: `Мы открыты ${two(from)}:00–${to}:00 ежедневно.`,
      said: [`Мы открыты с ${range} ежедневно.`],
    };
  },
];

const metrics: readonly Unit[] = [
  unit(
    'кг',
    'm',
    'килограмм килограмма килограмму килограмм килограммом килограмме',
    'килограммы килограммов килограммам килограммы килограммами килограммах',
  ),
  unit(
    'км',
    'm',
    'километр километра километру километр километром километре',
    'километры километров километрам километры километрами километрах',
  ),
  unit(
    'мл',
    'm',
    'миллилитр миллилитра миллилитру миллилитр миллилитром миллилитре',
    'миллилитры миллилитров миллилитрам миллилитры миллилитрами миллилитрах',
  ),
  unit('шт.', 'f', 'штука штуки штуке штуку штукой штуке', 'штуки штук штукам штуки штуками штуках'),
  unit('т', 'f', 'тонна тонны тонне тонну тонной тонне', 'тонны тонн тоннам тонны тоннами тоннах'),
  unit(
    'см',
    'm',
    'сантиметр сантиметра сантиметру сантиметр сантиметром сантиметре',
    'сантиметры сантиметров сантиметрам сантиметры сантиметрами сантиметрах',
  ),
  unit(
    'м²',
    'm',
    'квадратный+метр квадратного+метра квадратному+метру квадратный+метр квадратным+метром квадратном+метре',
    'квадратные+метры квадратных+метров квадратным+метрам квадратные+метры квадратными+метрами квадратных+метрах',
  ),
  unit(
    'ГБ',
    'm',
    'гигабайт гигабайта гигабайту гигабайт гигабайтом гигабайте',
    'гигабайты гигабайт гигабайтам гигабайты гигабайтами гигабайтах',
  ),
  unit('л', 'm', 'литр литра литру литр литром литре', 'литры литров литрам литры литрами литрах'),
  unit(
    '%',
    'm',
    'процент процента проценту процент процентом проценте',
    'проценты процентов процентам проценты процентами процентах',
  ),
  unit(
    'мес.',
    'm',
    'месяц месяца месяцу месяц месяцем месяце',
    'месяцы месяцев месяцам месяцы месяцами месяцах',
  ),
  unit(
    '°C',
    'm',
    'градус+Цельсия градуса+Цельсия градусу+Цельсия градус+Цельсия градусом+Цельсия градусе+Цельсия',
    'градусы+Цельсия градусов+Цельсия градусам+Цельсия градусы+Цельсия градусами+Цельсия градусах+Цельсия',
  ),
];
function withUnit(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const one = draw.from(metrics);
    const value = draw.between(1, 999);
    const said = [`${before} ${speak(value, c, one)} ${after}`.replaceAll('+', ' ')];
    // Two square metres: the adjective stands in the genitive plural.
    const isFewDirect = (c === 0 || c === 3) && /^квадратн/.test(one.singular[0] ?? '') && !isOne(value);
    const fixed = said.map((text) =>
      isFewDirect ? text.replace('квадратного метра', 'квадратных метра') : text,
    );
    const space = one.written[0] === '%' ? draw.from(['', ' ']) : ' ';
    return { written: `${before} ${value}${space}${one.written[0]} ${after}`, said: fixed };
  };
}
export const unitTemplates: readonly Template[] = [
  withUnit('Всего', 'на складе.', 0),
  withUnit('Нам нужно', 'к утру.', 0),
  withUnit('До', 'включительно.', 1),
  withUnit('Около', 'в сумме.', 1),
  withUnit('Выросло на', 'за год.', 3),
  withUnit('Хватит и', 'пока.', 1),
  withUnit('Приближается к', 'за сутки.', 2),
  withUnit('Равняется', 'по плану.', 2),
  withUnit('Управились с', 'легко.', 4),
  withUnit('Между нулём и', 'разница.', 4),
  withUnit('Речь о', 'не идёт.', 5),
  withUnit('Добавьте', 'сразу.', 3),
  withUnit('Более', 'не берём.', 1),
  withUnit('От', 'и выше.', 1),
];

/** Words that a decimal ends in, by its count of figures. */
const fractionWords: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    'десятая десятой десятой десятую десятой десятой'.split(' '),
    'десятых десятых десятым десятых десятыми десятых'.split(' '),
  ],
  ['сотая сотой сотой сотую сотой сотой'.split(' '), 'сотых сотых сотым сотых сотыми сотых'.split(' ')],
];
const wholeWords = [
  'целая целой целой целую целой целой'.split(' '),
  'целых целых целым целых целыми целых'.split(' '),
] as const;
function decimal(whole: number, part: number, digits: 1 | 2, c: CaseIndex): string {
  const [one, many] = fractionWords[digits - 1] as (typeof fractionWords)[number];
  const isZero = whole === 0;
  const wholeWord = isZero ? 'целых' : (isOne(whole) ? wholeWords[0] : wholeWords[1])[c];
  return `${numeral(whole, c, 'f')} ${wholeWord} ${numeral(part, c, 'f')} ${(isOne(part) ? one : many)[c]}`;
}
function decimals(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const one = draw.from(
      metrics.filter(({ written }) => !['шт.', 'мес.', 'ГБ'].includes(written[0] as string)),
    );
    const digits = draw.from([1, 2] as const);
    const whole = draw.between(0, 40);
    const part = digits === 1 ? draw.from([1, 2, 3, 4, 6, 7, 8, 9]) : draw.from([15, 25, 75, 48, 5, 99, 31]);
    const written = `${whole},${digits === 2 ? two(part) : part}`;
    return {
      written: `${before} ${written} ${one.written[0]} ${after}`,
      said: [`${before} ${decimal(whole, part, digits, c)} ${one.singular[1]} ${after}`.replaceAll('+', ' ')],
    };
  };
}
function halves(before: string, after: string, c: CaseIndex): Template {
  return (draw) => {
    const one = draw.from(metrics.slice(0, 9));
    const whole = draw.between(2, 30);
    const plain = counted(whole, c, one.singular, one.plural);
    const form = c === 0 || c === 3 ? plain.replace('квадратного+метра', 'квадратных+метра') : plain;
    const a = `${before} ${numeral(whole, c, one.gender)} с половиной ${form} ${after}`;
    const b = `${before} ${decimal(whole, 5, 1, c)} ${one.singular[1]} ${after}`;
    return {
      written: `${before} ${whole},5 ${one.written[0]} ${after}`,
      said: [a, b].map((text) => text.replaceAll('+', ' ')),
    };
  };
}
export const fractionTemplates: readonly Template[] = [
  decimals('Вес', 'без упаковки.', 0),
  decimals('Получилось', 'в итоге.', 0),
  decimals('До', 'на человека.', 1),
  decimals('Меньше', 'не бывает.', 1),
  decimals('Увеличили на', 'в год.', 3),
  decimals('Снизилось на', 'за месяц.', 3),
  decimals('Близко к', 'в среднем.', 2),
  decimals('Ограничимся', 'пока.', 4),
  halves('Это', 'ровно.', 0),
  halves('Всего', 'за раз.', 0),
  halves('Около', 'уйдёт.', 1),
  halves('От', 'и больше.', 1),
  halves('Хватит на', 'точно.', 3),
  halves('К', 'ближе.', 2),
];

export const shared = { unit, speak, two, months, hourForms, rouble, metrics };
