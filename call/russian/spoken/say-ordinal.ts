import type { Gender } from '../say-number.ts';
import { type CaseForms, type GrammaticalCase, inCase } from './grammatical-case.ts';
import { cardinalLimit, sayCardinal } from './say-cardinal.ts';

export type OrdinalGender = Gender | 'plural';

const hard: Record<OrdinalGender, CaseForms> = {
  masculine: ['ый', 'ого', 'ому', 'ый', 'ым', 'ом'],
  feminine: ['ая', 'ой', 'ой', 'ую', 'ой', 'ой'],
  neuter: ['ое', 'ого', 'ому', 'ое', 'ым', 'ом'],
  plural: ['ые', 'ых', 'ым', 'ые', 'ыми', 'ых'],
};
const third: Record<OrdinalGender, CaseForms> = {
  masculine: ['третий', 'третьего', 'третьему', 'третий', 'третьим', 'третьем'],
  feminine: ['третья', 'третьей', 'третьей', 'третью', 'третьей', 'третьей'],
  neuter: ['третье', 'третьего', 'третьему', 'третье', 'третьим', 'третьем'],
  plural: ['третьи', 'третьих', 'третьим', 'третьи', 'третьими', 'третьих'],
};

const stems = new Map<number, string>([
  [0, 'нулев'],
  [1, 'перв'],
  [2, 'втор'],
  [4, 'четвёрт'],
  [7, 'седьм'],
  [8, 'восьм'],
  [40, 'сороков'],
  [90, 'девяност'],
  [100, 'сот'],
]);
for (const value of [5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30]) {
  stems.set(value, sayCardinal(value).slice(0, -1));
}
for (const value of [50, 60, 70, 80]) stems.set(value, sayCardinal(value, 'genitive').slice(0, -1));
for (let value = 200; value < 1000; value += 100) stems.set(value, sayCardinal(value, 'genitive'));
/** шестой, второй: the stress is on the ending. */
const stressedEnding = new Set([0, 2, 6, 7, 8, 40]);

/** An ordinal in words, its last part declined: 2024 genitive → “две тысячи двадцать четвёртого”. Below 10¹². */
export function sayOrdinal(
  value: number,
  grammaticalCase: GrammaticalCase = 'nominative',
  gender: OrdinalGender = 'masculine',
): string {
  const last = lastPart(value);
  const front = value - last;
  if (last >= 1000) {
    const scaled = `${scaleStem(last)}${inCase(hard[gender], grammaticalCase)}`;
    return front === 0 ? scaled : `${sayCardinal(front)} ${scaled}`;
  }
  const spoken =
    last === 3 ? inCase(third[gender], grammaticalCase) : hardOrdinal(last, grammaticalCase, gender);
  // A year is “тысяча девятьсот …”, without “одна”.
  return front === 0 ? spoken : `${sayCardinal(front).replace(/^одна тысяча/, 'тысяча')} ${spoken}`;
}

function hardOrdinal(value: number, grammaticalCase: GrammaticalCase, gender: OrdinalGender): string {
  const stem = stems.get(value) as string;
  const ending = inCase(hard[gender], grammaticalCase);
  return stressedEnding.has(value) && ending === 'ый' ? `${stem}ой` : `${stem}${ending}`;
}

/** The part that takes the ending: 24 → 4, 2013 → 13, 1900 → 900, 1_005_000 → 5000. */
function lastPart(value: number): number {
  if (value === 0 || value >= cardinalLimit) return value % 10;
  for (const size of [1_000_000_000, 1_000_000, 1000]) {
    if (value % size === 0) return ((value / size) % 1000) * size || value;
  }
  const hundred = value % 100;
  if (hundred === 0) return value % 1000;
  if (hundred <= 20 || hundred % 10 === 0) return hundred;
  return hundred % 10;
}

function scaleStem(value: number): string {
  const [size, stem] =
    value >= 1_000_000_000
      ? ([1_000_000_000, 'миллиардн'] as const)
      : value >= 1_000_000
        ? ([1_000_000, 'миллионн'] as const)
        : ([1000, 'тысячн'] as const);
  const count = value / size;
  return count === 1 ? stem : `${compoundPrefix(count)}${stem}`;
}

/** The number as the first part of one word: 5 → “пяти” (пятиэтажный), 100 → “сто”, 2 → “двух”, 25 → “двадцатипяти”. */
export function compoundPrefix(value: number): string {
  const parts: string[] = [];
  let left = value;
  if (left >= 1000) {
    const thousands = Math.floor(left / 1000);
    parts.push(thousands === 1 ? 'тысяче' : `${compoundPrefix(thousands)}тысяче`);
    left %= 1000;
  }
  const hundred = left - (left % 100);
  if (hundred === 100) parts.push('сто');
  else if (hundred > 0) parts.push(sayCardinal(hundred, 'genitive'));
  left %= 100;
  if (left > 20) {
    const ten = left - (left % 10);
    parts.push(ten === 90 ? 'девяносто' : sayCardinal(ten, 'genitive'));
    left %= 10;
  }
  if (left === 1) parts.push('одно');
  else if (left > 0) parts.push(sayCardinal(left, 'genitive'));
  return parts.join('');
}
