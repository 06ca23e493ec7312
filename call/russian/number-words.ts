/** What a number word is worth and where it may stand in a compound: hundreds, then tens, then a unit. */
export interface NumberWord {
  value: number;
  rank: 'unit' | 'teen' | 'ten' | 'hundred';
}

const words = new Map<string, NumberWord>();
const add = (rank: NumberWord['rank'], value: number, forms: string) => {
  for (const form of forms.split(' ')) words.set(form, { value, rank });
};

// All cases, collective numerals, and the spellings that recognisers slip into (“пятдесят”, “двенацать”).
add('unit', 0, 'ноль нуль ноля нуля нолю нулю нолем нулем зеро');
add('unit', 1, 'один одна одно одного одной одну одному одним одном');
add('unit', 2, 'два две двух двум двумя двое двоих');
add('unit', 3, 'три трех трем тремя трое троих');
add('unit', 4, 'четыре четырех четырем четырьмя четверо четверых');
add('unit', 5, 'пять пяти пятью пятеро пятерых');
add('unit', 6, 'шесть шести шестью шестеро');
add('unit', 7, 'семь семи семью семеро');
add('unit', 8, 'восемь восьми восемью восьмью');
add('unit', 9, 'девять девяти девятью');
add('teen', 10, 'десять десяти десятью');
const teens = ['один', 'две', 'три', 'четыр', 'пят', 'шест', 'сем', 'восем', 'девят'];
for (const [index, stem] of teens.entries()) {
  const value = index + 11;
  for (const tail of ['надцать', 'надцати', 'надцатью', 'нацать', 'нацати', 'надцат']) {
    words.set(`${stem}${tail}`, { value, rank: 'teen' });
  }
}
add('ten', 20, 'двадцать двадцати двадцатью двацать');
add('ten', 30, 'тридцать тридцати тридцатью трицать');
add('ten', 40, 'сорок сорока');
add('ten', 50, 'пятьдесят пятидесяти пятьюдесятью пятдесят пятьдесять пийсят писят пиисят');
add('ten', 60, 'шестьдесят шестидесяти шестьюдесятью шестдесят шестьдесять шисят шейсят шестьсят');
add('ten', 70, 'семьдесят семидесяти семьюдесятью семдесят семьдесять семсят');
add('ten', 80, 'восемьдесят восьмидесяти восемьюдесятью восемдесят восемьдесять восемсят');
add('ten', 90, 'девяносто девяноста');
add('hundred', 100, 'сто ста');
add('hundred', 200, 'двести двухсот двумстам двумястами двухстах двести');
add('hundred', 300, 'триста трехсот тремстам тремястами трехстах');
add('hundred', 400, 'четыреста четырехсот четыремстам четырехстах');
add('hundred', 500, 'пятьсот пятисот пятистам пятистах пятсот');
add('hundred', 600, 'шестьсот шестисот шестистам шестистах шестсот');
add('hundred', 700, 'семьсот семисот семистам семистах семсот');
add('hundred', 800, 'восемьсот восьмисот восьмистам восьмистах восемсот');
add('hundred', 900, 'девятьсот девятисот девятистам девятистах девятсот');

/** A cardinal number word in any case, or nothing. */
export function numberWord(word: string): NumberWord | undefined {
  return words.get(word);
}

/** Every spoken form, for recognising one that came a letter or two wrong. */
export function numberForms(): IterableIterator<string> {
  return words.keys();
}

const ordinalStems: [number, string][] = [
  [1, 'перв'],
  [2, 'втор'],
  [4, 'четверт'],
  [5, 'пят'],
  [6, 'шест'],
  [7, 'седьм'],
  [8, 'восьм'],
  [9, 'девят'],
  [10, 'десят'],
  ...teens.map((stem, index): [number, string] => [index + 11, `${stem}надцат`]),
  [20, 'двадцат'],
  [30, 'тридцат'],
];
const ordinals = new Map<string, number>();
for (const [value, stem] of ordinalStems) {
  for (const ending of ['ый', 'ой', 'ая', 'ое', 'ого', 'ому', 'ым', 'ом', 'ую', 'ые', 'ых', 'ыми']) {
    ordinals.set(`${stem}${ending}`, value);
  }
}
for (const ending of ['ий', 'ья', 'ье', 'ьего', 'ьему', 'ьим', 'ьем', 'ью', 'ьей', 'ьи', 'ьих', 'ей']) {
  ordinals.set(`трет${ending}`, 3);
}

/** “третьего”, “пятое”, “25-го” → 3, 5, 25. */
export function ordinalWord(word: string): number | undefined {
  const spoken = ordinals.get(word);
  if (spoken !== undefined) return spoken;
  const written = /^(\d{1,2})-?(?:го|ого|ое|ый|ой|ая|й|е|я)$/.exec(word);
  return written ? Number(written[1]) : undefined;
}

// “тройка”, “два нуля”, “три семёрки”: figures as nouns, used when numbers are dictated.
const figureNouns: [number, string][] = [
  [0, 'нолик'],
  [1, 'единиц'],
  [1, 'единичк'],
  [2, 'двойк'],
  [2, 'двоечк'],
  [3, 'тройк'],
  [3, 'троечк'],
  [4, 'четверк'],
  [5, 'пятерк'],
  [5, 'пятерочк'],
  [6, 'шестерк'],
  [7, 'семерк'],
  [8, 'восьмерк'],
  [9, 'девятк'],
];
const figures = new Map<string, number>();
for (const [value, stem] of figureNouns) {
  for (const ending of ['', 'а', 'и', 'у', 'ы', 'ой', 'ами', 'ов', 'е'])
    figures.set(`${stem}${ending}`, value);
}
for (const [value, forms] of [
  [0, 'нули нулей нолей ноли'],
  [2, 'двоек двоечек'],
  [3, 'троек'],
  [4, 'четверок'],
  [5, 'пятерок'],
  [6, 'шестерок'],
  [7, 'семерок'],
  [8, 'восьмерок'],
  [9, 'девяток'],
] as const) {
  for (const form of forms.split(' ')) figures.set(form, value);
}

/** “семёрка” → 7, “нулей” → 0. */
export function figureNoun(word: string): number | undefined {
  return figures.get(word);
}
