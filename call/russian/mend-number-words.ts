import { figureNoun, numberForms, numberWord } from './number-words.ts';
import type { Token } from './tokens.ts';

/** Words that come close to a number word and are said beside numbers in their own right. */
const innocent = new Set('что при или раз день номер опять'.split(' '));

/**
 * Number words that came a letter or two wrong (“девятсот”, “роль” for “ноль”), put right where they stand among numbers
 * and only one number word is nearest. The same tokens when there is nothing to mend.
 */
export function mendNumberWords(tokens: readonly Token[]): readonly Token[] {
  const isNumber = (at: number) => {
    const word = tokens[at]?.word ?? '';
    return /^\d/.test(word) || numberWord(word) !== undefined || figureNoun(word) !== undefined;
  };
  let isMended = false;
  const mended = tokens.map((token, at) => {
    const isBetween = isNumber(at - 1) && (isNumber(at + 1) || at === tokens.length - 1);
    if (isNumber(at) || !isBetween) return token;
    const word = nearestNumberWord(token.word, innocent.has(token.word) && !isNumber(at + 1));
    if (word === undefined) return token;
    isMended = true;
    return { ...token, word };
  });
  return isMended ? mended : tokens;
}

function nearestNumberWord(word: string, isDoubtful: boolean): string | undefined {
  if (word.length < 3 || isDoubtful) return undefined;
  const limit = word.length > 5 ? 2 : 1;
  let [best, bestDistance, isTie] = ['', limit + 1, false];
  for (const form of numberForms()) {
    if (form.length < 3 || Math.abs(form.length - word.length) > limit) continue;
    const distance = editDistance(word, form, bestDistance);
    if (distance < bestDistance) [best, bestDistance, isTie] = [form, distance, false];
    else if (distance === bestDistance && numberWord(form)?.value !== numberWord(best)?.value) isTie = true;
  }
  return bestDistance <= limit && !isTie ? best : undefined;
}

/** Levenshtein distance, or more than `limit` as soon as it is certain to exceed it. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const value = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      current.push(value);
      least = Math.min(least, value);
    }
    if (least > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
