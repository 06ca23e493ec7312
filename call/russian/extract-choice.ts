import { dropCorrected } from './corrections.ts';
import { ordinalWord } from './number-words.ts';
import { parseSmallCardinal } from './parse-cardinal.ts';
import { stem } from './stem.ts';
import { type Token, foldWord, foldedLine, tokenize } from './tokens.ts';

export interface Choice {
  value: string;
  label: string;
  /** Words and phrases, lower case; a trailing `*` makes the last word a stem. */
  synonyms: readonly string[];
}

export interface SpokenChoice {
  value: string;
  label: string;
  /** Another choice was named as well: the first one named is taken. */
  isAmbiguous: boolean;
}

/**
 * Which of the choices the caller named, by label, synonym or stem, endings and ё aside; “второй вариант” and
 * “номер два” count too where the choice was asked for (`isExpected`). Taken-back words (“не маникюр, а педикюр”) do not. Null when none was named.
 */
export function extractChoice(
  text: string,
  choices: readonly Choice[],
  options: { isExpected?: boolean } = { isExpected: true },
): SpokenChoice | null {
  const tokens = dropCorrected(text);
  const line = foldedLine(tokens);
  const stemmed = ` ${tokens.map((token) => stem(token.word)).join(' ')} `;
  const found = choices
    .map((choice) => ({ choice, ...bestMatch(choice, line, stemmed) }))
    .filter((match) => match.at >= 0)
    // The longer wording is the more exact one: “мужская стрижка” before “стрижка”.
    .toSorted((a, b) => b.words - a.words || a.at - b.at);
  const best = found[0];
  if (!best) return options.isExpected ? byNumber(tokens, choices) : null;
  const { value, label } = best.choice;
  const isAmbiguous = found.some((match) => match !== best && match.words >= best.words);
  return { value, label, isAmbiguous };
}

function bestMatch(choice: Choice, line: string, stemmed: string): { at: number; words: number } {
  let best = { at: -1, words: 0 };
  for (const wording of [choice.label, choice.value, ...choice.synonyms]) {
    const at = findPhrase(wording, line, stemmed);
    const words = wording.split(/\s+/).length;
    if (at >= 0 && (best.at < 0 || words > best.words)) best = { at, words };
  }
  return best;
}

/** Position of a phrase in a folded line, or -1. `цен*` is a stem; other words match with any ending. */
export function findPhrase(phrase: string, line: string, stemmed: string): number {
  const folded = foldWord(phrase.trim());
  if (folded === '') return -1;
  if (folded.endsWith('*')) return line.indexOf(` ${folded.slice(0, -1)}`);
  const exact = line.indexOf(` ${folded} `);
  if (exact >= 0) return exact;
  const stems = tokenize(folded).map((token) => stem(token.word));
  // Very short stems would match anything.
  if (stems.join('').length < 4) return -1;
  const at = stemmed.indexOf(` ${stems.join(' ')} `);
  return at < 0 ? -1 : at;
}

/** Whether any of the phrases occurs in the turn. */
export function matchesAny(text: string, phrases: readonly string[]): boolean {
  const tokens = tokenize(text);
  const line = foldedLine(tokens);
  const stemmed = ` ${tokens.map((token) => stem(token.word)).join(' ')} `;
  return phrases.some((phrase) => findPhrase(phrase, line, stemmed) >= 0);
}

function byNumber(tokens: readonly Token[], choices: readonly Choice[]): SpokenChoice | null {
  const isMarked = tokens.some((token) => /^(?:вариант|номер|пункт|цифра)/.test(token.word));
  for (let at = 0; at < tokens.length; at += 1) {
    const ordinal = ordinalWord(tokens[at]?.word ?? '');
    const isAlone = tokens.length <= 3;
    const number = ordinal ?? (isMarked || isAlone ? parseSmallCardinal(tokens, at)?.value : undefined);
    const choice = number !== undefined && (isMarked || isAlone) ? choices[number - 1] : undefined;
    if (choice) return { value: choice.value, label: choice.label, isAmbiguous: false };
  }
  return null;
}
