import { describe, expect, it } from 'vitest';
import { skillbaseOf } from './skillbase-body.ts';

const nested = (depth: number): Record<string, unknown> => {
  let value: Record<string, unknown> = {};
  for (let at = 0; at < depth; at++) value = { a: value };
  return value;
};

describe('skillbaseOf', () => {
  it.each([
    ['brackets without end', '['.repeat(100_000)],
    ['maps without end', 'a: {'.repeat(50_000)],
    ['lists in lists', `${'- '.repeat(50_000)}x`],
    ['JSON of great depth', nested(20_000)],
    ['nothing', ''],
    ['a list', '- a'],
    ['bytes', '\u0001\u0002'],
  ])('%s is no skillbase', (_name, body) => {
    expect(() => skillbaseOf(body)).toThrow(expect.objectContaining({ code: 'skillbase_invalid' }) as Error);
  });
});
