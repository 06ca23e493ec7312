import { pluralForm, sayNumber } from './say-number.ts';
import { addDays, dateOf, daysBetween, localMoment, weekdayOf } from './zone-time.ts';

export interface SayingMoment {
  /** ISO 8601 instant against which “сегодня” and “завтра” are meant. */
  now: string;
  timeZone: string;
}

const months = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const onWeekday = [
  'в воскресенье',
  'в понедельник',
  'во вторник',
  'в среду',
  'в четверг',
  'в пятницу',
  'в субботу',
];
const dayOrdinals =
  ' первого второго третьего четвёртого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого'.split(
    ' ',
  );

/** A day of the month in the genitive: 3 → “третьего”, 25 → “двадцать пятого”. */
export function sayDayOrdinal(day: number): string {
  if (day <= 20) return dayOrdinals[day] ?? '';
  if (day === 30) return 'тридцатого';
  return `${day < 30 ? 'двадцать' : 'тридцать'} ${dayOrdinals[day % 10]}`;
}

/** `2026-03-03` → “завтра, третьего марта” or “в пятницу, шестого марта” or “двадцать пятого марта, в среду”. */
export function sayDate(date: string, { now, timeZone }: SayingMoment): string {
  const today = dateOf(localMoment(Date.parse(now), timeZone));
  const away = daysBetween(today, date);
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const calendar = `${sayDayOrdinal(day)} ${months[month - 1]}`;
  const weekday = onWeekday[weekdayOf(date)] as string;
  if (away === 0) return `сегодня, ${calendar}`;
  if (away === 1) return `завтра, ${calendar}`;
  if (away === 2) return `послезавтра, ${calendar}`;
  if (away > 0 && away < 7) return `${weekday}, ${calendar}`;
  const isOtherYear = year !== Number(today.slice(0, 4));
  return isOtherYear ? `${calendar} ${sayYear(year)}` : `${calendar}, ${weekday}`;
}

function sayYear(year: number): string {
  const tail = year % 100;
  const front = Math.floor(year / 100) * 100;
  if (front !== 2000 || tail === 0 || tail > 39) return `${sayNumber(year)} года`;
  return `две тысячи ${sayDayOrdinal(tail) || sayNumber(tail)} года`;
}

/** `15:00` → “в пятнадцать часов”, `15:30` → “в пятнадцать тридцать”, `09:05` → “в девять ноль пять”. */
export function sayTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const hours = sayNumber(hour);
  if (minute === 0) return `в ${hours} ${pluralForm(hour, ['час', 'часа', 'часов'])}`;
  return `в ${hours} ${minute < 10 ? 'ноль ' : ''}${sayNumber(minute, 'feminine')}`;
}

/** ISO date-time → “завтра, третьего марта, в пятнадцать часов”. */
export function sayDateTime(iso: string, moment: SayingMoment): string {
  const local = localMoment(Date.parse(iso), moment.timeZone);
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
  return `${sayDate(dateOf(local), moment)}, ${sayTime(time)}`;
}

/** As it is written in a list: “3 марта, 15:00”, with the year when it is another one. */
export function writeDateTime(value: string, { now, timeZone }: SayingMoment): string {
  if (/^\d\d:\d\d$/.test(value)) return value;
  const isDate = /^\d{4}-\d\d-\d\d$/.test(value);
  const date = isDate ? addDays(value, 0) : dateOf(localMoment(Date.parse(value), timeZone));
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const thisYear = localMoment(Date.parse(now), timeZone).year;
  const calendar = `${day} ${months[month - 1]}${year === thisYear ? '' : ` ${year}`}`;
  if (isDate) return calendar;
  const local = localMoment(Date.parse(value), timeZone);
  return `${calendar}, ${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
}
