// An independent reader: forms are written out here by hand, none is taken from the speller under test.
const cases = ['nominative', 'genitive', 'dative', 'accusative', 'instrumental', 'prepositional'] as const;
export type CheckedCase = (typeof cases)[number];
export type CheckedGender = 'masculine' | 'feminine' | 'neuter';

// value: nominative genitive dative accusative instrumental prepositional
const table = `
0: ноль нуля нулю ноль нулём нуле
3: три трёх трём три тремя трёх
4: четыре четырёх четырём четыре четырьмя четырёх
5: пять пяти пяти пять пятью пяти
6: шесть шести шести шесть шестью шести
7: семь семи семи семь семью семи
8: восемь восьми восьми восемь восемью восьми
9: девять девяти девяти девять девятью девяти
10: десять десяти десяти десять десятью десяти
11: одиннадцать одиннадцати одиннадцати одиннадцать одиннадцатью одиннадцати
12: двенадцать двенадцати двенадцати двенадцать двенадцатью двенадцати
13: тринадцать тринадцати тринадцати тринадцать тринадцатью тринадцати
14: четырнадцать четырнадцати четырнадцати четырнадцать четырнадцатью четырнадцати
15: пятнадцать пятнадцати пятнадцати пятнадцать пятнадцатью пятнадцати
16: шестнадцать шестнадцати шестнадцати шестнадцать шестнадцатью шестнадцати
17: семнадцать семнадцати семнадцати семнадцать семнадцатью семнадцати
18: восемнадцать восемнадцати восемнадцати восемнадцать восемнадцатью восемнадцати
19: девятнадцать девятнадцати девятнадцати девятнадцать девятнадцатью девятнадцати
20: двадцать двадцати двадцати двадцать двадцатью двадцати
30: тридцать тридцати тридцати тридцать тридцатью тридцати
40: сорок сорока сорока сорок сорока сорока
50: пятьдесят пятидесяти пятидесяти пятьдесят пятьюдесятью пятидесяти
60: шестьдесят шестидесяти шестидесяти шестьдесят шестьюдесятью шестидесяти
70: семьдесят семидесяти семидесяти семьдесят семьюдесятью семидесяти
80: восемьдесят восьмидесяти восьмидесяти восемьдесят восемьюдесятью восьмидесяти
90: девяносто девяноста девяноста девяносто девяноста девяноста
100: сто ста ста сто ста ста
200: двести двухсот двумстам двести двумястами двухстах
300: триста трёхсот трёмстам триста тремястами трёхстах
400: четыреста четырёхсот четырёмстам четыреста четырьмястами четырёхстах
500: пятьсот пятисот пятистам пятьсот пятьюстами пятистах
600: шестьсот шестисот шестистам шестьсот шестьюстами шестистах
700: семьсот семисот семистам семьсот семьюстами семистах
800: восемьсот восьмисот восьмистам восемьсот восемьюстами восьмистах
900: девятьсот девятисот девятистам девятьсот девятьюстами девятистах`;
const gendered = `
1 masculine: один одного одному один одним одном
1 feminine: одна одной одной одну одной одной
1 neuter: одно одного одному одно одним одном
2 masculine: два двух двум два двумя двух
2 feminine: две двух двум две двумя двух
2 neuter: два двух двум два двумя двух`;
const scaleTable = `
1000 feminine: тысяча тысячи тысяче тысячу тысячей тысяче | тысячи тысяч тысячам тысячи тысячами тысячах
1000000 masculine: миллион миллиона миллиону миллион миллионом миллионе | миллионы миллионов миллионам миллионы миллионами миллионах
1000000000 masculine: миллиард миллиарда миллиарду миллиард миллиардом миллиарде | миллиарды миллиардов миллиардам миллиарды миллиардами миллиардах`;

const valueOf: Map<string, number>[] = cases.map(() => new Map());
const genderedValueOf: Record<string, Map<string, number>[]> = {
  masculine: cases.map(() => new Map()),
  feminine: cases.map(() => new Map()),
  neuter: cases.map(() => new Map()),
};
for (const line of table.trim().split('\n')) {
  const [value = '', forms = ''] = line.split(': ');
  for (const [index, form] of forms.split(' ').entries()) valueOf[index]?.set(form, Number(value));
}
for (const line of gendered.trim().split('\n')) {
  const [head = '', forms = ''] = line.split(': ');
  const [value, gender = ''] = head.split(' ');
  for (const [index, form] of forms.split(' ').entries())
    genderedValueOf[gender]?.[index]?.set(form, Number(value));
}
const scales = scaleTable
  .trim()
  .split('\n')
  .map((line) => {
    const [head = '', forms = ''] = line.split(': ');
    const [size, gender] = head.split(' ');
    const [singular = '', plural = ''] = forms.split(' | ');
    return {
      size: Number(size),
      gender: gender as CheckedGender,
      singular: singular.split(' '),
      plural: plural.split(' '),
    };
  });

export interface CardinalCheck {
  value: number;
  /** What is wrong with the words, '' when they agree in case and gender throughout. */
  fault: string;
}

/** Reads a spoken cardinal back: its value, and whether every word stands in `grammaticalCase` and agrees in gender. */
export function checkCardinal(
  words: string,
  grammaticalCase: CheckedCase,
  gender: CheckedGender,
): CardinalCheck {
  const at = cases.indexOf(grammaticalCase);
  let [sum, group, lastScale, lastRank] = [0, 0, Number.POSITIVE_INFINITY, 4];
  let pending: string[] = [];
  const close = (groupGender: CheckedGender): string => {
    group = 0;
    lastRank = 4;
    for (const word of pending) {
      const value = valueOf[at]?.get(word) ?? genderedValueOf[groupGender]?.[at]?.get(word);
      if (value === undefined) return `${word} is no ${grammaticalCase} ${groupGender}`;
      const rank = value >= 100 ? 3 : value >= 20 ? 2 : value >= 10 ? 1.5 : 1;
      if (rank >= lastRank || (lastRank === 1.5 && rank === 1) || (lastRank === 2 && rank === 1.5))
        return `${word} out of order`;
      lastRank = rank;
      group += value;
    }
    pending = [];
    return '';
  };
  for (const word of words.split(' ')) {
    const scale = scales.find((one) => one.singular.includes(word) || one.plural.includes(word));
    if (!scale) {
      pending.push(word);
      continue;
    }
    if (pending.length === 0) return { value: Number.NaN, fault: `${word} without a count` };
    const fault = close(scale.gender);
    if (fault !== '') return { value: Number.NaN, fault };
    if (scale.size >= lastScale) return { value: Number.NaN, fault: `${word} out of order` };
    const expected = scaleForm(scale, group, at);
    if (word !== expected) return { value: Number.NaN, fault: `${word} instead of ${expected}` };
    lastScale = scale.size;
    sum += group * scale.size;
  }
  if (pending.length === 0) return { value: sum, fault: '' };
  const fault = close(gender);
  return { value: sum + group, fault };
}

/** 1, 21: singular; 2–4 in the direct cases genitive singular; otherwise plural, genitive in the direct cases. */
function scaleForm(
  scale: { singular: string[]; plural: string[] },
  count: number,
  at: number,
): string | undefined {
  const isDirect = at === 0 || at === 3;
  const isTeen = Math.floor(count / 10) % 10 === 1;
  if (!isTeen && count % 10 === 1) return scale.singular[at];
  if (!isDirect) return scale.plural[at];
  return !isTeen && [2, 3, 4].includes(count % 10) ? scale.singular[1] : scale.plural[1];
}
