import type { GrammaticalCase } from './grammatical-case.ts';

const byWord = new Map<string, readonly GrammaticalCase[]>();
const govern = (cases: readonly GrammaticalCase[], words: string) => {
  for (const word of words.split(' ')) byWord.set(word, cases);
};
govern(
  ['genitive'],
  'до от из из-за без для у около после кроме вместо против среди возле вокруг ради свыше более менее больше меньше нет порядка ' +
    'течение пределах размере объеме объёме количестве моложе старше выше ниже дороже дешевле раньше позже позднее ранее дольше не-хватает',
);
govern(['genitive'], 'хватит хватает хватило достигает достигнет');
govern(['dative'], 'к ко благодаря согласно равно равен равна');
govern(
  ['accusative'],
  'через про сквозь спустя стоит стоят стоил стоила стоило стоили стоить составит составят составляет составляют составила составил ' +
    'займёт займет занимает длится заплатили заплатите заплатить оплатили оплатите внесите внести перечислите возьмите взять купите купили ' +
    'продали получили получите потратили собрали доставили обслужили выполнили сделали приняли введите назовите добавьте подождите',
);
govern(['accusative', 'prepositional'], 'в во на');
govern(['accusative', 'instrumental'], 'за под подо');
govern(['genitive', 'instrumental'], 'с со');
govern(['accusative', 'dative', 'prepositional'], 'по');
govern(['instrumental'], 'над перед передо между');
govern(['prepositional'], 'о об обо при');

/** Words that may stand between a preposition and its number without governing it. */
const transparent = new Set(
  'примерно ровно всего приблизительно целых почти хотя бы каких-то какие-то ещё еще где-то и или либо не номер'.split(
    ' ',
  ),
);

/** “равно” alone asks for the dative, but the plain word may be followed by a bare answer: those few are settled by the noun. */
const weak = new Set([
  'равно',
  'равен',
  'равна',
  'больше',
  'меньше',
  'выше',
  'ниже',
  'раньше',
  'позже',
  'старше',
  'моложе',
  'нет',
  'ранее',
  'позднее',
]);

/** The last words before a number and what they ask of it. Punctuation ends their reach. */
export interface LeftContext {
  /** Lower case, nearest last; `#` stands for a number already spoken. */
  words: readonly string[];
  /** The case in which the number just before was spoken, for “в 5 и 10 минутах”, “от 5 до 10”. */
  lastCases?: readonly GrammaticalCase[];
}

/** The word that governs the number: the nearest one that is neither a number nor transparent. */
export function governor(left: LeftContext): string {
  for (let index = left.words.length - 1; index >= 0; index--) {
    const word = left.words[index] as string;
    if (word !== '#' && !transparent.has(word)) return word;
  }
  return '';
}

/** Cases that the words before allow, the likeliest first; empty when nothing governs. */
export function governedCases(left: LeftContext): readonly GrammaticalCase[] {
  return byWord.get(governor(left)) ?? [];
}

/** True where the governing word speaks only through the noun's form. */
export function isWeakGovernor(left: LeftContext): boolean {
  return weak.has(governor(left));
}
