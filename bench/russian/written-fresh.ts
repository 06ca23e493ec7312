import { type BenchNoun, formAfter, numberCase } from './nouns.ts';
import { type CaseIndex, counted, type Gender, numeral, ordinal } from './numerals.ts';
import { shared } from './written-classes.ts';
import type { Draw, Written } from './written-sentence.ts';

/** A piece of a sentence: plain text, or what is written and how it is said. */
type Piece = string | readonly [written: string, said: string];
const sentence = (...pieces: Piece[]): Written => ({
  written: pieces.map((piece) => (typeof piece === 'string' ? piece : piece[0])).join(''),
  said: [pieces.map((piece) => (typeof piece === 'string' ? piece : piece[1])).join('')],
});
const { months, rouble, hourForms, two } = shared;

const bare = (value: number, c: CaseIndex, gender: Gender = 'm'): Piece => [
  String(value),
  numeral(value, c, gender),
];
const nth = (value: number, c: CaseIndex, gender: Gender = 'm'): Piece => [
  String(value),
  ordinal(value, c, gender),
];
const things = (value: number, c: CaseIndex, noun: BenchNoun): Piece => {
  const form = formAfter(noun, value, c);
  return [`${value} ${form}`, `${numeral(value, numberCase(noun, value, c), noun.gender)} ${form}`];
};
const roubles = (draw: Draw, value: number, c: CaseIndex, sign = '₽'): Piece => [
  `${draw.grouped(value)} ${sign}`,
  `${numeral(value, c)} ${counted(value, c, rouble.singular, rouble.plural)}`,
];
const date = (day: number, month: number, c: CaseIndex): Piece => [
  `${day} ${months[month - 1]}`,
  `${ordinal(day, c, 'n')} ${months[month - 1]}`,
];
const clock = (hour: number, minute: number, c: CaseIndex): Piece => [
  `${hour}:${two(minute)}`,
  minute === 0
    ? `${numeral(hour, c)} ${counted(hour, c, hourForms.singular, hourForms.plural)}`
    : `${numeral(hour, c)} ${minute < 10 ? 'ноль ' : ''}${numeral(minute, c === 3 ? 0 : c)}`,
];
const percent = (value: number, c: CaseIndex): Piece => [
  `${value}%`,
  `${numeral(value, c)} ${counted(value, c, 'процент процента проценту процент процентом проценте'.split(' '), 'проценты процентов процентам проценты процентами процентах'.split(' '))}`,
];
const minutes = (value: number, c: CaseIndex, written = 'мин.'): Piece => [
  `${value} ${written}`,
  `${numeral(value, c, 'f')} ${counted(value, c, 'минута минуты минуте минуту минутой минуте'.split(' '), 'минуты минут минутам минуты минутами минутах'.split(' '))}`,
];
const day = (draw: Draw) => [draw.between(1, 28), draw.between(1, 12)] as const;

/**
 * Sentences of agents in trades of their own, written after the rules were mended on the other two halves and used only to
 * report: whole sentences with several classes in each.
 */
export const freshClasses: Readonly<Record<string, readonly ((draw: Draw) => Written)[]>> = {
  hotel: [
    (d) =>
      sentence(
        'Номер на ',
        things(d.between(2, 9), 3, d.noun()),
        ' стоит ',
        roubles(d, d.between(2, 20) * 450, 3),
        ' за ночь.',
      ),
    (d) =>
      sentence('Заезд ', date(...day(d), 1), ' после ', clock(14, 0, 1), ', выезд до ', clock(12, 0, 1), '.'),
    (d) =>
      sentence(
        'Ваш номер на ',
        nth(d.between(1, 20), 5),
        ' этаже, завтрак с ',
        clock(7, 30, 1),
        ' до ',
        clock(10, 0, 1),
        '.',
      ),
    (d) =>
      sentence(
        'При отмене позже чем за ',
        things(d.between(2, 5), 3, d.noun()),
        ' удерживаем ',
        percent(d.between(10, 90), 3),
        ' суммы.',
      ),
    (d) =>
      sentence('Депозит составит ', roubles(d, d.between(1, 9) * 1000, 3, 'руб.'), ', вернём при выезде.'),
  ],
  clinic: [
    (d) =>
      sentence(
        'Врач примет вас ',
        date(...day(d), 1),
        ' в ',
        clock(d.between(8, 19), 30, 3),
        ', кабинет ',
        bare(d.between(100, 450), 0),
        '.',
      ),
    (d) => sentence('Анализ готов через ', minutes(d.between(5, 59), 3), ' после сдачи.'),
    (d) => sentence('Принимайте по ', bare(d.between(5, 20), 3), ' капель ', bare(3, 0), ' раза в день.'),
    (d) => sentence('Приходите за ', minutes(d.between(5, 30), 3), ' до приёма.'),
    (d) =>
      sentence(
        'Стоимость консультации — ',
        roubles(d, d.between(10, 50) * 100, 0),
        ', повторная дешевле на ',
        percent(d.between(5, 50), 3),
        '.',
      ),
  ],
  delivery: [
    (d) =>
      sentence(
        'Заказ ',
        ['№ ', 'номер '],
        bare(d.between(100, 9999), 0),
        ' приедет завтра с ',
        bare(d.between(9, 12), 1),
        ' до ',
        bare(d.between(14, 22), 1),
        '.',
      ),
    (d) =>
      sentence(
        'Курьер будет у вас к ',
        clock(d.between(9, 21), 0, 2),
        ', подготовьте ',
        roubles(d, d.between(100, 9000), 3, 'руб.'),
        '.',
      ),
    (d) => sentence('В посылке ', things(d.between(1, 30), 0, d.noun()), ', проверьте при получении.'),
    (d) =>
      sentence(
        'Хранение бесплатно до ',
        date(...day(d), 1),
        ', потом ',
        roubles(d, d.between(20, 90), 0),
        ' в сутки.',
      ),
    (d) => sentence('Осталось доставить ещё ', things(d.between(1, 30), 3, d.noun()), '.'),
    (d) => sentence('Доставка от ', roubles(d, d.between(15, 90) * 100, 1), ' бесплатная.'),
  ],
  bank: [
    (d) =>
      sentence(
        'Ставка ',
        percent(d.between(5, 30), 0),
        ' годовых, платёж ',
        date(d.between(1, 28), 5, 1),
        '.',
      ),
    (d) => sentence('Переведите ', roubles(d, d.between(1000, 99_000), 3), ' до ', date(...day(d), 1), '.'),
    (d) => sentence('Мы начислили ', roubles(d, d.between(10, 999), 3, 'руб.'), ' кешбэка.'),
    (d) => sentence('Комиссия не превышает ', percent(d.between(1, 9), 1), ' от перевода.'),
    (d) =>
      sentence(
        'Кредит выдаётся на срок от ',
        bare(d.between(2, 5), 1),
        ' до ',
        bare(d.between(6, 30), 1),
        ' лет.',
      ),
    (d) => sentence('На счёте меньше ', roubles(d, d.between(100, 900), 1), ', пополните его.'),
  ],
  taxi: [
    (d) =>
      sentence(
        'Машина подъедет через ',
        minutes(d.between(1, 30), 3, 'мин'),
        ', номер ',
        bare(d.between(100, 999), 0),
        '.',
      ),
    (d) =>
      sentence(
        'Поездка займёт ',
        minutes(d.between(10, 59), 3, 'мин.'),
        ' и обойдётся в ',
        roubles(d, d.between(150, 2500), 3),
        '.',
      ),
    (d) => sentence('Ожидание сверх ', minutes(d.between(3, 9), 1), ' платное.'),
  ],
  estate: [
    (d) =>
      sentence(
        'Квартира на ',
        nth(d.between(2, 25), 5),
        ' этаже, сдача в ',
        nth(d.between(1, 4), 5),
        ' квартале ',
        nth(d.between(2026, 2031), 1),
        ' года.',
      ),
    (d) =>
      sentence(
        'Первый взнос от ',
        percent(d.between(10, 50), 1),
        ', то есть от ',
        roubles(d, d.between(5, 90) * 100_000, 1),
        '.',
      ),
    (d) =>
      sentence(
        'Показ ',
        date(...day(d), 1),
        ' в ',
        clock(d.between(10, 20), 15, 3),
        ' или ',
        date(...day(d), 1),
        '.',
      ),
  ],
  school: [
    (d) =>
      sentence(
        'Занятия для детей с ',
        bare(d.between(3, 9), 1),
        ' лет, в группе до ',
        things(d.between(5, 20), 1, d.noun()),
        '.',
      ),
    (d) =>
      sentence(
        'Урок длится ',
        minutes(d.between(30, 90), 3),
        ', перерыв ',
        minutes(d.between(5, 20), 0),
        '.',
      ),
    (d) =>
      sentence(
        'Экзамен сдали ',
        bare(d.between(5, 9), 0),
        ' из ',
        things(d.between(10, 40), 1, d.noun()),
        '.',
      ),
  ],
  support: [
    (d) =>
      sentence('Вы ', ['4-й', 'четвёртый'], ' в очереди, ждать около ', minutes(d.between(2, 20), 1), '.'),
    (d) =>
      sentence(
        'Мы обработали ',
        things(d.between(1, 99), 3, d.noun()),
        ' за ',
        things(d.between(2, 9), 3, d.noun()),
        '.',
      ),
    (d) => sentence('Заявка от ', date(...day(d), 1), ' закрыта ', date(...day(d), 1), '.'),
    (d) =>
      sentence(
        'Перезвоним в течение ',
        minutes(d.between(5, 40), 1, 'мин.'),
        ' с номера ',
        [
          '8 (495) 123-45-67',
          'восемь, четыреста девяносто пять, сто двадцать три, сорок пять, шестьдесят семь',
        ],
        '.',
      ),
    (d) =>
      sentence(
        'Тариф с ',
        things(d.between(2, 30), 4, d.noun()),
        ' стоит ',
        roubles(d, d.between(300, 900), 3),
        ['/мес.', ' в месяц.'],
      ),
    (d) => sentence('Связь работает у ', percent(d.between(70, 99), 1), ' клиентов.'),
  ],
};
