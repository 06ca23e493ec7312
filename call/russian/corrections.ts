import { type Token, tokenize } from './tokens.ts';

/** How far “а” may stand from “не” in “не завтра утром, а в пятницу”. */
const maxNegatedTokens = 7;

/** “не завтра а в пятницу” → “в пятницу”: what the caller took back is left out. */
export function dropNegated(tokens: readonly Token[]): Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const but = token.word === 'не' ? indexOfBut(tokens, at) : -1;
    if (but > 0) at = but;
    else kept.push(token);
  }
  return kept;
}

function indexOfBut(tokens: readonly Token[], negation: number): number {
  for (let at = negation + 2; at <= negation + maxNegatedTokens && at < tokens.length; at += 1) {
    if (tokens[at]?.word === 'а') return at;
  }
  return -1;
}

const single = new Set([
  'ой',
  'точнее',
  'вернее',
  'нет',
  'стоп',
  'ошибся',
  'ошиблась',
  'оговорился',
  'оговорилась',
]);
const pairs = new Set(['то есть', 'хотя нет', 'ой нет', 'или нет', 'извините нет', 'нет не', 'а нет']);

/** Cuts a turn at the words with which people correct themselves; the last part holds the last word on the matter. */
export function splitAtSelfCorrections(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    const isPair = pairs.has(`${token.word} ${tokens[at + 1]?.word ?? ''}`);
    if (isPair || single.has(token.word)) {
      if (parts.at(-1)?.length) parts.push([]);
      if (isPair) at += 1;
    } else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** The tokens that still stand after “не …, а …” and after the last self-correction that is followed by anything. */
export function dropCorrected(text: string): Token[] {
  return splitAtSelfCorrections(dropNegated(tokenize(text))).at(-1) ?? [];
}
