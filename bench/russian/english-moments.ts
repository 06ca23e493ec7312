import type { Random } from '@allo/kernel';

/** English phrases on Wednesday 4 March 2026, 12:10 in London, with what they mean. */
export interface EnglishMoment {
  text: string;
  date: string;
  time: string;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const numbers = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const ahead = (days: number) => new Date(Date.UTC(2026, 2, 4 + days)).toISOString().slice(0, 10);
const pad = (value: number) => String(value).padStart(2, '0');

export const englishMoment = { now: '2026-03-04T12:10:00Z', timeZone: 'Europe/London' };

export function englishMoments(random: Random, count: number): EnglishMoment[] {
  const from = <T>(list: readonly T[]) => list[random.below(list.length)] as T;
  const days: (() => [string, string])[] = [
    () => ['tomorrow', ahead(1)],
    () => ['the day after tomorrow', ahead(2)],
    () => {
      const day = random.below(7);
      return [`on ${weekdays[day]}`, ahead((day - 3 + 7) % 7 || 7)];
    },
    () => ['today', ahead(0)],
  ];
  const times: (() => [string, string])[] = [
    () => {
      const hour = 1 + random.below(7);
      return [`at ${numbers[hour]} pm`, `${hour + 12}:00`];
    },
    () => {
      const hour = 8 + random.below(3);
      return [`at ${numbers[hour]} in the morning`, `${pad(hour)}:00`];
    },
    () => {
      const hour = 1 + random.below(5);
      return [`at half past ${numbers[hour]} in the afternoon`, `${hour + 12}:30`];
    },
    () => {
      const hour = 13 + random.below(7);
      return [`at ${hour}:${from(['00', '15', '30'])}`, ''];
    },
    () => {
      const hour = 2 + random.below(4);
      return [`at quarter to ${numbers[hour]} pm`, `${hour + 11}:45`];
    },
    () => ['at noon', '12:00'],
  ];
  return Array.from({ length: count }, () => {
    const [day, date] = from(days)();
    const [clock, time] = from(times)();
    return {
      text: `${from(['', 'maybe ', 'can I come '])}${day} ${clock}`,
      date,
      time: time || clock.slice(3),
    };
  });
}
