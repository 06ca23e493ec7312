import { type CaseIndex, numeral, ordinal } from './numerals.ts';
import { type BenchNoun, formAfter, numberCase } from './nouns.ts';
import type { Draw, Written } from './written-sentence.ts';

/** Number and noun in a frame that asks for a case. */
function frame(before: string, after: string, c: CaseIndex) {
  return (draw: Draw): Written => {
    const noun = draw.noun();
    const value = draw.quantity();
    return {
      written: `${before} ${draw.grouped(value)} ${formAfter(noun, value, c)}${after}`,
      said: [`${before} ${said(noun, value, c)} ${formAfter(noun, value, c)}${after}`],
    };
  };
}

const said = (noun: BenchNoun, value: number, c: CaseIndex) =>
  numeral(value, numberCase(noun, value, c), noun.gender);

/** Whole numbers beside nouns; even templates tune, odd ones are kept for the report. */
export const countingTemplates: readonly ((draw: Draw) => Written)[] = [
  frame('У нас', '.', 0),
  frame('В базе сейчас', ', проверьте.', 0),
  frame('Не больше', ' в день.', 1),
  frame('Мы потеряли около', ' за год.', 1),
  frame('Добавим к', ' ещё одно условие.', 2),
  frame('Благодаря', ' всё получилось.', 2),
  frame('Это случилось через', ' после начала.', 3),
  frame('Мы заплатили за', ' сразу.', 3),
  frame('Он приехал с', ' вчера.', 4),
  frame('Разница между', ' невелика.', 4),
  frame('Речь идёт о', ' на этой неделе.', 5),
  frame('В', ' нашли брак.', 5),
  frame('Осталось всего', '.', 0),
  frame('Есть ещё', ', показать?', 0),
  frame('Нам хватит', '.', 1),
  frame('Начнём с', ' и посмотрим.', 1),
  frame('Список из', ' готов.', 1),
  frame('Он говорит про', ' уже час.', 3),
  frame('Работа над', ' закончена.', 4),
  frame('Подошли ко', ' сразу.', 2),
  frame('Без', ' не обойтись.', 1),
  frame('Мы подготовили', '.', 3),
  frame('Менеджер отправил', ' почтой.', 3),
  frame('Компания располагает', ' в центре.', 4),
  frame('Приходится по', ' на каждого.', 3),
  frame('Он недоволен', '.', 4),
  frame('Вы получите', ' бесплатно.', 3),
  frame('Мы раздали подарки', '.', 2),
  frame('Стоимость', ' обсудим позже.', 1),
  frame('Передано', ' из архива.', 0),
  frame('Прошло', ', ответа нет.', 0),
  frame('Для', ' нужен пропуск.', 1),
  frame('Кроме', ' ничего нет.', 1),
  frame('Перед', ' стоит задача.', 4),
  frame('По сравнению с', ' это много.', 4),
  frame('Во время', ' было тихо.', 1),
];

const adjectives: Record<string, readonly [string, string, string]> = {
  // Nominative one, few (nominative plural for feminine, genitive plural otherwise), many; by gender.
  m: ['новый', 'новых', 'новых'],
  f: ['новая', 'новые', 'новых'],
  n: ['новое', 'новых', 'новых'],
};

function withAdjective(before: string) {
  return (draw: Draw): Written => {
    const noun = draw.noun();
    const value = draw.quantity();
    const [one, few, many] = adjectives[noun.gender] as readonly [string, string, string];
    const last = value % 10;
    const isTeen = value % 100 > 10 && value % 100 < 20;
    const adjective = isTeen || last === 0 || last > 4 ? many : last === 1 ? one : few;
    const tail = `${adjective} ${formAfter(noun, value, 0)}.`;
    return {
      written: `${before} ${draw.grouped(value)} ${tail}`,
      said: [`${before} ${numeral(value, 0, noun.gender)} ${tail}`],
    };
  };
}

const suffixes: Record<string, readonly [CaseIndex, 'm' | 'f' | 'n']> = {
  го: [1, 'm'],
  му: [2, 'm'],
  я: [0, 'f'],
  ю: [3, 'f'],
  е: [0, 'n'],
};

function suffixed(suffix: string, before: string, after: string) {
  return (draw: Draw): Written => {
    const value = draw.between(1, 99);
    const [c, gender] = suffixes[suffix] as readonly [CaseIndex, 'm' | 'f' | 'n'];
    return {
      written: `${before} ${value}-${suffix} ${after}`,
      said: [`${before} ${ordinal(value, c, gender)} ${after}`],
    };
  };
}

/** 5-й after a word that asks for a case of a masculine noun. */
function masculineShort(
  before: string,
  after: string,
  suffix: string,
  c: CaseIndex,
  gender: 'm' | 'f' = 'm',
) {
  return (draw: Draw): Written => {
    const value = draw.between(1, 60);
    return {
      written: `${before} ${value}-${suffix} ${after}`,
      said: [`${before} ${ordinal(value, c, gender)} ${after}`],
    };
  };
}

const prefixes: Record<number, string> = {
  2: 'двух',
  3: 'трёх',
  4: 'четырёх',
  5: 'пяти',
  6: 'шести',
  7: 'семи',
  8: 'восьми',
  9: 'девяти',
  10: 'десяти',
  12: 'двенадцати',
  15: 'пятнадцати',
  20: 'двадцати',
  25: 'двадцатипяти',
  30: 'тридцати',
  40: 'сорока',
  50: 'пятидесяти',
  60: 'шестидесяти',
  90: 'девяносто',
  100: 'сто',
  250: 'двухсотпятидесяти',
};
function compound(before: string, tail: string) {
  return (draw: Draw): Written => {
    const value = draw.from(Object.keys(prefixes).map(Number));
    return { written: `${before} ${value}-${tail}.`, said: [`${before} ${prefixes[value]}${tail}.`] };
  };
}

export const ordinalTemplates: readonly ((draw: Draw) => Written)[] = [
  suffixed('го', 'Жду вас', 'числа.'),
  suffixed('го', 'До', 'места далеко.'),
  suffixed('му', 'Передайте', 'участнику.'),
  suffixed('му', 'Подойдите к', 'окну.'),
  suffixed('я', 'Это', 'попытка.'),
  suffixed('я', 'Ваша очередь', 'сегодня.'),
  suffixed('ю', 'Откройте', 'страницу.'),
  suffixed('ю', 'Поднимитесь на', 'платформу.'),
  suffixed('е', 'Вы заняли', 'место.'),
  suffixed('е', 'Это уже', 'обращение.'),
  masculineShort('Наш', 'филиал открыт.', 'й', 0),
  masculineShort('Сегодня', 'день акции.', 'й', 0),
  masculineShort('Мы на', 'этаже.', 'м', 5),
  masculineShort('Он живёт в', 'подъезде.', 'м', 5),
  masculineShort('Приходите с', 'номером.', 'м', 4),
  masculineShort('Он был', 'участником.', 'м', 4),
  masculineShort('Врач', 'категории.', 'й', 1, 'f'),
  masculineShort('Места в', 'секции.', 'й', 5, 'f'),
  masculineShort('Выход у', 'колонны.', 'й', 1, 'f'),
  masculineShort('Войдите через', 'дверь.', 'ю', 3, 'f'),
  compound('Это', 'дневный срок'),
  compound('Дом', 'этажный'),
  compound('Нам нужна', 'минутная пауза'),
  compound('Едет', 'местный автобус'),
  compound('Скидка на', 'литровую канистру'),
  compound('Взяли', 'метровый кабель'),
  withAdjective('У нас'),
  withAdjective('Осталось ещё'),
];
