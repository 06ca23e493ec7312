import type { Random } from '@allo/kernel';
import { numeral, ordinal } from './numerals.ts';

/** A phrase and what it means, worked out by the generator from the calendar alone. */
export interface SpokenMoment {
  text: string;
  /** `YYYY-MM-DD`, when a day is named. */
  date?: string;
  /** `HH:MM`, when a time is named. */
  time?: string;
  period?: 'morning' | 'day' | 'evening' | 'night';
  /** The half of the day, or the hour, is left open: it has to be said so. */
  isAmbiguous: boolean;
  /** Which template made it. */
  kind: string;
}

export const moment = { now: '2026-03-04T09:10:00Z' };
/** The eleven zones of Russia. */
export const zones = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
] as const;
/** Hours ahead of UTC, in the order of `zones`. */
const offsets = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

const weekdays = ['воскресенье', 'понедельник', 'вторник', 'среду', 'четверг', 'пятницу', 'субботу'];
const weekdaysGenitive = [
  'воскресенья',
  'понедельника',
  'вторника',
  'среды',
  'четверга',
  'пятницы',
  'субботы',
];
const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const hourWord = (hour: number, forms: readonly [string, string, string]) =>
  hour % 10 === 1 && hour !== 11
    ? forms[0]
    : hour % 10 >= 2 && hour % 10 <= 4 && (hour < 10 || hour > 20)
      ? forms[1]
      : forms[2];
const pad = (value: number) => String(value).padStart(2, '0');

class Calendar {
  readonly local: Date;

  constructor(zone: number) {
    this.local = new Date(Date.parse(moment.now) + (offsets[zone] as number) * 3_600_000);
  }

  ahead(days: number): string {
    const at = new Date(this.local);
    at.setUTCDate(at.getUTCDate() + days);
    return at.toISOString().slice(0, 10);
  }

  get today(): string {
    return this.ahead(0);
  }

  /** The next such weekday, never today. */
  weekday(day: number): string {
    const days = (day - this.local.getUTCDay() + 7) % 7;
    return this.ahead(days === 0 ? 7 : days);
  }

  /** Such a weekday of the week after this one; weeks begin on Monday. */
  nextWeek(day: number): string {
    const sinceMonday = (this.local.getUTCDay() + 6) % 7;
    return this.ahead(7 - sinceMonday + ((day + 6) % 7));
  }

  /** The nearest such day and month from today on. */
  dayOf(month: number, day: number): string {
    const year = this.local.getUTCFullYear();
    const date = `${year}-${pad(month)}-${pad(day)}`;
    return date >= this.today ? date : `${year + 1}-${pad(month)}-${pad(day)}`;
  }

  dayOfMonth(day: number): string {
    const [year, month] = [this.local.getUTCFullYear(), this.local.getUTCMonth() + 1];
    const date = `${year}-${pad(month)}-${pad(day)}`;
    if (date >= this.today) return date;
    return month === 12 ? `${year + 1}-01-${pad(day)}` : `${year}-${pad(month + 1)}-${pad(day)}`;
  }

  inMinutes(minutes: number): { date: string; time: string } {
    const at = new Date(this.local.getTime() + minutes * 60_000).toISOString();
    return { date: at.slice(0, 10), time: at.slice(11, 16) };
  }
}

type Part = Partial<Omit<SpokenMoment, 'text' | 'kind'>> & { text: string };
type Maker = (random: Random, calendar: Calendar) => Part;

const between = (random: Random, low: number, high: number) => low + random.below(high - low + 1);
const from = <T>(random: Random, list: readonly T[]) => list[random.below(list.length)] as T;

const days: readonly Maker[] = [
  (_, c) => ({ text: 'завтра', date: c.ahead(1) }),
  (_, c) => ({ text: 'послезавтра', date: c.ahead(2) }),
  (r, c) => {
    const day = r.below(7);
    return { text: `${day === 2 ? 'во' : 'в'} ${weekdays[day]}`, date: c.weekday(day) };
  },
  (r, c) => {
    const day = r.below(7);
    const next = [3, 5, 6].includes(day) ? 'следующую' : day === 0 ? 'следующее' : 'следующий';
    return { text: `в ${next} ${weekdays[day]}`, date: c.nextWeek(day) };
  },
  (r, c) => {
    const [month, day] = [between(r, 1, 12), between(r, 1, 28)];
    return { text: `${ordinal(day, 1, 'n')} ${months[month - 1]}`, date: c.dayOf(month, day) };
  },
  (r, c) => {
    const day = between(r, 1, 28);
    return { text: `${ordinal(day, 1, 'n')} числа`, date: c.dayOfMonth(day) };
  },
  (r, c) => {
    const count = between(r, 2, 10);
    return {
      text: `через ${numeral(count, 3)} ${hourWord(count, ['день', 'дня', 'дней'])}`,
      date: c.ahead(count),
    };
  },
  (_, c) => ({ text: 'через неделю', date: c.ahead(7) }),
  (r, c) => {
    const day = r.below(7);
    return { text: `на следующей неделе ${day === 2 ? 'во' : 'в'} ${weekdays[day]}`, date: c.nextWeek(day) };
  },
  (r, c) => {
    const [month, day] = [between(r, 1, 12), between(r, 1, 28)];
    return { text: `на ${ordinal(day, 3, 'n')} ${months[month - 1]}`, date: c.dayOf(month, day) };
  },
  (r, c) => {
    const [month, day] = [between(r, 1, 12), between(r, 1, 28)];
    return { text: `${day} ${months[month - 1]}`, date: c.dayOf(month, day) };
  },
  (r, c) => {
    const count = between(r, 2, 3);
    return { text: `через ${numeral(count, 3, 'f')} недели`, date: c.ahead(7 * count) };
  },
  (r, c) => {
    const day = r.below(7);
    return { text: `ближе к концу недели давайте в ${weekdays[day]}`, date: c.weekday(day) };
  },
  (_, c) => ({ text: 'сегодня', date: c.today }),
];

/** The half of the day where none is said: one to seven is the afternoon, as the product says it takes them. */
const open = (hour: number, minute: number): Pick<SpokenMoment, 'time' | 'isAmbiguous'> => ({
  time: `${pad(hour >= 1 && hour <= 7 ? hour + 12 : hour)}:${pad(minute)}`,
  isAmbiguous: true,
});
const parts: readonly [string, 'morning' | 'day' | 'evening', readonly number[]][] = [
  ['утра', 'morning', [6, 7, 8, 9, 10, 11]],
  ['дня', 'day', [12, 1, 2, 3, 4, 5]],
  ['вечера', 'evening', [5, 6, 7, 8, 9, 10, 11]],
];
const exact = (hour: number, minute: number, period: 'morning' | 'day' | 'evening') =>
  `${pad(period === 'morning' || hour === 12 ? hour : hour + 12)}:${pad(minute)}`;
const previous = (hour: number) => (hour === 1 ? 12 : hour - 1);

const times: readonly Maker[] = [
  (r) => {
    const [word, period, hours] = from(r, parts);
    const hour = from(r, hours);
    const said = hour === 1 ? 'час' : numeral(hour, 3);
    return { text: `в ${said} ${word}`, time: exact(hour, 0, period), period, isAmbiguous: false };
  },
  (r) => {
    const [word, period, hours] = from(r, parts);
    const hour = from(
      r,
      hours.filter((one) => one > 1),
    );
    return {
      text: `в ${numeral(hour, 3)} ${hourWord(hour, ['час', 'часа', 'часов'])} ${word}`,
      time: exact(hour, 0, period),
      period,
      isAmbiguous: false,
    };
  },
  (r) => {
    const hour = between(r, 2, 11);
    return {
      text: `${hour === 2 ? 'во' : 'в'}`.replace('во', 'в') + ` ${numeral(hour, 3)}`,
      ...open(hour, 0),
    };
  },
  (r) => {
    const hour = between(r, 13, 21);
    const minute = from(r, [0, 15, 30, 45, 20, 40]);
    const tail = minute === 0 ? 'ноль ноль' : numeral(minute, 0);
    return { text: `в ${numeral(hour, 3)} ${tail}`, time: `${hour}:${pad(minute)}`, isAmbiguous: false };
  },
  (r) => {
    const named = between(r, 1, 12);
    return { text: `в пол${ordinal(named, 1)}`, ...open(previous(named), 30) };
  },
  (r) => {
    const [word, period, hours] = from(r, parts);
    const hour = from(
      r,
      hours.filter((one) => one < 11),
    );
    const named = hour === 12 ? 1 : hour + 1;
    return {
      text: `в пол${ordinal(named, 1)} ${word}`,
      time: exact(hour, 30, period),
      period,
      isAmbiguous: false,
    };
  },
  (r) => {
    const [minute, named] = [from(r, [5, 10, 15, 20, 25]), between(r, 2, 12)];
    return { text: `без ${numeral(minute, 1)} ${numeral(named, 3)}`, ...open(previous(named), 60 - minute) };
  },
  (r) => {
    const [minute, named] = [from(r, [5, 10, 20]), between(r, 2, 8)];
    return {
      text: `в ${numeral(minute, 3, 'f')} минут ${ordinal(named, 1)}`,
      ...open(previous(named), minute),
    };
  },
  (r) => {
    const named = between(r, 2, 12);
    return { text: `без четверти ${numeral(named, 3)}`, ...open(previous(named), 45) };
  },
  (r) => {
    const [word, period, hours] = from(r, parts);
    const hour = from(
      r,
      hours.filter((one) => one > 1 && one < 12),
    );
    return {
      text: `к ${numeral(hour, 2)} ${word}`,
      time: exact(hour, 0, period),
      period,
      isAmbiguous: false,
    };
  },
  (r) => {
    const hour = between(r, 2, 11);
    return { text: `часам к ${numeral(hour, 2)}`, ...open(hour, 0) };
  },
  (r) => {
    const hour = between(r, 2, 11);
    return { text: `часов в ${numeral(hour, 3)}`, ...open(hour, 0) };
  },
  () => ({ text: 'в полдень', time: '12:00', isAmbiguous: false }),
  (r) => {
    const [hour, minute] = [between(r, 13, 20), from(r, [0, 15, 30])];
    return { text: `в ${hour}:${pad(minute)}`, time: `${hour}:${pad(minute)}`, isAmbiguous: false };
  },
  (r) => {
    const [text, period] = from(r, [
      ['утром', 'morning'],
      ['после обеда', 'day'],
      ['вечером', 'evening'],
      ['днем', 'day'],
      ['с утра', 'morning'],
    ] as const);
    return { text, period, isAmbiguous: true };
  },
  (r) => {
    const hour = between(r, 8, 11);
    return {
      text: `утром в ${numeral(hour, 3)} тридцать`,
      time: `${pad(hour)}:30`,
      period: 'morning',
      isAmbiguous: false,
    };
  },
  (r) => {
    const hour = between(r, 5, 10);
    return {
      text: `вечером часов в ${numeral(hour, 3)}`,
      time: `${hour + 12}:00`,
      period: 'evening',
      isAmbiguous: false,
    };
  },
  (r) => {
    const hour = between(r, 2, 11);
    return { text: `в ${numeral(hour, 3)} с половиной`, ...open(hour, 30) };
  },
  (r) => {
    const [hour, minute] = [between(r, 9, 11), from(r, [15, 20, 40, 45])];
    return { text: `на ${numeral(hour, 3)} ${numeral(minute, 0)}`, ...open(hour, minute) };
  },
  (r) => {
    const named = between(r, 2, 12);
    return { text: `в половине ${ordinal(named, 1)}`, ...open(previous(named), 30) };
  },
  (r) => {
    const [named, word] = [between(r, 2, 5), 'дня'];
    return {
      text: `без пятнадцати ${numeral(named, 3)} ${word}`,
      time: `${previous(named) === 12 ? 12 : previous(named) + 12}:45`,
      period: 'day',
      isAmbiguous: false,
    };
  },
  (r) => {
    const named = between(r, 2, 11);
    return { text: `в четверть ${ordinal(named, 1)}`, ...open(previous(named), 15) };
  },
  () => ({ text: 'в час дня', time: '13:00', period: 'day', isAmbiguous: false }),
  (r) => {
    const hour = between(r, 9, 11);
    return { text: `ровно в ${numeral(hour, 3)}`, ...open(hour, 0) };
  },
];

const leads = [
  '',
  '',
  '',
  'давайте',
  'можно',
  'мне бы',
  'запишите',
  'ну',
  'хочу',
  'а можно',
  'удобно',
  'наверное',
];
const tails = ['', '', '', 'пожалуйста', 'если можно', 'удобно', 'подойдет'];

function combined(random: Random, calendar: Calendar, half: 0 | 1): SpokenMoment {
  // A half has its own combinations of day and time.
  const pairs = days.flatMap((_, day) => times.map((__, time) => [day, time] as const));
  const [dayIndex, timeIndex] = from(
    random,
    pairs.filter(([day, time]) => (day + time) % 2 === half),
  );
  const day = (days[dayIndex] as Maker)(random, calendar);
  const time = (times[timeIndex] as Maker)(random, calendar);
  const words = random.below(4) === 0 ? [time.text, day.text] : [day.text, time.text];
  let resolved = time.time;
  // “Сегодня в девять” at noon is nine in the evening.
  const isToday = day.date === calendar.today && time.isAmbiguous && resolved !== undefined;
  const now = calendar.local.toISOString().slice(11, 16);
  if (isToday && resolved !== undefined && resolved < '12:00' && resolved <= now) {
    resolved = `${pad(Number(resolved.slice(0, 2)) + 12)}${resolved.slice(2)}`;
  }
  return {
    text: dressed(random, words.join(' ')),
    ...(day.date && { date: day.date }),
    ...(resolved && { time: resolved }),
    ...(time.period && { period: time.period }),
    isAmbiguous: time.isAmbiguous ?? false,
    kind: `day ${dayIndex}, time ${timeIndex}`,
  };
}

function dressed(random: Random, text: string): string {
  return [from(random, leads), text, from(random, tails)]
    .filter((word) => word !== '')
    .join(' ')
    .replaceAll('ё', 'е');
}

const others: readonly Maker[] = [
  (r, c) => {
    const minutes = from(r, [10, 15, 20, 30, 40, 45]);
    return { text: `через ${numeral(minutes, 3, 'f')} минут`, ...c.inMinutes(minutes), isAmbiguous: false };
  },
  (_, c) => ({ text: 'через час', ...c.inMinutes(60), isAmbiguous: false }),
  (_, c) => ({ text: 'через полчаса', ...c.inMinutes(30), isAmbiguous: false }),
  (_, c) => ({ text: 'через полтора часа', ...c.inMinutes(90), isAmbiguous: false }),
  (r, c) => {
    const hours = between(r, 2, 5);
    return { text: `часа через ${numeral(hours, 3)}`, ...c.inMinutes(hours * 60), isAmbiguous: false };
  },
  (r, c) => {
    const hours = between(r, 2, 4);
    return {
      text: `через ${numeral(hours, 3)} с половиной часа`,
      ...c.inMinutes(hours * 60 + 30),
      isAmbiguous: false,
    };
  },
  (_, c) => ({ text: 'через час двадцать', ...c.inMinutes(80), isAmbiguous: false }),
  (r, c) => {
    const day = r.below(7);
    return {
      text: `не завтра а в ${weekdays[day]} в три часа дня`,
      date: c.weekday(day),
      time: '15:00',
      period: 'day',
      isAmbiguous: false,
    };
  },
  (_, c) => ({
    text: 'завтра в пять ой нет в шесть вечера',
    date: c.ahead(1),
    time: '18:00',
    period: 'evening',
    isAmbiguous: false,
  }),
  (_, c) => ({
    text: 'послезавтра точнее завтра в полдень',
    date: c.ahead(1),
    time: '12:00',
    isAmbiguous: false,
  }),
  (r, c) => {
    const day = r.below(7);
    return {
      text: `после ${weekdaysGenitive[day]} это поздно давайте завтра в десять утра`,
      date: c.ahead(1),
      time: '10:00',
      period: 'morning',
      isAmbiguous: false,
    };
  },
  (_, c) => ({
    text: 'завтра в час ночи',
    date: c.ahead(1),
    time: '01:00',
    period: 'night',
    isAmbiguous: false,
  }),
  (_, c) => ({
    text: 'сегодня в одиннадцать ночи',
    date: c.today,
    time: '23:00',
    period: 'night',
    isAmbiguous: false,
  }),
  (_, c) => ({ text: 'послезавтра в шестом часу', date: c.ahead(2), isAmbiguous: true }),
  (_, c) => ({ text: 'завтра в начале пятого', date: c.ahead(1), isAmbiguous: true }),
];

/** Phrases of one half, each in its zone. Three quarters are a day with a time, the rest spans, corrections and vague ones. */
export function spokenMoments(
  random: Random,
  half: 0 | 1,
  count: number,
): { zone: string; moment: SpokenMoment }[] {
  return Array.from({ length: count }, (_, index) => {
    const zone = index % zones.length;
    const calendar = new Calendar(zone);
    if (index % 4 !== 3) return { zone: zones[zone] as string, moment: combined(random, calendar, half) };
    const mine = others.map((maker, at) => [maker, at] as const).filter(([, at]) => at % 2 === half);
    const [maker, at] = from(random, mine);
    const part = maker(random, calendar);
    const made: SpokenMoment = {
      isAmbiguous: false,
      ...part,
      text: dressed(random, part.text),
      kind: `other ${at}`,
    };
    return { zone: zones[zone] as string, moment: made };
  });
}
