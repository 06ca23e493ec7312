import { isInnValid, isLuhnValid, isOgrnValid, isSnilsValid } from '@allo/kernel';
import { dropNegated } from './corrections.ts';
import { extractDigits } from './extract-phone.ts';
import { mendNumberWords } from './mend-number-words.ts';
import { tokenize } from './tokens.ts';

export type IdentifierKind = 'inn' | 'ogrn' | 'snils' | 'card';

export interface SpokenIdentifier {
  digits: string;
  /** The control figures agree. When they do not, a figure was misheard or misspoken: ask again. */
  isValid: boolean;
}

const rules: Record<IdentifierKind, { lengths: readonly number[]; isValid: (digits: string) => boolean }> = {
  inn: { lengths: [10, 12], isValid: isInnValid },
  ogrn: { lengths: [13, 15], isValid: isOgrnValid },
  snils: { lengths: [11], isValid: isSnilsValid },
  card: { lengths: [16, 18, 19], isValid: isLuhnValid },
};

/**
 * ИНН, ОГРН, СНИЛС or a card number said in any grouping, checked by its control figures. Null when the turn does not hold
 * that many figures. Control figures never repair a number: many wrong ones would fit.
 */
export function extractIdentifier(text: string, kind: IdentifierKind): SpokenIdentifier | null {
  const { lengths, isValid } = rules[kind];
  const tokens = dropNegated(tokenize(text));
  const asHeard = tokens.map((token) => token.raw).join(' ');
  const mended = mendNumberWords(tokens)
    .map((token) => token.word)
    .join(' ');
  for (const candidate of new Set([asHeard, mended])) {
    const { digits } = extractDigits(candidate);
    if (lengths.includes(digits.length)) return { digits, isValid: isValid(digits) };
  }
  return null;
}
