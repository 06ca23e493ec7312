import { sayNumber } from './say-number.ts';

/**
 * A number grouped as it is read aloud: +79162344567 → “плюс семь, девятьсот шестнадцать, двести тридцать четыре,
 * сорок пять, шестьдесят семь”. Zeros at the front of a group are said: 05 → “ноль пять”.
 */
export function sayPhone(e164: string): string {
  const digits = e164.replaceAll(/\D/g, '');
  if (digits === '') return '';
  const groups = /^7\d{10}$/.test(digits)
    ? [digits.slice(1, 4), digits.slice(4, 7), digits.slice(7, 9), digits.slice(9)]
    : chunk(digits);
  const country = /^7\d{10}$/.test(digits) ? ['плюс семь'] : [];
  const spoken = [...country, ...groups.map(sayGroup)].join(', ');
  return country.length === 0 && e164.startsWith('+') ? `плюс ${spoken}` : spoken;
}

/** As it is written: +7 916 234-45-67. */
export function writePhone(e164: string): string {
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164);
  return match ? `+7 ${match[1]} ${match[2]}-${match[3]}-${match[4]}` : e164;
}

/** Threes from the front and twos at the end, as foreign numbers are read. */
function chunk(digits: string): string[] {
  const groups: string[] = [];
  let at = 0;
  while (at < digits.length) {
    const left = digits.length - at;
    const size = left === 4 || left === 2 ? 2 : Math.min(3, left);
    groups.push(digits.slice(at, at + size));
    at += size;
  }
  return groups;
}

function sayGroup(group: string): string {
  const zeros = /^0*/.exec(group)?.[0].length ?? 0;
  const rest = group.slice(zeros);
  const front = Array.from({ length: zeros }, () => 'ноль');
  return [...front, ...(rest === '' ? [] : [sayNumber(Number(rest))])].join(' ');
}
