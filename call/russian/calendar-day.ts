import { ordinalWord } from './number-words.ts';
import { parseSmallCardinal } from './parse-cardinal.ts';
import type { Token } from './tokens.ts';
import { addDays, isoDate, weekdayOf } from './zone-time.ts';

/** A day found at some token. An exact calendar day outranks a relative one, which outranks a bare weekday. */
export interface DayMatch {
  date: string;
  rank: 1 | 2 | 3;
  isVague: boolean;
  next: number;
}

const monthStems = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'ма',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
];
const monthPatterns = monthStems.map((stem) => new RegExp(`^${stem}(?:а|я|ь|е|у|ю|й|й)?$`));
/** “марта”, “май” → 1…12; -1 for anything else. */
export function monthOf(word: string | undefined): number {
  if (word === undefined || word === 'ма' || word === 'ме') return -1;
  const found = monthPatterns.findIndex((pattern) => pattern.test(word));
  return found < 0 ? -1 : found + 1;
}

const weekdays: [RegExp, number][] = [
  [/^понедельник(?:а|у|ом)?$/, 1],
  [/^вторник(?:а|у|ом)?$/, 2],
  [/^сред(?:а|у|ы|е|ой)$/, 3],
  [/^четверг(?:а|у|ом)?$/, 4],
  [/^пятниц(?:а|у|ы|е|ей)$/, 5],
  [/^суббот(?:а|у|ы|е|ой)$/, 6],
  [/^воскресен(?:ье|ья|ью|ьем)$/, 0],
];
const weekdayIndex = (word: string) => weekdays.find(([pattern]) => pattern.test(word))?.[1];

export interface DayContext {
  today: string;
  tokens: readonly Token[];
  /** A date was asked for, so a bare “двадцать пятого” is one. */
  isExpected: boolean;
  /** The token before belongs to a time: “десять тридцать шестого числа”. */
  isAfterTime?: boolean;
}

/** The day that starts at token `at`, if one does. */
export function matchDay(context: DayContext, at: number): DayMatch | null {
  return (
    matchNamedDay(context, at) ??
    matchAhead(context, at) ??
    matchWeekday(context, at) ??
    matchWrittenDate(context, at) ??
    matchCalendarDay(context, at)
  );
}

function matchNamedDay({ today, tokens }: DayContext, at: number): DayMatch | null {
  const word = tokens[at]?.word ?? '';
  const named = (days: number, next: number): DayMatch => ({
    date: addDays(today, days),
    rank: 2,
    isVague: false,
    next,
  });
  if (/^(?:сегодня|сегодняшн\p{L}*)$/u.test(word)) return named(0, at + 1);
  if (/^послезавтра$/.test(word)) return named(2, at + 1);
  if (word === 'после' && tokens[at + 1]?.word === 'завтра') return named(2, at + 2);
  if (/^(?:завтра|завтрашн\p{L}*|завтро)$/u.test(word)) return named(1, at + 1);
  if (/^выходн(?:ые|ых|ой)$/.test(word))
    return { date: nextWeekday(today, 6, 0), rank: 1, isVague: true, next: at + 1 };
  return null;
}

/** “через неделю”, “через три дня”, “через месяц”, “на следующей неделе”. */
function matchAhead({ today, tokens }: DayContext, at: number): DayMatch | null {
  const word = tokens[at]?.word ?? '';
  if (/^(?:следующ|будущ)/.test(word) && /^недел/.test(tokens[at + 1]?.word ?? '')) {
    // The day itself may be named on either side; alone it is only a vague Monday.
    const named = tokens.map((token) => weekdayIndex(token.word)).find((index) => index !== undefined);
    const date = addDays(mondayOf(today), 7 + (((named ?? 1) + 6) % 7));
    return { date, rank: 2, isVague: named === undefined, next: at + 2 };
  }
  if (word !== 'через') return null;
  const counted =
    tokens[at + 1]?.word === 'пару' ? { value: 2, next: at + 2 } : parseSmallCardinal(tokens, at + 1);
  const next = counted?.next ?? at + 1;
  const count = counted?.value ?? 1;
  const unit = tokens[next]?.word ?? '';
  if (count > 366) return null;
  if (/^(?:день|дня|дней|денек|деньков)$/.test(unit)) {
    return { date: addDays(today, counted ? count : 2), rank: 2, isVague: false, next: next + 1 };
  }
  if (/^недел/.test(unit))
    return { date: addDays(today, 7 * count), rank: 2, isVague: false, next: next + 1 };
  if (/^месяц/.test(unit)) return { date: addMonths(today, count), rank: 2, isVague: false, next: next + 1 };
  return null;
}

function matchWeekday({ today, tokens }: DayContext, at: number): DayMatch | null {
  const weekday = weekdayIndex(tokens[at]?.word ?? '');
  if (weekday === undefined) return null;
  const before = [tokens[at - 1]?.word ?? '', tokens[at - 2]?.word ?? ''];
  const isNextWeek = before.some((word) => /^(?:следующ|будущ)/.test(word));
  const date = isNextWeek
    ? addDays(mondayOf(today), 7 + ((weekday + 6) % 7))
    : nextWeekday(today, weekday, 1);
  return { date, rank: 1, isVague: false, next: at + 1 };
}

/** 25.03, 25.03.2026. Two numbers with a dot may be a clock time; a month over 12 tells. */
function matchWrittenDate({ today, tokens }: DayContext, at: number): DayMatch | null {
  const match = /^(\d{1,2})\.(\d{2})(?:\.(\d{2,4}))?$/.exec(tokens[at]?.word ?? '');
  if (!match) return null;
  const [, day, month, year] = match;
  const date = upcoming(today, Number(month), Number(day), year ? Number(year) % 2000 : undefined);
  return date ? { date, rank: 3, isVague: false, next: at + 1 } : null;
}

function matchCalendarDay(context: DayContext, at: number): DayMatch | null {
  const { tokens, today } = context;
  const day = parseDay(tokens, at);
  if (!day || day.value < 1 || day.value > 31) return null;
  // The tail of “тридцать второго” is no second.
  const isTail = day.next === at + 1 && day.value < 10 && context.isAfterTime !== true;
  if (isTail && /^(?:двадцать|тридцать)$/.test(tokens[at - 1]?.word ?? '')) return null;
  const month = monthOf(tokens[day.next]?.word);
  if (month > 0) {
    const year = parseYear(tokens, day.next + 1);
    const date = upcoming(today, month, day.value, year?.value);
    return date ? { date, rank: 3, isVague: false, next: year?.next ?? day.next + 1 } : null;
  }
  const isNumber = /^числ/.test(tokens[day.next]?.word ?? '');
  if (!isNumber && !(day.isOrdinal && context.isExpected && !/^час/.test(tokens[day.next]?.word ?? '')))
    return null;
  const date = nextDayOfMonth(today, day.value);
  return date ? { date, rank: 3, isVague: false, next: isNumber ? day.next + 1 : day.next } : null;
}

function parseDay(tokens: readonly Token[], at: number) {
  const word = tokens[at]?.word ?? '';
  const ordinal = ordinalWord(word);
  if (ordinal !== undefined) return { value: ordinal, next: at + 1, isOrdinal: true };
  const tens = word === 'двадцать' ? 20 : word === 'тридцать' ? 30 : 0;
  const tail = ordinalWord(tokens[at + 1]?.word ?? '');
  if (tens > 0 && tail !== undefined && tail < 10)
    return { value: tens + tail, next: at + 2, isOrdinal: true };
  const cardinal = parseSmallCardinal(tokens, at);
  return cardinal ? { ...cardinal, isOrdinal: false } : null;
}

function parseYear(tokens: readonly Token[], at: number): { value: number; next: number } | null {
  const written = /^20(\d\d)$/.exec(tokens[at]?.word ?? '');
  if (written) {
    const hasWord = /^год/.test(tokens[at + 1]?.word ?? '');
    return { value: Number(written[1]), next: hasWord ? at + 2 : at + 1 };
  }
  if (tokens[at]?.word !== 'две' || !/^тысяч/.test(tokens[at + 1]?.word ?? '')) return null;
  const tail = parseDay(tokens, at + 2);
  return tail
    ? { value: tail.value, next: /^год/.test(tokens[tail.next]?.word ?? '') ? tail.next + 1 : tail.next }
    : null;
}

/** The nearest such day from today on; with a year (two digits) exactly that one. */
function upcoming(today: string, month: number, day: number, year?: number): string | null {
  if (month < 1 || month > 12) return null;
  if (year !== undefined) return isoDate(2000 + year, month, day);
  const thisYear = Number(today.slice(0, 4));
  // 29 February may be four years away, eight around 2100.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = isoDate(thisYear + ahead, month, day);
    if (date && date >= today) return date;
  }
  return null;
}

function nextDayOfMonth(today: string, day: number): string | null {
  const [year = 0, month = 1] = today.split('-').map(Number);
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const index = month - 1 + ahead;
    const date = isoDate(year + Math.floor(index / 12), (index % 12) + 1, day);
    if (date && date >= today) return date;
  }
  return null;
}

function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = month - 1 + months;
  for (let fit = day; fit > 27; fit -= 1) {
    const found = isoDate(year + Math.floor(index / 12), (index % 12) + 1, fit);
    if (found) return found;
  }
  return isoDate(year + Math.floor(index / 12), (index % 12) + 1, day) ?? date;
}

const mondayOf = (date: string) => addDays(date, -((weekdayOf(date) + 6) % 7));
/** The nearest such weekday at least `minDays` ahead: on a Friday “в пятницу” is a week away. */
function nextWeekday(today: string, weekday: number, minDays: number): string {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  return addDays(today, ahead < minDays ? ahead + 7 : ahead);
}
