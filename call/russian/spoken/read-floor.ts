import { type GrammaticalCase, inCase } from './grammatical-case.ts';
import { governedCases, type LeftContext } from './governing-case.ts';
import type { Reading } from './reading.ts';
import { sayCardinal } from './say-cardinal.ts';
import { sayOrdinal } from './say-ordinal.ts';
import type { TextWindow } from './text-window.ts';

const floor = ['этаж', 'этажа', 'этажу', 'этаж', 'этажом', 'этаже'] as const;

/** `3 эт.` is the third floor, `9/16 эт.` the ninth of sixteen. */
export function readFloor(window: TextWindow, position: number, left: LeftContext): Reading | undefined {
  const digits = window.digitsAt(position);
  if (digits.length === 0 || digits.length > 2) return undefined;
  let end = position + digits.length;
  let total = '';
  if (window.at(end) === '/') {
    total = window.digitsAt(end + 1);
    if (total.length === 0 || total.length > 2) return undefined;
    end += 1 + total.length;
  }
  const at = window.skipSpaces(end);
  if (!window.startsWith('эт.', at)) return undefined;
  const governed = governedCases(left);
  const isPlace = governed.includes('prepositional');
  const grammaticalCase: GrammaticalCase = isPlace ? 'prepositional' : (governed[0] ?? 'nominative');
  const spoken = `${sayOrdinal(Number(digits), grammaticalCase)} ${inCase(floor, grammaticalCase)}`;
  return {
    spoken: total === '' ? spoken : `${spoken} из ${sayCardinal(Number(total), 'genitive')}`,
    end: window.afterStop(at + 2),
  };
}
