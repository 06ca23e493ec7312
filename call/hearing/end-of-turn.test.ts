import { describe, expect, it } from 'vitest';
import { notePause, unknownPace } from './caller-pace.ts';
import { createEndOfTurnPolicy, defaultPatience, endOfTurnWaitMs, type TurnFacts } from './end-of-turn.ts';
import type { Expectation } from './turn-cues.ts';

const facts = (text: string, more: Partial<TurnFacts> = {}): TurnFacts => ({
  text,
  expects: null,
  pace: unknownPace,
  hint: null,
  ...more,
});
const boolean: Expectation = { type: 'boolean' };
const phone: Expectation = { type: 'phone' };
const name: Expectation = { type: 'name' };

describe('the wait for the end of a turn', () => {
  it.each([
    ['да', boolean],
    ['нет', boolean],
    ['ага', boolean],
    ['алло', null],
    ['yes', boolean],
    ['двадцать пять', { type: 'number' }],
    ['восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь', phone],
    ['девятьсот шестнадцать 123 45 67', phone],
  ] as const)('“%s” / a whole answer / a quarter of a second at most', (text, expects) => {
    expect(endOfTurnWaitMs(text, expects)).toBeLessThanOrEqual(250);
  });

  it.each([
    ['я хочу записаться и', null],
    ['мне нужно на', null],
    ['хочу записаться э-э', null],
    ['это как его', null],
    ['меня зовут', name],
    ['здравствуйте', null],
    ['i would like to', null],
    ['my name is', name],
    ['восемь девятьсот шестнадцать сто двадцать три', phone],
    ['восемь девятьсот шестнадцать сто двадцать три сорок пять', phone],
  ] as const)('“%s” / something must follow / more than a second', (text, expects) => {
    expect(endOfTurnWaitMs(text, expects)).toBeGreaterThan(1000);
  });

  it('the same word / an answer to yes or no, a preface to a number / at once, patient', () => {
    expect(endOfTurnWaitMs('да', phone)).toBeGreaterThan(3 * endOfTurnWaitMs('да', boolean));
  });

  it('a name / given, then with surname / the surname alone waits longest', () => {
    const alone = endOfTurnWaitMs('Иванов', name);
    expect(alone).toBeGreaterThan(endOfTurnWaitMs('Анна', name));
    expect(alone).toBeGreaterThan(endOfTurnWaitMs('Иванов Пётр Сергеевич', name));
  });

  it('a caller with long pauses / learned in the call / doubtful silences wait longer', () => {
    const slow = [900, 1100, 1000, 1200].reduce(notePause, unknownPace);
    const quick = [220, 200, 240, 210].reduce(notePause, unknownPace);
    const wait = createEndOfTurnPolicy();
    const waitOf = (pace: TurnFacts['pace']) => wait(facts('у меня заказ', { pace }));
    expect(waitOf(slow)).toBeGreaterThan(waitOf(unknownPace));
    expect(waitOf(quick)).toBeLessThan(waitOf(unknownPace));
  });

  it('the recogniser’s belief / over, not over / shortens, lengthens', () => {
    const wait = createEndOfTurnPolicy();
    const plain = wait(facts('у меня вопрос по заказу'));
    expect(wait(facts('у меня вопрос по заказу', { hint: 0.95 }))).toBeLessThan(plain);
    expect(wait(facts('у меня вопрос по заказу', { hint: 0.05 }))).toBeGreaterThan(plain);
  });

  it('belief that rises by a hundredth / from never to surely / no step beyond a tenth of the range', () => {
    const wait = createEndOfTurnPolicy();
    const waits = Array.from({ length: 99 }, (_, index) =>
      wait(facts('на вторник', { expects: { type: 'datetime' }, hint: (index + 1) / 100 })),
    );
    const steps = waits.slice(1).map((one, index) => (waits[index] as number) - one);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(-1e-9);
    expect(Math.max(...steps)).toBeLessThan((defaultPatience.longestMs - defaultPatience.shortestMs) / 10);
  });

  it('a dearer cut-off / any words / never a shorter wait', () => {
    const [cheap, dear] = [createEndOfTurnPolicy({ priceMs: 500 }), createEndOfTurnPolicy({ priceMs: 8000 })];
    for (const text of ['да', 'завтра', 'хочу записаться на', 'у меня не работает телефон'])
      expect(dear(facts(text))).toBeGreaterThanOrEqual(cheap(facts(text)));
  });

  it('anything at all / within what patience allows', () => {
    for (const text of ['', '…', '🙂', 'x'.repeat(5000), 'но и а или', '12345678901234567890'])
      for (const expects of [null, boolean, phone, name]) {
        const wait = endOfTurnWaitMs(text, expects);
        expect(wait).toBeGreaterThanOrEqual(defaultPatience.shortestMs);
        expect(wait).toBeLessThanOrEqual(defaultPatience.longestMs);
      }
  });
});
