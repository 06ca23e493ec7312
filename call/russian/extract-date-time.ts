import { type DayMatch, matchDay, monthOf } from './calendar-day.ts';
import { dropNegated, splitAtSelfCorrections } from './corrections.ts';
import { ordinalWord } from './number-words.ts';
import { parseCardinal } from './parse-cardinal.ts';
import { type DayPeriod, type TimeMatch, matchPeriod, matchTime } from './time-of-day.ts';
import { type Token, tokenize } from './tokens.ts';
import { clockOf, dateOf, localMoment, zonedIso } from './zone-time.ts';

export interface SpokenDateTime {
  /** `YYYY-MM-DD` in the given zone. */
  date?: string;
  /** `HH:MM`, 24 hours. */
  time?: string;
  /** Both together, ISO 8601 with the zone's offset. */
  iso?: string;
  /** Part of the day, said with the time or instead of it. */
  period?: DayPeriod;
  /** Something was guessed: the half of the day (“в три” → 15:00), or only a part of a day or week was named. */
  isAmbiguous: boolean;
}

export interface DateTimeOptions {
  /** The moment of speaking, ISO 8601. */
  now: string;
  /** IANA zone in which “завтра” and “в три” are meant. */
  timeZone: string;
  /** What was asked for: bare numbers and ordinals count only then. */
  expects?: 'date' | 'time' | 'datetime';
}

/**
 * A day, a time or both from speech: “завтра в три”, “в пятницу в полтретьего”, “двадцать пятого марта к пяти вечера”,
 * “через час”. Days are the nearest to come. An hour from 1 to 7 with no part of the day named is taken as afternoon,
 * the working day of those who are called. Of a self-correction the last word counts. Null when neither is named.
 */
export function extractDateTime(text: string, options: DateTimeOptions): SpokenDateTime | null {
  const nowMs = Date.parse(options.now);
  const today = dateOf(localMoment(nowMs, options.timeZone));
  const parts = splitAtSelfCorrections(dropNegated(tokenize(text)));
  let found: Found = { isVague: false };
  for (const tokens of parts) {
    const soon = matchSoon(tokens, nowMs, options.timeZone);
    if (soon) return soon;
    const here = readPart(tokens, today, options.expects);
    const { day, time, period } = here;
    found = { ...found, ...(day && { day }), ...(time && { time }), ...(period && { period }) };
    found.isVague ||= here.isVague;
  }
  if (!found.day && !found.time && !found.period && !found.isVague) return null;
  return settle(found, today, nowMs, options.timeZone);
}

interface Found {
  day?: DayMatch;
  time?: TimeMatch;
  period?: DayPeriod;
  isVague: boolean;
}

function readPart(tokens: readonly Token[], today: string, expects: DateTimeOptions['expects']): Found {
  const found: Found = { isVague: false };
  const wantsDay = expects === 'date' || expects === 'datetime';
  const wantsTime = expects === 'time' || expects === 'datetime';
  let timeEnd = -1;
  for (let at = 0; at < tokens.length; ) {
    const vagueEnd = matchVagueHour(tokens, at);
    if (vagueEnd > at) {
      found.isVague = true;
      at = vagueEnd;
      continue;
    }
    const isClockFirst = expects === 'time' || /^(?:в|к)$/.test(tokens[at - 1]?.word ?? '');
    const asTime = () => matchTime(tokens, at, { isExpected: wantsTime, hasDay: found.day !== undefined });
    const asDay = () => matchDay({ today, tokens, isExpected: wantsDay, isAfterTime: at === timeEnd }, at);
    // “10.12” may be either; “половина третьего” must not leave “третьего” to be read as a day.
    const time = isClockFirst || !/^\d+\.\d+/.test(tokens[at]?.word ?? '') ? asTime() : null;
    const day = time ? null : asDay();
    const period = time || day ? null : matchPeriod(tokens, at);
    if (time) {
      found.time ??= time;
      timeEnd = time.next;
    }
    if (day) {
      found.isVague ||= found.day !== undefined && found.day.date !== day.date && found.day.rank === day.rank;
      if (!found.day || day.rank > found.day.rank) found.day = day;
    }
    if (period) found.period ??= period.period;
    at = time?.next ?? day?.next ?? period?.next ?? at + 1;
  }
  return found;
}

/** “через час”, “часа через три”, “через полтора часа”, “через час двадцать”: counted from now, to the minute. */
function matchSoon(tokens: readonly Token[], nowMs: number, timeZone: string): SpokenDateTime | null {
  const at = tokens.findIndex((token) => token.word === 'через');
  if (at < 0) return null;
  const minutes = minutesAfter(tokens, at);
  if (minutes === 0 || minutes > 7 * 24 * 60) return null;
  const local = localMoment(nowMs + minutes * 60_000, timeZone);
  const [date, time] = [dateOf(local), clockOf(local.hour, local.minute)];
  return { date, time, iso: zonedIso(date, time, timeZone), isAmbiguous: false };
}

function minutesAfter(tokens: readonly Token[], at: number): number {
  const before = tokens[at - 1]?.word ?? '';
  const counted = parseCardinal(tokens, at + 1);
  const next = counted?.next ?? at + 1;
  const unit = tokens[next]?.word ?? '';
  const count = counted?.value ?? 1;
  if (unit === 'полчаса' || unit === 'полчасика') return 30;
  if (/^(?:час|часик)/.test(unit)) return Math.round(count * 60) + minutesBeside(tokens, next + 1);
  if (/^минут/.test(unit)) return count;
  // “Часа через три”, “минут через двадцать”.
  if (counted && /^(?:часа|часов|часика|часиков)$/.test(before)) return Math.round(count * 60);
  if (/^минут/.test(before)) return counted ? count : 0;
  return 0;
}

/** “(через час) двадцать”, “с половиной”. */
function minutesBeside(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.word === 'с' && /^половин/.test(tokens[at + 1]?.word ?? '')) return 30;
  const minutes = parseCardinal(tokens, at);
  if (!minutes || minutes.value > 59) return 0;
  const after = tokens[minutes.next]?.word ?? '';
  return /^минут/.test(after) || minutes.value >= 10 ? minutes.value : 0;
}

/** “В начале пятого”, “в шестом часу”: an hour nobody can hold a clock to. Where it ends, or `at`. */
function matchVagueHour(tokens: readonly Token[], at: number): number {
  const word = tokens[at]?.word ?? '';
  const next = tokens[at + 1]?.word ?? '';
  // “В конце месяца”, “в начале марта”.
  if (
    /^(?:начале|конце|середине|начала|конца|середины)$/.test(word) &&
    (/^(?:месяца|недели|года)$/.test(next) || monthOf(next) > 0)
  )
    return at + 2;
  const isEdge = /^(?:начале|конце|середине|началу|концу)$/.test(word) && /(?:го|ой)$/.test(next);
  if (isEdge && (ordinalWord(next) ?? 99) <= 12 && monthOf(tokens[at + 2]?.word) < 0) return at + 2;
  return next === 'часу' && ordinalWord(word) !== undefined ? at + 2 : at;
}

function settle(found: Found, today: string, nowMs: number, timeZone: string): SpokenDateTime {
  const { day, time } = found;
  const period = time?.period ?? found.period;
  const date = day?.date;
  const isGuessed = time !== undefined && !time.isExact && period === undefined;
  const isAmbiguous =
    found.isVague || (day?.isVague ?? false) || isGuessed || (!time && period !== undefined);
  let clock: string | undefined;
  if (time) {
    const local = localMoment(nowMs, timeZone);
    const hour = resolveHour(time, period);
    // “сегодня в девять” said at noon can only be the evening.
    const isPast =
      date === today &&
      isGuessed &&
      hour < 12 &&
      clockOf(hour, time.minute) <= clockOf(local.hour, local.minute);
    clock = clockOf(isPast ? hour + 12 : hour, time.minute);
  }
  return {
    ...(date && { date }),
    ...(clock && { time: clock }),
    ...(date && clock && { iso: zonedIso(date, clock, timeZone) }),
    ...(period && { period }),
    isAmbiguous,
  };
}

/** The 24-hour clock from what was said; a part of the day decides the half, else working hours do. */
function resolveHour({ hour, isExact }: TimeMatch, period: DayPeriod | undefined): number {
  if (isExact || hour > 12) return hour;
  switch (period) {
    case 'morning':
      return hour % 12;
    case 'day':
      return hour < 7 ? hour + 12 : hour;
    case 'evening':
      return hour === 12 ? 0 : hour < 4 ? hour : hour + 12;
    case 'night':
      return hour === 12 ? 0 : hour > 8 ? hour + 12 : hour;
    case undefined:
      return hour >= 1 && hour <= 7 ? hour + 12 : hour;
  }
}
