import type { GrammaticalCase } from './grammatical-case.ts';
import { type LeftContext, governedCases, governor } from './governing-case.ts';
import { sayOrdinal } from './say-ordinal.ts';
import { isDigit, isLetter, type TextWindow } from './text-window.ts';
import type { Reading } from './reading.ts';

const monthNames = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(
  ' ',
);
const shortMonths = 'янв февр мар апр мая июн июл авг сент окт нояб дек'.split(' ');
const months = new Map<string, number>(monthNames.map((name, index) => [name, index + 1]));
for (const [index, name] of shortMonths.entries()) months.set(name, index + 1);
months.set('фев', 2);
months.set('сен', 9);
months.set('ноя', 11);

const daysIn = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(day: number, month: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= (daysIn[month - 1] as number);
}

/** The case of a day of the month: “3 марта” by itself is “третьего”, after a preposition what it asks. */
export function dayCase(left: LeftContext): GrammaticalCase {
  const word = governor(left);
  const near = left.words.slice(-2);
  if (near.includes('дата') || near.includes('подойдёт') || near.includes('подойдет')) return 'nominative';
  if (word === 'сегодня' || word === 'завтра' || word === 'вчера' || word === 'дата' || word === 'это')
    return 'nominative';
  if (word === 'по' || word === 'на' || word === 'за' || word === 'про' || word === 'под' || word === 'через')
    return 'accusative';
  const governed = governedCases(left);
  const first = governed[0];
  return first === undefined || first === 'accusative' ? 'genitive' : first;
}

/** Cases of years: года, году, год… */
const yearWords = new Map<string, GrammaticalCase | undefined>([
  ['год', 'nominative'],
  ['года', 'genitive'],
  ['году', 'prepositional'],
  ['годом', 'instrumental'],
  ['годе', 'prepositional'],
]);
const yearForms: Record<GrammaticalCase, string> = {
  nominative: 'год',
  genitive: 'года',
  dative: 'году',
  accusative: 'год',
  instrumental: 'годом',
  prepositional: 'году',
};

function yearCase(left: LeftContext): GrammaticalCase {
  const word = governor(left);
  if (word === 'в' || word === 'во') return 'prepositional';
  // Quarters and months are of a year.
  if (/^(?:квартал|полугоди)/.test(left.words.at(-1) ?? '')) return 'genitive';
  return governedCases(left)[0] ?? 'nominative';
}

/** `2026 г.`, `2026 году`, `2024–2025 гг.` at a number of four figures. */
export function readYear(window: TextWindow, position: number, left: LeftContext): Reading | undefined {
  const digits = window.digitsAt(position);
  const value = Number(digits);
  if (digits.length !== 4 || value < 1000 || value > 2199) return undefined;
  let at = position + 4;
  const dash = window.at(window.skipSpaces(at));
  if (dash === '-' || dash === '–' || dash === '—') {
    const start = window.skipSpaces(window.skipSpaces(at) + 1);
    const second = window.digitsAt(start);
    if (second.length !== 4) return undefined;
    const word = yearWordAt(window, start + 4);
    if (!word?.isPlural) return undefined;
    const grammaticalCase = word.grammaticalCase ?? yearCase(left);
    return {
      spoken: `${sayOrdinal(value, grammaticalCase)} – ${sayOrdinal(Number(second), grammaticalCase)} ${word.spoken ?? yearsIn(grammaticalCase)}`,
      end: word.end,
    };
  }
  const birth = window.skipSpaces(at);
  if (window.startsWith('г.р', birth) || window.startsWith('г. р.', birth)) {
    const end = birth + (window.at(birth + 2) === 'р' ? 3 : 4);
    return { spoken: `${sayOrdinal(value, 'genitive')} года рождения`, end: window.afterStop(end) };
  }
  if (window.startsWith('г.в', birth) || window.startsWith('г. в.', birth)) {
    const end = birth + (window.at(birth + 2) === 'в' ? 3 : 4);
    return { spoken: `${sayOrdinal(value, 'genitive')} года выпуска`, end: window.afterStop(end) };
  }
  const word = yearWordAt(window, at);
  if (!word || word.isPlural) return undefined;
  at = word.end;
  let grammaticalCase = word.grammaticalCase ?? yearCase(left);
  if (word.form === 'году' && governor(left).startsWith('к')) grammaticalCase = 'dative';
  if (word.form === 'год' && governedCases(left).includes('accusative')) grammaticalCase = 'accusative';
  return { spoken: `${sayOrdinal(value, grammaticalCase)} ${yearForms[grammaticalCase]}`, end: at };
}

const yearsIn = (grammaticalCase: GrammaticalCase) =>
  ({
    nominative: 'годы',
    genitive: 'годов',
    dative: 'годам',
    accusative: 'годы',
    instrumental: 'годами',
    prepositional: 'годах',
  })[grammaticalCase];

interface YearWord {
  form: string;
  grammaticalCase?: GrammaticalCase;
  isPlural: boolean;
  spoken?: string;
  end: number;
}

function yearWordAt(window: TextWindow, position: number): YearWord | undefined {
  const at = window.skipSpaces(position);
  const form = window.wordAt(at);
  const end = at + form.length;
  if (form === 'г' && window.at(end) === '.') return { form, isPlural: false, end: window.afterStop(end) };
  if (form === 'г' && !isLetter(window.at(end))) return { form, isPlural: false, end };
  if (form === 'гг') return { form, isPlural: true, end: window.afterStop(end) };
  const grammaticalCase = yearWords.get(form);
  if (grammaticalCase) return { form, grammaticalCase, isPlural: false, end };
  if (form === 'годы') return { form, grammaticalCase: 'nominative', isPlural: true, spoken: form, end };
  if (form === 'годах') return { form, grammaticalCase: 'prepositional', isPlural: true, spoken: form, end };
  if (form === 'годов') return { form, grammaticalCase: 'genitive', isPlural: true, spoken: form, end };
  return undefined;
}

/** What follows a date: “2026 года”, “2026 г.”, “2026”. */
function yearAfter(window: TextWindow, position: number): Reading | undefined {
  const at = window.skipSpaces(position);
  if (at === position) return undefined;
  const digits = window.digitsAt(at);
  if (digits.length !== 4 || Number(digits) < 1000 || Number(digits) > 2199) return undefined;
  const word = yearWordAt(window, at + 4);
  if (!word && nothingCounted(window, at + 4) === false) return undefined;
  return {
    spoken: `${sayOrdinal(Number(digits), 'genitive')} года`,
    end: word && !word.isPlural ? word.end : at + 4,
  };
}

/** A bare year after a date must not be a number that counts something: “5 марта 2000 рублей”. */
function nothingCounted(window: TextWindow, position: number): boolean {
  const next = window.at(window.skipSpaces(position));
  return (
    !isDigit(next) &&
    !'₽$€%'.includes(next || ' ') &&
    !/^(?:руб|тыс|млн|долл|р$|шт|кг|км|чел)/.test(window.wordAt(window.skipSpaces(position)))
  );
}

/** `3 марта`, `3 марта 2026 г.`, `3–5 марта`, `с 1 по 15 мая`, `3 и 5 марта`. */
export function readDayAndMonth(
  window: TextWindow,
  position: number,
  left: LeftContext,
): Reading | undefined {
  const digits = window.digitsAt(position);
  if (digits.length === 0 || digits.length > 2) return undefined;
  const first = Number(digits);
  const at = window.skipSpaces(position + digits.length);
  const month = monthAt(window, at);
  if (month) {
    if (!isDay(first, month.month)) return undefined;
    const year = yearAfter(window, month.end);
    const spoken = `${sayOrdinal(first, dayCase(left), 'neuter')} ${month.spoken}`;
    return { spoken: year ? `${spoken} ${year.spoken}` : spoken, end: year?.end ?? month.end };
  }
  return (
    readDayRange(window, at, first, left) ??
    readDayBeforeAnother(window, position + digits.length, first, left)
  );
}

function readDayRange(window: TextWindow, at: number, first: number, left: LeftContext): Reading | undefined {
  const sign = window.at(at);
  if (sign !== '-' && sign !== '–' && sign !== '—') return undefined;
  const start = window.skipSpaces(at + 1);
  const digits = window.digitsAt(start);
  if (digits.length === 0 || digits.length > 2) return undefined;
  const month = monthAt(window, window.skipSpaces(start + digits.length));
  const second = Number(digits);
  if (!month || !isDay(first, month.month) || !isDay(second, month.month)) return undefined;
  const year = yearAfter(window, month.end);
  const tail = `${month.spoken}${year ? ` ${year.spoken}` : ''}`;
  const end = year?.end ?? month.end;
  const hasGovernor = governedCases(left).length > 0;
  const [from, to] = [
    sayOrdinal(first, hasGovernor ? dayCase(left) : 'genitive', 'neuter'),
    sayOrdinal(second, hasGovernor ? dayCase(left) : 'accusative', 'neuter'),
  ];
  return { spoken: hasGovernor ? `${from} – ${to} ${tail}` : `с ${from} по ${to} ${tail}`, end };
}

/** The first number of “с 1 по 15 мая”, “3 и 5 марта”, “3, 5 и 7 марта”: a day too, when days go on up to a month. */
function readDayBeforeAnother(
  window: TextWindow,
  end: number,
  first: number,
  left: LeftContext,
): Reading | undefined {
  let at = end;
  for (let count = 0; count < 6; count++) {
    if (window.at(at) === ',') at++;
    at = window.skipSpaces(at);
    const word = window.wordAt(at);
    if (word === 'по' || word === 'до' || word === 'на' || word === 'и' || word === 'или')
      at = window.skipSpaces(at + word.length);
    else if (word !== '') return undefined;
    const preposition = window.wordAt(at);
    if (preposition === 'с' || preposition === 'на' || preposition === 'до' || preposition === 'по')
      at = window.skipSpaces(at + preposition.length);
    const digits = window.digitsAt(at);
    if (digits.length === 0 || digits.length > 2) return undefined;
    at += digits.length;
    const month = monthAt(window, window.skipSpaces(at));
    if (month) {
      const isDate = isDay(first, month.month) && isDay(Number(digits), month.month);
      return isDate ? { spoken: sayOrdinal(first, dayCase(left), 'neuter'), end } : undefined;
    }
  }
  return undefined;
}

function monthAt(
  window: TextWindow,
  position: number,
): { month: number; spoken: string; end: number } | undefined {
  const word = window.wordAt(position);
  const month = months.get(word.toLowerCase());
  if (!month) return undefined;
  const end = position + word.length;
  const isShort = !monthNames.includes(word.toLowerCase());
  return {
    month,
    spoken: isShort ? (monthNames[month - 1] as string) : word,
    end: isShort ? window.afterStop(end) : end,
  };
}

/** `03.03.2026`, `3.3.26`, `03/03/2026`, `2026-03-03`, and `03.03` where `isDayMonth` says it is no time. */
export function readNumericDate(
  window: TextWindow,
  position: number,
  run: string,
  left: LeftContext,
): Reading | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?!\d|-)/.exec(run);
  const full = /^(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d\d)(?![\d.]|\/\d)/.exec(run);
  const short = /^(\d\d)\.(\d\d)(?![\d.:]|\s?[-–—]\s?\d\d?[.:]\d\d)/.exec(run);
  let [day, month, year, length] = [0, 0, '', 0];
  if (iso) [day, month, year, length] = [Number(iso[3]), Number(iso[2]), iso[1] as string, iso[0].length];
  else if (full)
    [day, month, year, length] = [Number(full[1]), Number(full[3]), full[4] as string, full[0].length];
  else if (short && isDayMonth(short[1] as string, short[2] as string, left, window, position + 5)) {
    [day, month, length] = [Number(short[1]), Number(short[2]), short[0].length];
  }
  if (length === 0 || !isDay(day, month)) return undefined;
  let end = position + length;
  let spoken = `${sayOrdinal(day, dayCase(left), 'neuter')} ${monthNames[month - 1]}`;
  if (year !== '') {
    const full = year.length === 2 ? Number(`20${year}`) : Number(year);
    if (full < 1000 || full > 2199) return undefined;
    spoken += ` ${sayOrdinal(full, 'genitive')} года`;
    const word = yearWordAt(window, end);
    if (word && !word.isPlural) end = word.end;
  }
  return { spoken, end };
}

const dateWords = new Set([
  'до',
  'с',
  'со',
  'по',
  'на',
  'от',
  'к',
  'за',
  'после',
  'дата',
  'датой',
  'сегодня',
  'завтра',
]);

/** 03.03 is a day and month where the month has a leading zero and the words before speak of days, never after “в”. */
function isDayMonth(day: string, month: string, left: LeftContext, window: TextWindow, end: number): boolean {
  if (!isDay(Number(day), Number(month))) return false;
  const word = governor(left);
  if (word === 'в' || word === 'во') return false;
  // “28.11 в 12:15”.
  if (window.startsWith(' в ', end) && /^\d{1,2}:\d\d/.test(window.numericRunAt(end + 3))) return true;
  // “С 11.12 по 20.12”: such spans are of days.
  const isSpan =
    ((word === 'с' || word === 'со') && isDayMonthAt(window, end, ' по ')) ||
    (word === 'по' && left.words.at(-2) === '#' && /^(?:с|со)$/.test(left.words.at(-3) ?? ''));
  return isSpan || (dateWords.has(word) && (month[0] === '0' || Number(day) > 23));
}

/** “ по 20.12” at `position`. */
function isDayMonthAt(window: TextWindow, position: number, before: string): boolean {
  if (!window.startsWith(before, position)) return false;
  const at = position + before.length;
  return (
    window.digitsAt(at).length === 2 && window.at(at + 2) === '.' && window.digitsAt(at + 3).length === 2
  );
}
