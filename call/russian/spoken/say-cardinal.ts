import { type Gender, sayNumber } from '../say-number.ts';
import { type CaseForms, type GrammaticalCase, inCase } from './grammatical-case.ts';

const one: Record<Gender, CaseForms> = {
  masculine: ['один', 'одного', 'одному', 'один', 'одним', 'одном'],
  feminine: ['одна', 'одной', 'одной', 'одну', 'одной', 'одной'],
  neuter: ['одно', 'одного', 'одному', 'одно', 'одним', 'одном'],
};

/** пять → пяти, пятью: everything that ends in -ь and declines as a noun. */
function soft(word: string): CaseForms {
  const stem = word === 'восемь' ? 'восьм' : word.slice(0, -1);
  const oblique = `${stem}и`;
  return [word, oblique, oblique, word, `${word}ю`, oblique];
}

/** пятьдесят → пятидесяти, пятьюдесятью: both halves decline. */
function softTens(front: string): CaseForms {
  const [word, oblique, , , instrumental] = soft(front);
  const other = `${oblique}десяти`;
  return [`${word}десят`, other, other, `${word}десят`, `${instrumental}десятью`, other];
}

function hundreds(word: string, genitive: string, dative: string, instrumental: string): CaseForms {
  return [
    word,
    `${genitive}сот`,
    `${dative}стам`,
    word,
    `${instrumental}стами`,
    `${dative.slice(0, -1)}${dative.endsWith('и') ? 'и' : 'х'}стах`,
  ];
}

function softHundreds(front: string): CaseForms {
  const [word, oblique, , , instrumental] = soft(front);
  return hundreds(`${word}сот`, oblique, oblique, instrumental);
}

const two: CaseForms = ['два', 'двух', 'двум', 'два', 'двумя', 'двух'];
const twoFeminine: CaseForms = ['две', 'двух', 'двум', 'две', 'двумя', 'двух'];
const same = (word: string, oblique: string): CaseForms => [word, oblique, oblique, word, oblique, oblique];

const forms = new Map<number, CaseForms>([
  [0, ['ноль', 'нуля', 'нулю', 'ноль', 'нулём', 'нуле']],
  [2, two],
  [3, ['три', 'трёх', 'трём', 'три', 'тремя', 'трёх']],
  [4, ['четыре', 'четырёх', 'четырём', 'четыре', 'четырьмя', 'четырёх']],
  [40, same('сорок', 'сорока')],
  [50, softTens('пять')],
  [60, softTens('шесть')],
  [70, softTens('семь')],
  [80, softTens('восемь')],
  [90, same('девяносто', 'девяноста')],
  [100, same('сто', 'ста')],
  [200, hundreds('двести', 'двух', 'двум', 'двумя')],
  [300, hundreds('триста', 'трёх', 'трём', 'тремя')],
  [400, hundreds('четыреста', 'четырёх', 'четырём', 'четырьмя')],
]);
for (const value of [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30]) {
  forms.set(value, soft(sayNumber(value)));
}
for (const digit of [5, 6, 7, 8, 9]) forms.set(digit * 100, softHundreds(sayNumber(digit)));

const scales: readonly { value: number; gender: Gender; singular: CaseForms; plural: CaseForms }[] = [
  scale(1_000_000_000, 'миллиард'),
  scale(1_000_000, 'миллион'),
  {
    value: 1_000,
    gender: 'feminine',
    singular: ['тысяча', 'тысячи', 'тысяче', 'тысячу', 'тысячей', 'тысяче'],
    plural: ['тысячи', 'тысяч', 'тысячам', 'тысячи', 'тысячами', 'тысячах'],
  },
];

function scale(value: number, word: string) {
  const [a, b] = [(tail: string) => `${word}${tail}`, word];
  return {
    value,
    gender: 'masculine' as const,
    singular: [b, a('а'), a('у'), b, a('ом'), a('е')] as CaseForms,
    plural: [a('ы'), a('ов'), a('ам'), a('ы'), a('ами'), a('ах')] as CaseForms,
  };
}

/** Whole numbers from this on are read by groups of figures. */
export const cardinalLimit = 1e12;

/** What a number asks of the noun after it: 21 → “one”, 22 → “few”, 25 and 11 → “many”. */
export function countClass(value: number): 'one' | 'few' | 'many' {
  const tail = value % 100;
  if (tail > 10 && tail < 20) return 'many';
  const last = tail % 10;
  if (last === 1) return 'one';
  return last >= 2 && last <= 4 ? 'few' : 'many';
}

/**
 * A whole number 0 ≤ value < 10¹² in words, every part declined: 2024 dative → “двум тысячам двадцати четырём”.
 * The gender is that of the counted noun and touches the last figure only. An accusative before a living being
 * (“двух человек”) is the genitive: ask for that.
 */
export function sayCardinal(
  value: number,
  grammaticalCase: GrammaticalCase = 'nominative',
  gender: Gender = 'masculine',
): string {
  if (grammaticalCase === 'nominative') return sayNumber(value, gender);
  const parts: string[] = [];
  let left = value;
  for (const { value: size, gender: scaleGender, singular, plural } of scales) {
    const count = Math.floor(left / size);
    if (count === 0) continue;
    left %= size;
    parts.push(...underThousand(count, grammaticalCase, scaleGender));
    const kind = countClass(count);
    const isDirect = grammaticalCase === 'accusative';
    if (kind === 'one') parts.push(inCase(singular, grammaticalCase));
    else if (!isDirect) parts.push(inCase(plural, grammaticalCase));
    else parts.push(kind === 'few' ? singular[1] : plural[1]);
  }
  if (left > 0 || parts.length === 0) parts.push(...underThousand(left, grammaticalCase, gender));
  return parts.join(' ');
}

function underThousand(value: number, grammaticalCase: GrammaticalCase, gender: Gender): string[] {
  if (value === 0) return [inCase(forms.get(0) as CaseForms, grammaticalCase)];
  const parts: string[] = [];
  const say = (part: number) => parts.push(inCase(forms.get(part) as CaseForms, grammaticalCase));
  const hundred = value - (value % 100);
  if (hundred > 0) say(hundred);
  let tail = value % 100;
  if (tail > 20) {
    say(tail - (tail % 10));
    tail %= 10;
  }
  if (tail === 1) parts.push(inCase(one[gender], grammaticalCase));
  else if (tail === 2 && gender === 'feminine') parts.push(inCase(twoFeminine, grammaticalCase));
  else if (tail > 0) say(tail);
  return parts;
}
