/** Abbreviations whose full stop does not end a sentence. */
const abbreviations = new Set([
  'г',
  'гг',
  'ул',
  'д',
  'кв',
  'корп',
  'стр',
  'пр',
  'просп',
  'пер',
  'пл',
  'им',
  'обл',
  'р-н',
  'тел',
  'доб',
  'руб',
  'коп',
  'тыс',
  'млн',
  'млрд',
  'т',
  'п',
  'см',
  'др',
  'н',
  'э',
  'мин',
  'сек',
  'ч',
  'стр',
  'рис',
  'ст',
  'mr',
  'mrs',
  'ms',
  'dr',
  'st',
  'no',
  'vs',
  'e',
  'g',
  'i',
]);

/** A clause shorter than this waits for company: a voice speaks two words badly. */
const shortestClause = 12;
/** A comma may end a clause only after this much, so that speech starts early without becoming choppy. */
const commaAfter = 60;
/** The very first clause is let go at an earlier comma: the caller is waiting. */
const firstCommaAfter = 24;

/** Finds where the next clause of `text` ends (exclusive), or -1 while it may go on. Never inside a number or after an abbreviation. */
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
  if (char === '.' && isAbbreviation(text, index)) return 0;
  return end - index;
}

function isAbbreviation(text: string, dot: number): boolean {
  const word = /[\p{L}-]+$/u.exec(text.slice(Math.max(0, dot - 12), dot))?.[0] ?? '';
  if (abbreviations.has(word.toLowerCase())) return true;
  // Initials: “А. С. Пушкин”.
  return word.length === 1 && word === word.toUpperCase() && word !== word.toLowerCase();
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
