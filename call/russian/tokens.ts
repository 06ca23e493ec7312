/** One word, number or sign of a caller's turn. `word` is lower case with ё as е, which is how everything is matched. */
export interface Token {
  raw: string;
  word: string;
}

// Numbers keep their inner dots and colons (15:30, 25.03.2026) and their ordinal tail (25-го); the plus opens a phone number.
const tokenPattern = /\d+-?(?:го|ого|ое|ый|ой|ая|й|е|я)(?!\p{L})|\d+(?:[.:]\d+)*|\p{L}+(?:[-’']\p{L}+)*|\+/gu;

/** Longer turns are cut: a caller does not speak this long, and matching must stay bounded. */
const maxTokens = 400;

/** Splits recognised speech into tokens; punctuation is dropped, since most recognisers give none. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const [raw] of text.slice(0, 8_000).matchAll(tokenPattern)) {
    tokens.push({ raw, word: foldWord(raw) });
    if (tokens.length === maxTokens) break;
  }
  return tokens;
}

/** Lower case, ё → е: the form in which words are compared. */
export function foldWord(word: string): string {
  return word.toLowerCase().replaceAll('ё', 'е');
}

/** The words of a turn as one folded string, for matching whole phrases: ` как вас зовут `, spaces at both ends. */
export function foldedLine(tokens: readonly Token[]): string {
  return ` ${tokens.map((token) => token.word).join(' ')} `;
}

/** The turn without some of its tokens: what is left for other extractors. */
export function withoutTokens(text: string, used: readonly number[]): string {
  if (used.length === 0) return text;
  const gone = new Set(used);
  return tokenize(text)
    .filter((_, index) => !gone.has(index))
    .map((token) => token.raw)
    .join(' ');
}
