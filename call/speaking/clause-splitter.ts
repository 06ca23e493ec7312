/** Abbreviations that something always follows: their full stop never ends a sentence. */
const leading = new Set(
  (
    'ул д кв корп стр пр просп пер пл наб бул ш обл мкр пос гор р-н пр-т б-р им тел моб доб см напр ок проф акад оф каб под вл ауд пом п рис табл гл ' +
    'т к э н и е mr mrs ms dr st no vs e g i'
  ).split(' '),
);
/** Units and endings of lists, which may also be the last word: a capital letter after them begins a sentence. */
const closing = new Set(
  'г гг руб р коп долл тыс млн млрд трлн шт мес мин сек ч час нед дн сут чел экз уп кг гр л м км см мм мл эт др пр д п в вв взр реб макс мск'.split(
    ' ',
  ),
);

/** A clause shorter than this waits for company: a voice speaks two words badly. */
const shortestClause = 12;
/** A comma may end a clause only after this much, so that speech starts early without becoming choppy. */
const commaAfter = 60;
/** The very first clause is let go at an earlier comma: the caller is waiting. */
const firstCommaAfter = 24;

/** Finds where the next clause of `text` ends (exclusive), or -1 while it may go on. Never inside a number, time, phone or sum, nor after an abbreviation. */
export function nextClauseEnd(text: string, isFirst: boolean): number {
  for (let index = 0; index < text.length; index++) {
    const char = text[index] as string;
    const end = boundaryLength(text, index, char);
    if (end === 0) continue;
    const length = index + end;
    const isComma = char === ',' || char === ';' || char === ':' || char === '—' || char === '–';
    if (isComma && length < (isFirst ? firstCommaAfter : commaAfter)) continue;
    if (!isComma && length < shortestClause && char !== '\n' && !isFirst) continue;
    return length;
  }
  return -1;
}

/** Characters that belong to the boundary at `index`, 0 when there is none (yet). */
function boundaryLength(text: string, index: number, char: string): number {
  if (char === '\n') return 1;
  if (!',;:—–.!?…'.includes(char)) return 0;
  let end = index + 1;
  while (end < text.length && '.!?…»")'.includes(text[end] as string)) end++;
  // What follows decides: without a space it is 3.5, 15:30, т.д. or simply not complete yet.
  if (end >= text.length || !/\s/u.test(text[end] as string)) return 0;
  if (char === '.' && !endsSentence(text, index, end)) return 0;
  if (',:—–'.includes(char) && isInsideNumbers(text, index, end)) return 0;
  return end - index;
}

/** “4, 6 и 8 ноября”, “24 – 51 мес.”: numbers that are read together. Undecided is inside. */
function isInsideNumbers(text: string, index: number, end: number): boolean {
  if (!/[\d%₽$€]\s?$/u.test(text.slice(Math.max(0, index - 2), index))) return false;
  const next = afterSpaces(text, end);
  return next === '' || /[\d+(]/.test(next);
}

function endsSentence(text: string, dot: number, end: number): boolean {
  const word = /[\p{L}-]+$/u.exec(text.slice(Math.max(0, dot - 12), dot))?.[0].toLowerCase() ?? '';
  const before = text.slice(0, dot - word.length);
  // “1. Паспорт”: the number of a list, at its start or after a comma.
  if (word === '' && /(?:^|[\n,;])\s*\d{1,2}$/u.test(text.slice(0, dot))) return false;
  // Initials: “А. С. Пушкин”.
  if (word.length === 1 && text[dot - 1] !== word && !/\d\s?$/u.test(before)) return false;
  if (isCityMark(word, before)) return false;
  const isAfterFigure = /[\d%]\s*$/u.test(before);
  const isAndSoOn = (word === 'д' || word === 'п') && /т\.\s*$/iu.test(before);
  const isUnit = closing.has(word) && (isAfterFigure || isAndSoOn || !leading.has(word));
  if (leading.has(word) && !isUnit) return false;
  if (word.length > 6) return true;
  // Sentences begin with a capital letter; a short word before a small one or a figure is cut short.
  const next = afterSpaces(text, end);
  if (next === '') return !isUnit && word.length > 4;
  if (/[\p{Ll}]/u.test(next)) return false;
  return !(isUnit && /[\d—–(₽$€%]/u.test(next));
}

/** “г. Казань” against “в 2026 г.”. */
const isCityMark = (word: string, before: string) =>
  (word === 'г' || word === 'р') && !/\d\s*$/u.test(before);

function afterSpaces(text: string, from: number): string {
  return /\S/u.exec(text.slice(from, from + 8))?.[0] ?? '';
}

/** Streams text deltas as speakable clauses, each as soon as its end is certain. */
export async function* splitClauses(source: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let pending = '';
  let isFirst = true;
  for await (const delta of source) {
    pending += delta;
    for (;;) {
      const end = nextClauseEnd(pending, isFirst);
      if (end < 0) break;
      const clause = pending.slice(0, end).trim();
      pending = pending.slice(end);
      if (!/[\p{L}\d]/u.test(clause)) continue;
      isFirst = false;
      yield clause;
    }
  }
  const rest = pending.trim();
  if (/[\p{L}\d]/u.test(rest)) yield rest;
}

/** The same for text that is already complete. */
export function splitText(text: string): string[] {
  const clauses: string[] = [];
  let pending = `${text.trim()} `;
  for (;;) {
    const end = nextClauseEnd(pending, clauses.length === 0);
    const clause = (end < 0 ? pending : pending.slice(0, end)).trim();
    if (/[\p{L}\d]/u.test(clause)) clauses.push(clause);
    if (end < 0) return clauses;
    pending = pending.slice(end);
  }
}
