import { monthOf } from './calendar-day.ts';
import { numberWord, ordinalWord } from './number-words.ts';
import { parseSmallCardinal } from './parse-cardinal.ts';
import type { Token } from './tokens.ts';

export type DayPeriod = 'night' | 'morning' | 'day' | 'evening';

/** A clock time as said: the hour may still be of either half of the day. */
export interface TimeMatch {
  hour: number;
  minute: number;
  /** Said with the time: “пять вечера”. */
  period?: DayPeriod;
  /** Written with two digits or over 12: cannot be of the other half. */
  isExact: boolean;
  next: number;
}

/** “утром”, “после обеда”, “вечера” → the part of the day. */
export function matchPeriod(
  tokens: readonly Token[],
  at: number,
): { period: DayPeriod; next: number } | null {
  const word = tokens[at]?.word ?? '';
  const next = tokens[at + 1]?.word ?? '';
  if (/^(?:утра|утром|утречком|утро|утру|утренн\p{L}*)$/u.test(word))
    return { period: 'morning', next: at + 1 };
  if (word === 'до' && /^обед/.test(next)) return { period: 'morning', next: at + 2 };
  if (word === 'первой' && /^половин/.test(next))
    return { period: 'morning', next: at + (tokens[at + 2]?.word === 'дня' ? 3 : 2) };
  if (word === 'второй' && /^половин/.test(next))
    return { period: 'day', next: at + (tokens[at + 2]?.word === 'дня' ? 3 : 2) };
  if (word === 'после' && /^(?:обед|полудн)/.test(next)) return { period: 'day', next: at + 2 };
  if (/^(?:дня|днем|дневн\p{L}*)$/u.test(word)) return { period: 'day', next: at + 1 };
  if (/^(?:вечера|вечером|вечерком|вечер|вечеру|вечерн\p{L}*)$/u.test(word))
    return { period: 'evening', next: at + 1 };
  if (/^(?:ночи|ночью|ночь)$/.test(word)) return { period: 'night', next: at + 1 };
  return null;
}

export interface TimeHints {
  /** A time was asked for, so a bare number is one. */
  isExpected: boolean;
  /** A day was named before in the same turn: “завтра на три”. */
  hasDay: boolean;
}

/** The time that starts at token `at`. */
export function matchTime(
  tokens: readonly Token[],
  at: number,
  { isExpected, hasDay }: TimeHints,
): TimeMatch | null {
  const match =
    matchClock(tokens, at) ??
    matchNamedTime(tokens, at) ??
    matchHalf(tokens, at) ??
    matchMinutesTo(tokens, at) ??
    matchMinutesPast(tokens, at) ??
    matchHour(tokens, at, isExpected, hasDay);
  if (!match) return null;
  const period = matchPeriod(tokens, match.next);
  // “в три дня” is a time of day; “три дня” alone is a span and never got here as an hour.
  return period ? { ...match, period: period.period, next: period.next } : match;
}

/** 15:30, 15.30, 09:00. */
function matchClock(tokens: readonly Token[], at: number): TimeMatch | null {
  const match = /^(\d{1,2})[:.](\d{2})$/.exec(tokens[at]?.word ?? '');
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour > 24 || minute > 59) return null;
  return { hour: hour % 24, minute, isExact: hour > 12 || match[1]?.startsWith('0') === true, next: at + 1 };
}

function matchNamedTime(tokens: readonly Token[], at: number): TimeMatch | null {
  const word = tokens[at]?.word ?? '';
  if (/^(?:полдень|полудню)$/.test(word)) return { hour: 12, minute: 0, isExact: true, next: at + 1 };
  if (/^(?:полночь|полуночи)$/.test(word)) return { hour: 0, minute: 0, isExact: true, next: at + 1 };
  const isNoonMeal = /^(?:обед|обеду)$/.test(word) && /^(?:в|к)$/.test(tokens[at - 1]?.word ?? '');
  return isNoonMeal ? { hour: 13, minute: 0, isExact: true, next: at + 1 } : null;
}

/** “полтретьего”, “пол третьего”, “половина третьего”, “четверть пятого”: the hour named is not yet reached. */
function matchHalf(tokens: readonly Token[], at: number): TimeMatch | null {
  const word = tokens[at]?.word ?? '';
  const joined = word.startsWith('пол') ? hourOrdinal(word.slice(3).replace(/^-/, '')) : undefined;
  if (joined !== undefined) return { hour: previousHour(joined), minute: 30, isExact: false, next: at + 1 };
  const minute = /^(?:пол|половин[аыуе])$/.test(word) ? 30 : /^четверть$/.test(word) ? 15 : 0;
  const ordinal = minute > 0 ? hourOrdinal(tokens[at + 1]?.word ?? '') : undefined;
  return ordinal === undefined ? null : { hour: previousHour(ordinal), minute, isExact: false, next: at + 2 };
}

const previousHour = (hour: number) => (hour === 1 ? 12 : hour - 1);
const hourOrdinal = (word: string) => {
  const value = /(?:го|ой)$/.test(word) ? ordinalWord(word) : undefined;
  return value !== undefined && value <= 12 ? value : undefined;
};

/** “без пятнадцати пять”, “без четверти час”. */
function matchMinutesTo(tokens: readonly Token[], at: number): TimeMatch | null {
  if (tokens[at]?.word !== 'без') return null;
  const isQuarter = /^четверт/.test(tokens[at + 1]?.word ?? '');
  const minutes = isQuarter ? { value: 15, next: at + 2 } : parseMinutes(tokens, at + 1);
  if (!minutes) return null;
  const from = /^минут/.test(tokens[minutes.next]?.word ?? '') ? minutes.next + 1 : minutes.next;
  const hour = tokens[from]?.word === 'час' ? { value: 1, next: from + 1 } : parseSmallCardinal(tokens, from);
  if (!hour || hour.value < 1 || hour.value > 24 || minutes.value < 1 || minutes.value > 30) return null;
  const isExact = hour.value > 12;
  return {
    hour: isExact ? hour.value - 1 : previousHour(hour.value),
    minute: 60 - minutes.value,
    isExact,
    next: hour.next,
  };
}

/** In “без десяти пять” both are units of one compound only by accident: minutes are read one word at a time. */
function parseMinutes(tokens: readonly Token[], at: number): { value: number; next: number } | null {
  const word = tokens[at]?.word ?? '';
  if (/^\d{1,2}$/.test(word)) return { value: Number(word), next: at + 1 };
  const first = numberWord(word);
  if (!first || first.rank === 'hundred') return null;
  const second = numberWord(tokens[at + 1]?.word ?? '');
  // “Без двадцати четыре двадцать восьмого”: the second twenty begins a day.
  const isDayAfter =
    /^(?:двадцать|тридцать)$/.test(tokens[at + 2]?.word ?? '') &&
    (ordinalWord(tokens[at + 3]?.word ?? '') ?? 99) < 10;
  const hasHourAfter =
    (numberWord(tokens[at + 2]?.word ?? '') !== undefined && !isDayAfter) ||
    /^(?:минут|час)/.test(tokens[at + 2]?.word ?? '');
  if (first.rank === 'ten' && second?.rank === 'unit' && hasHourAfter) {
    return { value: first.value + second.value, next: at + 2 };
  }
  return { value: first.value, next: at + 1 };
}

/** “десять минут третьего”. */
function matchMinutesPast(tokens: readonly Token[], at: number): TimeMatch | null {
  const minutes = parseSmallCardinal(tokens, at);
  if (!minutes || minutes.value > 59 || !/^минут/.test(tokens[minutes.next]?.word ?? '')) return null;
  const ordinal = hourOrdinal(tokens[minutes.next + 1]?.word ?? '');
  return ordinal === undefined
    ? null
    : { hour: previousHour(ordinal), minute: minutes.value, isExact: false, next: minutes.next + 2 };
}

const hourPrepositions = new Set([
  'в',
  'во',
  'к',
  'ко',
  'на',
  'после',
  'до',
  'часов',
  'часа',
  'часам',
  'около',
  'с',
  'часиков',
]);
/** Prepositions after which a number is a time even when nothing else says so. */
const surePrepositions = new Set(['в', 'во', 'к', 'ко', 'часов', 'часа', 'часам', 'часиков']);
const counted =
  /^(?:человек|людей|раз|рубл|тысяч|штук|лет|год|дней|день|недел|месяц|процент|минут|сотрудник|числ|миллион)/;

function matchHour(
  tokens: readonly Token[],
  at: number,
  isExpected: boolean,
  hasDay: boolean,
): TimeMatch | null {
  const before = tokens[at - 1]?.word ?? '';
  const hour = parseHour(tokens, at);
  if (!hour || hour.value > 24) return null;
  const after = tokens[hour.next]?.word ?? '';
  const isHourWord = /^(?:час|часа|часов|часам|часу|часиков|ч)$/.test(after) && !hour.isBareOne;
  const minute = parseMinuteTail(tokens, isHourWord ? hour.next + 1 : hour.next);
  const next = minute?.next ?? (isHourWord ? hour.next + 1 : hour.next);
  const hasPeriod = matchPeriod(tokens, next) !== null;
  if (before === 'через') return null;
  const isSure =
    surePrepositions.has(before) ||
    isHourWord ||
    (hasPeriod && tokens[next]?.word !== 'дня') ||
    (minute !== null && hourPrepositions.has(before));
  const isAboutHour =
    /^(?:часов|часа|часиков|часам)$/.test(tokens[at - 2]?.word ?? '') && hourPrepositions.has(before);
  const isBare = isExpected && (hourPrepositions.has(before) || tokens.length <= 5);
  if (!isSure && !isBare && !isAboutHour && !(hasDay && hourPrepositions.has(before))) return null;
  if (!isHourWord && !minute && (counted.test(after) || monthOf(after) > 0)) return null;
  const isExact = hour.value > 12 || hour.value === 0;
  return { hour: hour.value % 24, minute: minute?.value ?? 0, isExact, next };
}

function parseHour(tokens: readonly Token[], at: number) {
  const word = tokens[at]?.word ?? '';
  if (word === 'час' || word === 'часу') {
    const isAfterPreposition = /^(?:в|к|на|после|около|до)$/.test(tokens[at - 1]?.word ?? '');
    return isAfterPreposition ? { value: 1, next: at + 1, isBareOne: true } : null;
  }
  const joined = /^([01]?\d|2[0-4])([0-5]\d)$/.exec(word);
  if (joined && word.length === 4) return { value: Number(joined[1]), next: at, isBareOne: false };
  const ten = numberWord(word);
  const unit = numberWord(tokens[at + 1]?.word ?? '');
  // “двадцать пятого” is a day, “двадцать девять” is nothing on a clock.
  const isOverClock = unit?.rank === 'unit' && unit.value > 4;
  if (ten?.value === 20 && (isOverClock || ordinalWord(tokens[at + 1]?.word ?? '') !== undefined))
    return null;
  // “двадцать тридцать” is 20:30 but “двадцать один” is an hour.
  if (ten?.value === 20 && unit?.rank === 'unit' && unit.value >= 1 && unit.value <= 4) {
    return { value: 20 + unit.value, next: at + 2, isBareOne: false };
  }
  if (ten) return ten.value <= 20 ? { value: ten.value, next: at + 1, isBareOne: false } : null;
  return /^\d{1,2}$/.test(word) ? { value: Number(word), next: at + 1, isBareOne: false } : null;
}

/** Minutes after the hour: “тридцать”, “ноль ноль”, “ноль пять”, “30”. A lone unit is no minutes. */
function parseMinuteTail(tokens: readonly Token[], at: number): { value: number; next: number } | null {
  const word = tokens[at]?.word ?? '';
  const joined = /^\d{2}([0-5]\d)$/.exec(word);
  if (joined) return { value: Number(joined[1]), next: at + 1 };
  if (word === 'с' && /^половин/.test(tokens[at + 1]?.word ?? '')) return { value: 30, next: at + 2 };
  if (word === 'ровно') return { value: 0, next: at + 1 };
  const zero = numberWord(word);
  if (zero?.value === 0) {
    const unit = numberWord(tokens[at + 1]?.word ?? '');
    return unit?.rank === 'unit' ? { value: unit.value, next: skipMinuteWord(tokens, at + 2) } : null;
  }
  const minutes = parseSmallCardinal(tokens, at);
  if (!minutes || minutes.value > 59) return null;
  // “В два двадцать первого марта”: the twenty belongs to the day.
  const ordinal = ordinalWord(tokens[minutes.next]?.word ?? '') ?? 99;
  if ((minutes.value === 20 && ordinal < 10) || (minutes.value === 30 && ordinal === 1)) return null;
  const isTwoDigits = /^\d{2}$/.test(word) || minutes.value >= 10;
  const isNamed = /^минут/.test(tokens[minutes.next]?.word ?? '');
  const after = tokens[minutes.next]?.word ?? '';
  if ((!isTwoDigits && !isNamed) || monthOf(after) > 0 || (counted.test(after) && !isNamed)) return null;
  return { value: minutes.value, next: skipMinuteWord(tokens, minutes.next) };
}

const skipMinuteWord = (tokens: readonly Token[], at: number) =>
  /^минут/.test(tokens[at]?.word ?? '') ? at + 1 : at;
