import { dropCorrected } from './corrections.ts';
import { parseCardinal } from './parse-cardinal.ts';
import type { Token } from './tokens.ts';

export interface SpokenMoney {
  kopecks: number;
  /** The lower bound when a span was named: “от тысячи до двух”. */
  fromKopecks?: number;
  /** No currency was named, or the words are rough (“тысяч пять”, “около”). */
  isAmbiguous: boolean;
}

const rouble = /^(?:рубл|рублик|руб$|р$|целковых)/;
const kopeck = /^(?:копе|коп$)/;
const foreign = /^(?:доллар|бакс|евро|юан|тенге|фунт)/;
const rough = /^(?:около|примерно|где-то|приблизительно|порядка|тысяч|тыщ|рублей)$/;

/**
 * A sum in roubles: “две с половиной тысячи рублей”, “пятьсот рублей двадцать копеек”, “полторы тысячи”, “от тысячи до двух”.
 * Foreign currencies give null; a bare number counts, but as ambiguous.
 */
export function extractMoney(text: string): SpokenMoney | null {
  const tokens = dropCorrected(text);
  if (tokens.some((token) => foreign.test(token.word))) return null;
  const sums = readSums(tokens);
  const [first, second] = sums;
  if (!first) return null;
  const isNamed = sums.some((sum) => sum.isNamed);
  const isRough = tokens.some((token, at) => rough.test(token.word) && isBeforeNumber(tokens, at));
  if (!second) return { kopecks: first.kopecks, isAmbiguous: !isNamed || isRough };
  const between = tokens.slice(first.next, second.start).map((token) => token.word);
  if (!between.every((word) => /^(?:до|или|максимум|тире)$/.test(word))) {
    return { kopecks: first.kopecks, isAmbiguous: true };
  }
  // “От одной до двух тысяч”: the scale said once belongs to both.
  const isShared = first.kopecks < 100_000 && second.kopecks >= 100_000 && !first.isNamed && !first.hasScale;
  const low = isShared ? first.kopecks * 1_000 : first.kopecks;
  // “От тысячи до двух”.
  const isHighShared =
    first.hasScale && second.kopecks < 100_000 && second.kopecks < first.kopecks && !second.hasScale;
  const high = isHighShared ? second.kopecks * 1_000 : second.kopecks;
  return high > low
    ? { kopecks: high, fromKopecks: low, isAmbiguous: !isNamed && !first.hasScale && !second.hasScale }
    : { kopecks: first.kopecks, isAmbiguous: true };
}

interface Sum {
  kopecks: number;
  start: number;
  next: number;
  isNamed: boolean;
  hasScale: boolean;
}

function readSums(tokens: readonly Token[]): Sum[] {
  const sums: Sum[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const number = parseCardinal(tokens, at);
    if (!number) continue;
    const unit = tokens[number.next]?.word ?? '';
    const previous = sums.at(-1);
    const hasScale = tokens
      .slice(at, number.next)
      .some(({ word }) => /^(?:тыс|тыщ|миллион|млн|лям)/.test(word));
    if (kopeck.test(unit)) {
      // “Пятьсот рублей двадцать копеек” is one sum.
      if (previous?.isNamed && previous.next === at) {
        previous.kopecks += number.value;
        previous.next = number.next + 1;
      } else sums.push({ kopecks: number.value, start: at, next: number.next + 1, isNamed: true, hasScale });
      at = number.next;
      continue;
    }
    const isNamed = rouble.test(unit);
    const next = isNamed ? number.next + 1 : number.next;
    sums.push({ kopecks: Math.round(number.value * 100), start: at, next, isNamed, hasScale });
    at = next - 1;
  }
  return sums;
}

const isBeforeNumber = (tokens: readonly Token[], at: number) =>
  parseCardinal(tokens, at + 1) !== null && !(at > 0 && parseCardinal(tokens, at - 1) !== null);
