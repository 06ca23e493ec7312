import { zonedIso } from '../../russian/index.ts';
import type { HeardDateTime, Moment } from '../language.ts';
import { englishWords, parseEnglishNumber } from './english-numbers.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const dayMs = 86_400_000;

/** Simple English days and times: “tomorrow at three”, “friday half past two”, “today at 4 pm”. Hours 1 to 7 alone are afternoon. */
export function extractEnglishDateTime(
  text: string,
  { now, timeZone }: Moment,
  isExpected: boolean,
): HeardDateTime | null {
  const words = englishWords(text);
  const date = findDate(words, localDate(now, timeZone));
  const time = findTime(words, isExpected);
  const period = findPeriod(words);
  if (!date && !time && !period) return null;
  const hour = time && resolveHour(time, period);
  const clock = time && `${String(hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;
  return {
    ...(date && { date }),
    ...(clock && { time: clock }),
    ...(date && clock && { iso: zonedIso(date, clock, timeZone) }),
    ...(period && { period }),
    isAmbiguous: time !== null && !time.half && !period && time.hour <= 12,
  };
}

function localDate(now: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(now));
}

function findDate(words: readonly string[], today: string): string | null {
  const base = Date.parse(`${today}T00:00:00Z`);
  const ahead = (days: number) => new Date(base + days * dayMs).toISOString().slice(0, 10);
  const afterTomorrow = words.includes('after') && words[words.indexOf('after') + 1] === 'tomorrow';
  if (afterTomorrow) return ahead(2);
  if (words.includes('tomorrow')) return ahead(1);
  if (words.includes('today') || words.includes('tonight')) return ahead(0);
  const weekday = words.map((word) => weekdays.indexOf(word)).find((index) => index >= 0);
  if (weekday === undefined) return null;
  return ahead((weekday - new Date(base).getUTCDay() + 7) % 7 || 7);
}

interface Clock {
  hour: number;
  minute: number;
  half?: 'am' | 'pm';
}

function findTime(words: readonly string[], isExpected: boolean): Clock | null {
  for (let at = 0; at < words.length; at += 1) {
    const clock = /^(\d{1,2}):(\d{2})$/.exec(words[at] ?? '');
    if (clock && Number(clock[1]) < 24 && Number(clock[2]) < 60) {
      return withHalf({ hour: Number(clock[1]), minute: Number(clock[2]) }, words[at + 1]);
    }
    if (words[at] === 'noon') return { hour: 12, minute: 0, half: 'pm' };
    if (words[at] === 'midnight') return { hour: 0, minute: 0, half: 'am' };
    const around = findAroundHour(words, at);
    if (around) return around;
    const hour = parseEnglishNumber(words, at);
    if (!hour || hour.value > 23) continue;
    const minute = parseEnglishNumber(words, hour.next);
    const isMinute = minute !== null && minute.value >= 10 && minute.value < 60;
    const next = words[isMinute ? minute.next : hour.next];
    const isMarked =
      words[at - 1] === 'at' || next === 'am' || next === 'pm' || next === "o'clock" || next === 'oclock';
    if (isMarked || isExpected)
      return withHalf({ hour: hour.value, minute: isMinute ? minute.value : 0 }, next);
  }
  return null;
}

/** “Half past two”, “quarter to two”, “ten past three”, “twenty minutes to four”. */
function findAroundHour(words: readonly string[], at: number): Clock | null {
  const named = { half: 30, quarter: 15 }[words[at] as 'half' | 'quarter'];
  const counted = named ? { value: named, next: at + 1 } : parseEnglishNumber(words, at);
  if (!counted || counted.value < 1 || counted.value > 30) return null;
  const side = words[counted.next] === 'minutes' ? counted.next + 1 : counted.next;
  if (words[side] !== 'past' && words[side] !== 'to') return null;
  const hour = parseEnglishNumber(words, side + 1);
  if (!hour || hour.value < 1 || hour.value > 12) return null;
  // “From ten to twelve” is a span, and so is “seven to nine”: clocks are told in fives.
  if (words[side] === 'to' && (words[at - 1] === 'from' || counted.value % 5 !== 0)) return null;
  const isPast = words[side] === 'past';
  const before = hour.value === 1 ? 12 : hour.value - 1;
  const clock = isPast
    ? { hour: hour.value, minute: counted.value }
    : { hour: before, minute: 60 - counted.value };
  return withHalf(clock, words[hour.next]);
}

const withHalf = (clock: Clock, next: string | undefined): Clock =>
  next === 'am' || next === 'pm' ? { ...clock, half: next } : clock;

function findPeriod(words: readonly string[]): HeardDateTime['period'] {
  if (words.includes('morning')) return 'morning';
  if (words.includes('afternoon')) return 'day';
  if (words.includes('evening') || words.includes('tonight')) return 'evening';
  return undefined;
}

function resolveHour({ hour, half }: Clock, period: HeardDateTime['period']): number {
  if (hour > 12) return hour;
  if (half === 'pm' || (!half && (period === 'day' || period === 'evening')))
    return hour === 12 ? 12 : hour + 12;
  if (half === 'am' || period === 'morning') return hour % 12;
  return hour >= 1 && hour <= 7 ? hour + 12 : hour;
}

const monthNames =
  'January February March April May June July August September October November December'.split(' ');
const dayNames = weekdays.map((name) => (name[0] as string).toUpperCase() + name.slice(1));

/** “tomorrow at 3 pm”, “Friday at 2:30 pm”, “on March 25 at 10 am”. */
export function sayEnglishMoment(
  value: string,
  type: 'date' | 'time' | 'datetime',
  { now, timeZone }: Moment,
): string {
  const time = type === 'date' ? '' : `at ${sayClock(type === 'time' ? value : value.slice(11, 16))}`;
  if (type === 'time') return time;
  const date = value.slice(0, 10);
  const away = Math.round(
    (Date.parse(`${date}T00:00:00Z`) - Date.parse(`${localDate(now, timeZone)}T00:00:00Z`)) / dayMs,
  );
  const at = new Date(`${date}T00:00:00Z`);
  const calendar = `on ${monthNames[at.getUTCMonth()]} ${at.getUTCDate()}`;
  const near = away === 0 ? 'today' : away === 1 ? 'tomorrow' : `on ${dayNames[at.getUTCDay()]}`;
  return [away >= 0 && away < 7 ? near : calendar, time].filter((part) => part !== '').join(' ');
}

function sayClock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const half = hour < 12 ? 'am' : 'pm';
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return minute === 0 ? `${shown} ${half}` : `${shown}:${String(minute).padStart(2, '0')} ${half}`;
}
