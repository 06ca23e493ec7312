import { type DigitGroup, readDigitGroups } from '@allo/kernel';
import { digitFillers, readDigitGroup } from './extract-phone.ts';
import { foldWord, type Token } from './tokens.ts';

interface PlacedToken extends Token {
  start: number;
  end: number;
  /** Written in figures. */
  figures: DigitGroup | null;
}

/** Between the words of a dictated number: no question, no exclamation, no new line. */
const pausePattern = /^[\s,.;:()…–—-]{0,6}$/u;

/**
 * Numbers of a text with their places, in figures and in Russian words, whatever its length. Groups dictated one after
 * the other, with hesitations between them, are marked as continued.
 */
export function findSpokenDigits(text: string): DigitGroup[] {
  const tokens = placedTokens(text);
  const groups: DigitGroup[] = [];
  let lastEnd = -1;
  let hasWords = false;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as PlacedToken;
    const read = token.figures ? { digits: token.figures.digits, used: [at] } : readDigitGroup(tokens, at);
    if (!read) {
      if (digitFillers.has(token.word) && isPause(text, lastEnd, token.start)) lastEnd = token.end;
      else lastEnd = -1;
      hasWords = true;
      at += 1;
      continue;
    }
    const next = (read.used.at(-1) ?? at) + 1;
    const end = (tokens[next - 1] as PlacedToken).end;
    const areFigures = token.figures !== null && groups.at(-1)?.end === lastEnd && !hasWords;
    const isContinued = areFigures
      ? (token.figures?.isContinued ?? false)
      : isPause(text, lastEnd, token.start);
    groups.push({ start: token.start, end, digits: read.digits, isContinued });
    lastEnd = end;
    hasWords = token.figures === null;
    at = next;
  }
  return groups;
}

function isPause(text: string, from: number, to: number): boolean {
  return from >= 0 && to - from <= 6 && pausePattern.test(text.slice(from, to));
}

function placedTokens(text: string): PlacedToken[] {
  const figures = readDigitGroups(text).map((group): PlacedToken => {
    const { start, end, digits } = group;
    return { raw: digits, word: digits, start, end, figures: group };
  });
  const words = Array.from(text.matchAll(/\p{L}+(?:[-’']\p{L}+)*/gu), ({ 0: raw, index }): PlacedToken => {
    return { raw, word: foldWord(raw), start: index, end: index + raw.length, figures: null };
  });
  return [...figures, ...words].sort((a, b) => a.start - b.start);
}
