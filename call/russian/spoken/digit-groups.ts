import { sayCardinal } from './say-cardinal.ts';

/** One group of figures as a number, its leading zeros spoken: 05 → “ноль пять”, 000 → “ноль ноль ноль”. */
export function sayDigitGroup(group: string): string {
  const rest = group.replace(/^0+/, '');
  const zeros = Array.from({ length: group.length - rest.length }, () => 'ноль');
  return [...zeros, ...(rest === '' ? [] : [sayCardinal(Number(rest))])].join(' ');
}

/** Figures one by one: a code is dictated, not counted. */
export function sayDigits(digits: string): string {
  return digits
    .split('')
    .map((digit) => sayCardinal(Number(digit)))
    .join(' ');
}

/** Figures in groups of the given sizes, the last size repeating; default threes, four at the end as two pairs. */
export function sayDigitGroups(digits: string, sizes?: readonly number[]): string {
  const groups: string[] = [];
  let at = 0;
  while (at < digits.length) {
    const left = digits.length - at;
    const size = sizes?.[Math.min(groups.length, sizes.length - 1)] ?? (left === 4 || left === 2 ? 2 : 3);
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups.map(sayDigitGroup).join(', ');
}
