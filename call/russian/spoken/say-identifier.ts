import { sayPhone } from '../say-phone.ts';
import { sayDigitGroup, sayDigitGroups, sayDigits } from './digit-groups.ts';
import type { LeftContext } from './governing-case.ts';
import type { Reading } from './reading.ts';
import { isLetter, type TextWindow } from './text-window.ts';
import { readCurrency } from './written-units.ts';

const plusPhone = /^\+\d{1,3}(?:[ \u00a0\u202f]?[-–(]?\s?\(?\d{1,5}\)?){1,6}/;
const russianPhone =
  /^(?:\+7|8|7)[ \u00a0\u202f]?[-–]?\s?\(?(\d{3})\)?[ \u00a0\u202f]?[-–]?\s?(\d{3})[ \u00a0\u202f]?[-–]?\s?(\d{2})[ \u00a0\u202f]?[-–]?\s?(\d{2})(?!\d)/;
const tollFree = /^8[ -]?\(?800\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})(?!\d)/;
const localPhone = /^(?:(\(\d{3,5}\)) ?)?(\d{2,3})-(\d{2})-(\d{2})(?![\d-])/;

/** `+7 (916) 234-45-67`, `8-800-555-35-35`, `234-45-67`: in groups, as people read them. */
export function readPhone(position: number, run: string, left: LeftContext): Reading | undefined {
  const free = tollFree.exec(run);
  if (free) {
    const groups = ['800', free[1], free[2], free[3]].map((group) => sayDigitGroup(group as string));
    return { spoken: `восемь, ${groups.join(', ')}`, end: position + free[0].length };
  }
  const russian = russianPhone.exec(run);
  if (russian && (isWrittenAsPhone(russian[0]) || phoneWords.test(left.words.at(-1) ?? ''))) {
    const digits = russian.slice(1).join('');
    const country = sayPhone(`+7${digits}`);
    const isEight = run[0] === '8';
    const spoken = isEight ? country.replace(/^плюс семь/, 'восемь') : country;
    return { spoken, end: position + russian[0].length };
  }
  if (run[0] === '+') {
    const foreign = plusPhone.exec(run);
    const digits = foreign?.[0].replaceAll(/\D/g, '') ?? '';
    if (foreign && digits.length >= 9 && digits.length <= 15) {
      const groups = foreign[0].match(/\d+/g) ?? [];
      const isGrouped = groups.length > 2;
      const spoken = isGrouped
        ? `плюс ${groups.map((group) => sayDigitGroups(group)).join(', ')}`
        : sayPhone(`+${digits}`);
      return { spoken, end: position + foreign[0].length };
    }
  }
  const local = localPhone.exec(run);
  if (local) {
    const groups = local.slice(1).filter((group) => group !== undefined);
    const spoken = groups.map((group) => sayDigitGroup(group.replaceAll(/\D/g, ''))).join(', ');
    return { spoken, end: position + local[0].length };
  }
  return undefined;
}

const phoneWords = /^(?:тел|телефон|номер|телефону|номеру|звоните|позвоните|whatsapp|вотсап|моб)/;

/** Eleven bare figures that begin 79, 89 or 84 are a phone; signs between the groups say so for any. */
function isWrittenAsPhone(text: string): boolean {
  return text[0] === '+' || /[-()\s]/.test(text) || /^[78][3489]\d{9}$/.test(text);
}

/** Sizes of the groups in which each kind of number is read, by its count of figures. */
const kinds: [RegExp, Record<number, readonly number[]>][] = [
  [/^инн$/, { 10: [2], 12: [2] }],
  [/^огрн(?:ип)?$/, { 13: [1, 3], 15: [3] }],
  [/^кпп$/, { 9: [2, 2, 2, 3] }],
  [/^бик$/, { 9: [2, 2, 2, 3] }],
  [/^снилс$/, { 11: [3, 3, 3, 2] }],
  [/^(?:паспорт|паспорта|серия|серии)$/, { 4: [2], 10: [2, 2, 3, 3] }],
  [/^(?:карта|карты|карту|картой|карте)$/, { 4: [2], 16: [2], 18: [2], 19: [2] }],
  [/^(?:полис|полиса|омс)$/, { 16: [2] }],
  [/^(?:счет|счёт|счета|счёта|р\/с|к\/с)$/, { 20: [3, 2, 3, 1, 4, 4, 3] }],
];

const codeWords = /^(?:код|кода|кодом|пин|пин-код|пин-кода|pin|пароль|паролем|смс-код|домофон|домофона)$/;

/** ИНН, ОГРН, СНИЛС, a card, a passport, a code: by the word before and the count of figures. Long bare rows by threes. */
export function readIdentifier(
  window: TextWindow,
  position: number,
  run: string,
  left: LeftContext,
): Reading | undefined {
  const match = /^\d+(?:[ \u00a0-]\d+)*/.exec(run);
  if (!match) return undefined;
  const digits = match[0].replaceAll(/\D/g, '');
  const before = left.words.filter((word) => word !== '#' && !/^(?:номер|[^а-яёa-z]+)$/.test(word)).slice(-3);
  for (const word of before.toReversed()) {
    const groups = kinds.find(([pattern]) => pattern.test(word))?.[1][digits.length];
    if (groups) return { spoken: sayDigitGroups(digits, groups), end: position + match[0].length };
    const isCode = codeWords.test(word) && digits.length >= 3 && digits.length <= 8;
    if (isCode && !readCurrency(window, position + match[0].length)) {
      return { spoken: sayDigits(digits), end: position + match[0].length };
    }
  }
  if (/^\d{3}-\d{3}-\d{3}[ -]\d\d(?!\d)/.test(run)) {
    return { spoken: sayDigitGroups(digits.slice(0, 11), [3, 3, 3, 2]), end: position + 14 };
  }
  if (/^\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?!\d)/.test(run)) {
    return { spoken: sayDigitGroups(digits.slice(0, 16), [2]), end: position + 19 };
  }
  return undefined;
}

/** Rows of figures that no other class took: too long to count, or with a zero in front. */
export function readRow(
  window: TextWindow,
  position: number,
  run: string,
  left: LeftContext,
): Reading | undefined {
  const bare = /^\d+/.exec(run)?.[0] ?? '';
  const isNumbered = left.words.at(-1) === '№' || left.words.at(-1) === 'номер';
  // RA123456789: figures glued to letters are no quantity.
  const isGlued = bare.length >= 5 && isLetter(window.text[position - 1] ?? '');
  if (
    isGlued ||
    bare.length >= 13 ||
    (bare.length > 1 && bare.startsWith('0') && !/^0+[.,:]/.test(run)) ||
    (isNumbered && bare.length >= 6)
  ) {
    return {
      spoken: sayDigitGroups(bare, bare.length === 16 ? [2] : undefined),
      end: position + bare.length,
    };
  }
  return undefined;
}
