/**
 * Russian numerals for the bench, written down form by form and shared with nothing of the product: what a person would
 * read is the truth against which the product is measured.
 */
export type Gender = 'm' | 'f' | 'n';
/** 0 nominative, 1 genitive, 2 dative, 3 accusative, 4 instrumental, 5 prepositional. */
export type CaseIndex = 0 | 1 | 2 | 3 | 4 | 5;

const table = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '));

const ones: Record<Gender, string[]> = {
  m: 'один одного одному один одним одном'.split(' '),
  f: 'одна одной одной одну одной одной'.split(' '),
  n: 'одно одного одному одно одним одном'.split(' '),
};
const twos: Record<Gender, string[]> = {
  m: 'два двух двум два двумя двух'.split(' '),
  f: 'две двух двум две двумя двух'.split(' '),
  n: 'два двух двум два двумя двух'.split(' '),
};
const small = table(`
ноль нуля нулю ноль нулём нуле
- - - - - -
- - - - - -
три трёх трём три тремя трёх
четыре четырёх четырём четыре четырьмя четырёх
пять пяти пяти пять пятью пяти
шесть шести шести шесть шестью шести
семь семи семи семь семью семи
восемь восьми восьми восемь восемью восьми
девять девяти девяти девять девятью девяти
десять десяти десяти десять десятью десяти
одиннадцать одиннадцати одиннадцати одиннадцать одиннадцатью одиннадцати
двенадцать двенадцати двенадцати двенадцать двенадцатью двенадцати
тринадцать тринадцати тринадцати тринадцать тринадцатью тринадцати
четырнадцать четырнадцати четырнадцати четырнадцать четырнадцатью четырнадцати
пятнадцать пятнадцати пятнадцати пятнадцать пятнадцатью пятнадцати
шестнадцать шестнадцати шестнадцати шестнадцать шестнадцатью шестнадцати
семнадцать семнадцати семнадцати семнадцать семнадцатью семнадцати
восемнадцать восемнадцати восемнадцати восемнадцать восемнадцатью восемнадцати
девятнадцать девятнадцати девятнадцати девятнадцать девятнадцатью девятнадцати`);
const tens = table(`
- - - - - -
- - - - - -
двадцать двадцати двадцати двадцать двадцатью двадцати
тридцать тридцати тридцати тридцать тридцатью тридцати
сорок сорока сорока сорок сорока сорока
пятьдесят пятидесяти пятидесяти пятьдесят пятьюдесятью пятидесяти
шестьдесят шестидесяти шестидесяти шестьдесят шестьюдесятью шестидесяти
семьдесят семидесяти семидесяти семьдесят семьюдесятью семидесяти
восемьдесят восьмидесяти восьмидесяти восемьдесят восемьюдесятью восьмидесяти
девяносто девяноста девяноста девяносто девяноста девяноста`);
const hundreds = table(`
- - - - - -
сто ста ста сто ста ста
двести двухсот двумстам двести двумястами двухстах
триста трёхсот трёмстам триста тремястами трёхстах
четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах
пятьсот пятисот пятистам пятьсот пятьюстами пятистах
шестьсот шестисот шестистам шестьсот шестьюстами шестистах
семьсот семисот семистам семьсот семьюстами семистах
восемьсот восьмисот восьмистам восемьсот восемьюстами восьмистах
девятьсот девятисот девятистам девятьсот девятьюстами девятистах`);
const scales = [
  ['f', 'тысяча тысячи тысяче тысячу тысячей тысяче', 'тысячи тысяч тысячам тысячи тысячами тысячах'],
  [
    'm',
    'миллион миллиона миллиону миллион миллионом миллионе',
    'миллионы миллионов миллионам миллионы миллионами миллионах',
  ],
] as const;

function below1000(value: number, c: CaseIndex, gender: Gender): string[] {
  const words: string[] = [];
  if (value >= 100) words.push(hundreds[Math.floor(value / 100)]?.[c] as string);
  let rest = value % 100;
  if (rest >= 20) {
    words.push(tens[Math.floor(rest / 10)]?.[c] as string);
    rest %= 10;
  }
  if (rest === 1) words.push(ones[gender][c] as string);
  else if (rest === 2) words.push(twos[gender][c] as string);
  else if (rest > 0) words.push(small[rest]?.[c] as string);
  return words;
}

/** A whole number below 10⁹ in a case. */
export function numeral(value: number, c: CaseIndex, gender: Gender = 'm'): string {
  if (value === 0) return small[0]?.[c] as string;
  const words: string[] = [];
  for (const level of [2, 1]) {
    const part = Math.floor(value / 1000 ** level) % 1000;
    if (part === 0) continue;
    const [scaleGender, singular, plural] = scales[level - 1] as (typeof scales)[number];
    words.push(...below1000(part, c, scaleGender), counted(part, c, singular.split(' '), plural.split(' ')));
  }
  words.push(...below1000(value % 1000, c, gender));
  return words.join(' ');
}

/** The counted word beside a number: 21 рубль, 22 рубля, 25 рублей; in oblique cases it stands in the number's case. */
export function counted(
  value: number,
  c: CaseIndex,
  singular: readonly string[],
  plural: readonly string[],
): string {
  const [last, lastTwo] = [value % 10, value % 100];
  const isTeen = lastTwo > 10 && lastTwo < 20;
  if (value % 1000 === 0 && value > 0) return plural[1] as string;
  if (last === 1 && !isTeen) return singular[c] as string;
  if (c !== 0 && c !== 3) return plural[c] as string;
  return (last >= 2 && last <= 4 && !isTeen ? singular[1] : plural[1]) as string;
}

const ordinalStems: Record<number, string> = {
  1: 'перв',
  2: 'втор',
  3: 'трет',
  4: 'четвёрт',
  5: 'пят',
  6: 'шест',
  7: 'седьм',
  8: 'восьм',
  9: 'девят',
  10: 'десят',
  11: 'одиннадцат',
  12: 'двенадцат',
  13: 'тринадцат',
  14: 'четырнадцат',
  15: 'пятнадцат',
  16: 'шестнадцат',
  17: 'семнадцат',
  18: 'восемнадцат',
  19: 'девятнадцат',
  20: 'двадцат',
  30: 'тридцат',
  40: 'сороков',
  50: 'пятидесят',
  60: 'шестидесят',
  70: 'семидесят',
  80: 'восьмидесят',
  90: 'девяност',
  100: 'сот',
};
const endings: Record<Gender, string[]> = {
  m: 'ый ого ому ый ым ом'.split(' '),
  f: 'ая ой ой ую ой ой'.split(' '),
  n: 'ое ого ому ое ым ом'.split(' '),
};
const thirdEndings: Record<Gender, string[]> = {
  m: 'ий ьего ьему ий ьим ьем'.split(' '),
  f: 'ья ьей ьей ью ьей ьей'.split(' '),
  n: 'ье ьего ьему ье ьим ьем'.split(' '),
};

/** An ordinal up to 2099. */
export function ordinal(value: number, c: CaseIndex, gender: Gender = 'm'): string {
  if (value >= 1000) {
    if (value === 2000) return `двухтысячн${endings[gender][c]}`;
    const front = value < 2000 ? 'тысяча' : 'две тысячи';
    return `${front} ${ordinal(value % 1000, c, gender)}`;
  }
  if (value % 100 === 0 && value > 100) {
    return `${hundreds[value / 100]?.[1]}${endings[gender][c]}`;
  }
  const last = value % 100 <= 20 || value % 10 === 0 ? value % 100 || value : value % 10;
  const front = value - last;
  const end = last === 3 ? thirdEndings[gender][c] : endings[gender][c];
  const stressed = [2, 6, 7, 8, 40].includes(last) && end === 'ый' ? 'ой' : end;
  const word = `${ordinalStems[last]}${stressed}`;
  return front > 0 ? `${below1000(front, 0, 'm').join(' ')} ${word}` : word;
}
