import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration.ts';
import { formatLatency } from './latency.ts';
import { formatMoment } from './moment.ts';
import { formatParty } from './party.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formatDuration', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [65_000, '1:05'],
    [3_599_999, '59:59'],
    [3_665_000, '1:01:05'],
    [-5, '0:00'],
  ])('%i ms / reads %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('formatLatency', () => {
  it.each([
    [640.4, 'ru', '640 мс'],
    [999.7, 'en', '1 sec'],
    [1240, 'ru', '1,24 с'],
    [1240, 'en', '1.24 sec'],
  ])('%f ms in %s / reads %s', (ms, locale, text) => expect(plain(formatLatency(ms, locale))).toBe(text));
});

describe('formatMoment', () => {
  const now = new Date(2026, 0, 1, 12, 0);
  const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
  it.each([
    [at(2026, 0, 1, 9, 5), 'ru', '09:05'],
    [at(2025, 11, 31, 23, 59), 'ru', 'вчера, 23:59'],
    [at(2025, 11, 31, 23, 59), 'en', 'yesterday, 23:59'],
    [at(2025, 11, 20, 0, 0), 'en', 'Dec 20, 2025, 00:00'],
    ['no date', 'ru', '—'],
  ])('%s in %s / reads %s', (iso, locale, text) => expect(plain(formatMoment(iso, locale, now))).toBe(text));
});

describe('formatParty', () => {
  it.each([
    ['sip:+79991234567@10.0.0.5:5060', '+7 999 123-45-67'],
    ['89991234567', '+7 999 123-45-67'],
    ['"Anna" <sip:lidia@10.0.0.5>;tag=1', 'lidia'],
    ['tel:+442071838750', '+442071838750'],
    ['browser', 'browser'],
  ])('%s / reads %s', (address, text) => expect(formatParty(address)).toBe(text));
});
