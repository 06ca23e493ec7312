import { createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { grammaticalCases } from './grammatical-case.ts';
import { sayCardinal } from './say-cardinal.ts';
import { sayOrdinal } from './say-ordinal.ts';
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
