const units = {
  masculine: ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
  feminine: ['ноль', 'одна', 'две', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
  neuter: ['ноль', 'одно', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
} as const;
const teens =
  'десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'.split(
    ' ',
  );
const tens = ' десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'.split(
  ' ',
);
const hundreds = ' сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split(' ');
const scales: [number, [string, string, string], Gender][] = [
  [1_000_000_000, ['миллиард', 'миллиарда', 'миллиардов'], 'masculine'],
  [1_000_000, ['миллион', 'миллиона', 'миллионов'], 'masculine'],
  [1_000, ['тысяча', 'тысячи', 'тысяч'], 'feminine'],
];

export type Gender = 'masculine' | 'feminine' | 'neuter';

/** The form of a noun after a number: 1 час, 2 часа, 5 часов, 21 час. */
export function pluralForm(count: number, [one, few, many]: readonly [string, string, string]): string {
  const tail = Math.abs(count) % 100;
  if (tail > 10 && tail < 20) return many;
  if (tail % 10 === 1) return one;
  return tail % 10 >= 2 && tail % 10 <= 4 ? few : many;
}

/** A whole number below 10¹² in Russian words, nominative: 21 → “двадцать один”. One half is read, other fractions are rounded to hundredths. */
export function sayNumber(value: number, gender: Gender = 'masculine'): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e12) return String(value);
  if (value < 0) return `минус ${sayNumber(-value, gender)}`;
  const whole = Math.trunc(value);
  const rest = Math.round((value - whole) * 100);
  if (rest === 50 && whole > 0) return `${sayNumber(whole, gender)} с половиной`;
  if (rest > 0) return `${sayNumber(whole)} и ${sayNumber(rest)} сотых`;
  const parts: string[] = [];
  let left = whole;
  for (const [scale, forms, scaleGender] of scales) {
    const count = Math.floor(left / scale);
    if (count === 0) continue;
    parts.push(underThousand(count, scaleGender), pluralForm(count, forms));
    left %= scale;
  }
  if (left > 0 || parts.length === 0) parts.push(underThousand(left, gender));
  return parts.join(' ');
}

function underThousand(value: number, gender: Gender): string {
  const parts: string[] = [];
  if (value >= 100) parts.push(hundreds[Math.floor(value / 100)] as string);
  const tail = value % 100;
  if (tail >= 10 && tail < 20) parts.push(teens[tail - 10] as string);
  else {
    if (tail >= 20) parts.push(tens[Math.floor(tail / 10)] as string);
    if (tail % 10 > 0 || value === 0) parts.push(units[gender][tail % 10] as string);
  }
  return parts.join(' ');
}
