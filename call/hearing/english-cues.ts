import type { WordCues } from './word-cues.ts';

const words = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/u).filter((word) => word !== ''));

export const englishCues: WordCues = {
  answers:
    words(`yes yeah yep no nope nah hello correct right ok okay sure thanks please exactly absolutely fine good
    great wrong never definitely alright true false`),
  bound: words(`and but or so because if when while although though that which who whose than as
    the a an to at in on for with of from by about into over under after before until between without near
    not only just even very too also more most such`),
  hesitations: words('um uh er erm hmm hm like well actually basically wait second sec let'),
  owners: words('my our your his her their its this these those what which how where why i we he she they'),
  governors:
    words(`want wanted wanna would need needed can could like looking calling tell say ask know think is are was
    were am be has have had get make book schedule cancel change called named number name street apartment road avenue
    gonna going`),
  closers: words('thanks thank you please bye all goodbye'),
  greetings: words('hi hello hey good morning afternoon evening'),
  questions: words('what when where who how why which can could is are do does'),
  openers: words('my name is this i am it its the first last'),
};

const digits = new Set('zero oh one two three four five six seven eight nine'.split(' '));
const teens = /^(ten|eleven|twelve|\S+teen)$/u;
const tens = /^(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/u;

/** Places the word fills in a dictated number, or 0 when it is no number word. */
export function englishDigitPlaces(word: string): number {
  if (digits.has(word)) return 1;
  return teens.test(word) || tens.test(word) ? 2 : 0;
}
