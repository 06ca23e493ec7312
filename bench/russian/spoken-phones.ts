import type { Random } from '@allo/kernel';
import { numeral } from './numerals.ts';

/** A Russian number, ten figures after +7. */
export function drawPhone(random: Random): string {
  const codes =
    '903 905 909 910 915 916 917 919 920 925 926 929 950 951 960 963 964 977 980 985 999 901 987'.split(' ');
  const code = codes[random.below(codes.length)] as string;
  return code + Array.from({ length: 7 }, () => random.below(10)).join('');
}

const group = (digits: string, random: Random): string => {
  if (/^0+$/.test(digits) && digits.length > 1 && random.below(2) === 0)
    return digits.length === 2 ? 'два нуля' : 'три нуля';
  const zeros = /^0*/.exec(digits)?.[0].length ?? 0;
  const rest = digits.slice(zeros);
  const words = Array.from({ length: zeros }, () => 'ноль');
  if (rest !== '') words.push(numeral(Number(rest), 0));
  return words.join(' ');
};
const shapes: readonly (readonly number[])[] = [
  [3, 3, 2, 2],
  [3, 3, 2, 2],
  [3, 3, 2, 2],
  [3, 3, 2, 2],
  [3, 3, 2, 1, 1],
  [3, 2, 2, 3],
  [3, 2, 2, 2, 1],
  [2, 2, 2, 2, 2],
  [3, 3, 1, 1, 1, 1],
  [3, 1, 1, 1, 2, 2],
  [1, 1, 1, 3, 2, 2],
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
];
const leads = ['', '', '', 'мой номер', 'так записывайте', 'номер телефона', 'ну пишите', 'да конечно'];
const hesitations = ['э', 'так', 'дальше', 'потом', 'ну', 'значит'];

export interface SpokenNumber {
  digits: string;
  said: string;
}

/** A number as people dictate it: groups, figure by figure, hesitations, every twelfth time a slip and its correction. */
export function dictate(digits: string, random: Random): SpokenNumber {
  const shape = shapes[random.below(shapes.length)] as readonly number[];
  const said: string[] = [];
  const lead = leads[random.below(leads.length)] as string;
  if (lead !== '') said.push(lead);
  said.push(['восемь', 'восемь', 'восемь', 'плюс семь', 'семь', ''][random.below(6)] as string);
  const slipAt = random.below(12) === 0 ? 1 + random.below(shape.length - 1) : -1;
  let at = 0;
  for (const [index, size] of shape.entries()) {
    const part = digits.slice(at, at + size);
    at += size;
    if (index === slipAt && size > 1) {
      const wrong = String((Number(part) + 1 + random.below(7)) % 10 ** size).padStart(size, '0');
      said.push(group(wrong, random), random.below(2) === 0 ? 'ой нет' : 'точнее');
    }
    said.push(group(part, random));
    if (random.below(14) === 0) said.push(hesitations[random.below(hesitations.length)] as string);
  }
  return {
    digits,
    said: said
      .filter((word) => word !== '')
      .join(' ')
      .replaceAll('ё', 'е'),
  };
}

/** The number as an agent reads it back, for the caller to recognise. */
export function readBack(digits: string): string {
  const sizes = [3, 3, 2, 2];
  let at = 0;
  const groups = sizes.map((size) => {
    const part = digits.slice(at, at + size);
    at += size;
    const zeros = /^0*/.exec(part)?.[0].length ?? 0;
    const rest = part.slice(zeros);
    return [
      ...Array.from({ length: zeros }, () => 'ноль'),
      ...(rest === '' ? [] : [numeral(Number(rest), 0)]),
    ].join(' ');
  });
  return groups.join(', ');
}
