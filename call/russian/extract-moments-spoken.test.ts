import { describe, expect, test } from 'vitest';
import { extractDateTime } from './extract-date-time.ts';

/** Wednesday, 12:10 in Moscow. */
const options = { now: '2026-03-04T09:10:00Z', timeZone: 'Europe/Moscow', expects: 'datetime' as const };

describe('extractDateTime, as callers say it', () => {
  test.each([
    ['часа через три', '2026-03-04', '15:10'],
    ['минут через сорок', '2026-03-04', '12:50'],
    ['через час двадцать', '2026-03-04', '13:30'],
    ['через два с половиной часа', '2026-03-04', '14:40'],
    ['в десять тридцать шестого числа', '2026-03-06', '10:30'],
    ['без двадцати четыре двадцать восьмого ноября', '2026-11-28', '15:40'],
    ['без двадцати пяти девять двенадцатого июля', '2026-07-12', '08:35'],
  ])('%s', (text, date, time) => {
    expect(extractDateTime(text, options)).toMatchObject({ date, time });
  });

  test.each(['завтра в начале пятого', 'завтра в шестом часу', 'завтра в конце шестого'])(
    '%s / a day without an hour, said to be open',
    (text) => {
      expect(extractDateTime(text, options)).toEqual({ date: '2026-03-05', isAmbiguous: true });
    },
  );

  test.each(['в конце месяца', 'в начале апреля'])('%s / neither day nor hour, said to be open', (text) => {
    expect(extractDateTime(text, options)).toEqual({ isAmbiguous: true });
  });
});
