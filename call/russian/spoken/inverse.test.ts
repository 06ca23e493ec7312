import { createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { grammaticalCases } from './grammatical-case.ts';
import { sayCardinal } from './say-cardinal.ts';
import { sayOrdinal } from './say-ordinal.ts';
import { createSpokenRussian } from './spoken-russian.ts';
import { checkCardinal } from './testing.ts';

const genders = ['masculine', 'feminine', 'neuter'] as const;

function faults(values: Iterable<number>): string[] {
  const found: string[] = [];
  for (const value of values) {
    for (const grammaticalCase of grammaticalCases) {
      for (const gender of genders) {
        const words = sayCardinal(value, grammaticalCase, gender);
        const read = checkCardinal(words, grammaticalCase, gender);
        if (read.value !== value || read.fault !== '') {
          found.push(`${value} ${grammaticalCase} ${gender}: ${words} (${read.fault || read.value})`);
        }
      }
    }
  }
  return found;
}

function* upTo(limit: number): Generator<number> {
  for (let value = 0; value <= limit; value++) yield value;
}

function* sampled(count: number): Generator<number> {
  const random = createSeededRandom(20_260_303);
  for (let index = 0; index < count; index++) {
    // As many short numbers as long ones: the exponent is drawn first.
    yield Math.floor(10 ** (4 + random.next() * 5));
  }
  yield 1_000_000_000;
  yield 999_999_999;
}

describe('sayCardinal, read back by a reader of its own', () => {
  it('every number up to 10,000 in six cases and three genders', () => {
    expect(faults(upTo(10_000))).toEqual([]);
  });

  it('20,000 numbers up to a milliard in six cases and three genders', () => {
    expect(faults(sampled(20_000))).toEqual([]);
  });

  it('the reader rejects a wrong case, gender, order or scale form', () => {
    expect(checkCardinal('двух', 'nominative', 'masculine').fault).not.toBe('');
    expect(checkCardinal('одна', 'nominative', 'masculine').fault).not.toBe('');
    expect(checkCardinal('пять двадцать', 'nominative', 'masculine').fault).not.toBe('');
    expect(checkCardinal('двадцать одиннадцать', 'nominative', 'masculine').fault).not.toBe('');
    expect(checkCardinal('две тысяч', 'nominative', 'masculine').fault).not.toBe('');
    expect(checkCardinal('пять тысяч три миллиона', 'nominative', 'masculine').fault).not.toBe('');
  });
});

describe('sayOrdinal', () => {
  it('every number has one spoken ordinal of its own, up to 10,000', () => {
    const seen = new Map<string, number>();
    for (const value of upTo(10_000)) {
      const words = sayOrdinal(value, 'genitive', 'feminine');
      expect(seen.get(words), `${value}: ${words}`).toBeUndefined();
      expect(words).toMatch(/(?:ой|ей)$/);
      seen.set(words, value);
    }
  });
});

describe('numbers inside sentences, read back', () => {
  // before, after, case, gender: the unit is declined by the product, the case is what the preposition asks.
  const frames = [
    ['Всего', 'км', 'nominative', 'masculine'],
    ['Всего', 'шт', 'nominative', 'feminine'],
    ['до', 'км', 'genitive', 'masculine'],
    ['около', 'шт', 'genitive', 'feminine'],
    ['к', '%', 'dative', 'masculine'],
    ['через', 'мин', 'accusative', 'feminine'],
    ['между', '₽', 'instrumental', 'masculine'],
    ['при', 'т', 'prepositional', 'feminine'],
  ] as const;
  const unitWords = /^(?:километр|штук|процент|минут|рубл|тонн)[а-яё]*$/;

  it('2,000 numbers in each of eight frames keep value, case and gender, with and without thousands apart', () => {
    const russian = createSpokenRussian();
    const random = createSeededRandom(11);
    const found: string[] = [];
    for (const [before, after, grammaticalCase, gender] of frames) {
      for (let index = 0; index < 2_000; index++) {
        const value = Math.floor(10 ** (random.next() * 9));
        const digits = index % 2 === 0 ? String(value) : value.toLocaleString('ru-RU').replaceAll(/\s/g, ' ');
        const words = russian.normalise(`${before} ${digits} ${after}`).split(' ');
        if (!unitWords.test(words.at(-1) ?? ''))
          found.push(`${before} ${digits} ${after}: ${words.join(' ')}`);
        const read = checkCardinal(words.slice(1, -1).join(' '), grammaticalCase, gender);
        if (read.value !== value || read.fault !== '')
          found.push(`${before} ${digits} ${after}: ${words.join(' ')}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('every minute of the day is told after “в” by its own words', () => {
    const russian = createSpokenRussian();
    const seen = new Set<string>();
    for (let hour = 0; hour < 24; hour++) {
      for (let minute = 0; minute < 60; minute++) {
        seen.add(russian.normalise(`в ${hour}:${String(minute).padStart(2, '0')}`));
      }
    }
    expect(seen.size).toBe(1440);
  });

  it('every day of a leap year is told the same in figures and in words', () => {
    const russian = createSpokenRussian();
    const names = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(
      ' ',
    );
    for (const [index, name] of names.entries()) {
      for (let day = 1; day <= new Date(Date.UTC(2028, index + 1, 0)).getUTCDate(); day++) {
        const figures = `до ${String(day).padStart(2, '0')}.${String(index + 1).padStart(2, '0')}.2028`;
        expect(russian.normalise(figures)).toBe(russian.normalise(`до ${day} ${name} 2028 г`));
      }
    }
  });
});
