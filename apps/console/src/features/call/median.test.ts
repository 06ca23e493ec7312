import { expect, it } from 'vitest';
import { median } from './median.ts';

it.each([
  [[], null],
  [[7], 7],
  [[900, 10, 100], 100],
  [[4, 1, 3, 2], 2.5],
])('median of %j / is %s', (values, expected) => expect(median(values)).toBe(expected));
