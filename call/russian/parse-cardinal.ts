import { numberWord } from './number-words.ts';
import type { Token } from './tokens.ts';

export interface ParsedCardinal {
  value: number;
  /** Index of the first token after the number. */
  next: number;
}

/** “девятьсот шестнадцать”, “двадцать один”, “7”: a number under a thousand that starts at `start`. */
export function parseSmallCardinal(tokens: readonly Token[], start: number): ParsedCardinal | null {
  const first = tokens[start]?.word;
  if (first === undefined) return null;
  if (/^\d{1,9}$/.test(first)) return { value: Number(first), next: start + 1 };
  let at = start;
  let value = 0;
  let room: 'hundred' | 'ten' | 'unit' = 'hundred';
  for (; at < tokens.length; at += 1) {
    const word = numberWord(tokens[at]?.word ?? '');
    if (!word) break;
    if (word.rank === 'hundred') {
      if (at > start) break;
      room = 'ten';
    } else if (word.rank === 'ten') {
      if (room === 'unit') break;
      room = 'unit';
    } else {
      // A zero never follows inside a compound: “двадцать ноль” are two numbers.
      if (at > start && (word.value === 0 || (word.rank === 'teen' && room === 'unit'))) break;
      return { value: value + word.value, next: at + 1 };
    }
    value += word.value;
  }
  return at === start ? null : { value, next: at };
}

const multipliers: [RegExp, number][] = [
  [/^(?:тысяч[аиуе]?|тысячей|тысячами|тысяча|тыс|тыщ[аиу]?)$/, 1_000],
  [/^(?:миллион(?:а|ов|у|ом|ы)?|млн|лям(?:а|ов)?)$/, 1_000_000],
  [/^(?:миллиард(?:а|ов|у|ом|ы)?|млрд)$/, 1_000_000_000],
];
const multiplierOf = (word: string | undefined) =>
  word === undefined ? undefined : multipliers.find(([pattern]) => pattern.test(word))?.[1];

const looseQuantities: Record<string, number> = {
  полтора: 1.5,
  полторы: 1.5,
  полутора: 1.5,
  пара: 2,
  пару: 2,
  десяток: 10,
  десятка: 10,
  сотня: 100,
  сотню: 100,
  сотни: 100,
  полсотни: 50,
  полтысячи: 500,
  полмиллиона: 500_000,
};

/** A whole quantity with thousands and halves: “сто пятьдесят тысяч”, “полтора миллиона”, “два с половиной”. */
export function parseCardinal(tokens: readonly Token[], start: number): ParsedCardinal | null {
  let at = start;
  let total = 0;
  let lastScale = Number.POSITIVE_INFINITY;
  while (at < tokens.length) {
    const part = parseScaled(tokens, at);
    if (!part || part.scale >= lastScale) break;
    total += part.value * part.scale;
    at = part.next;
    lastScale = part.scale;
    if (part.scale === 1) break;
  }
  return at === start ? null : { value: total, next: at };
}

function parseScaled(tokens: readonly Token[], start: number) {
  const first = tokens[start]?.word ?? '';
  const bare = multiplierOf(first);
  if (bare) {
    // “тысяч сто” is a hundred thousand, roughly; “тысяча сто” is eleven hundred.
    const rough = /(?:тысяч|тыщ|ов)$/.test(first) ? parseSmallCardinal(tokens, start + 1) : null;
    return rough
      ? { value: rough.value, scale: bare, next: rough.next }
      : { value: 1, scale: bare, next: start + 1 };
  }
  const loose = looseQuantities[first];
  const decimal = /^(\d+)\.(\d+)$/.exec(first);
  let number: ParsedCardinal | null = decimal ? { value: Number(first), next: start + 1 } : null;
  number ??= loose === undefined ? parseGroupedDigits(tokens, start) : { value: loose, next: start + 1 };
  if (!number) return null;
  let { value, next } = number;
  if (tokens[next]?.word === 'с' && /^половин/.test(tokens[next + 1]?.word ?? '')) {
    value += 0.5;
    next += 2;
  }
  const scale = multiplierOf(tokens[next]?.word);
  return scale ? { value, scale, next: next + 1 } : { value, scale: 1, next };
}

/** “10 000” comes as two tokens; groups of three digits after one to three belong together. */
function parseGroupedDigits(tokens: readonly Token[], start: number): ParsedCardinal | null {
  const number = parseSmallCardinal(tokens, start);
  if (!number || !/^\d{1,3}$/.test(tokens[start]?.word ?? '')) return number;
  let { value, next } = number;
  while (/^\d{3}$/.test(tokens[next]?.word ?? '') && value > 0 && value < 1e9) {
    value = value * 1_000 + Number(tokens[next]?.word);
    next += 1;
  }
  return { value, next };
}
