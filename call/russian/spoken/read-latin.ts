import { sayDigitGroups } from './digit-groups.ts';
import { latinWord, spellEnglish, spellLatin, transliterate } from './latin-words.ts';
import type { Reading } from './reading.ts';
import { isCyrillic, isDigit, isLatin, isLetter, isSpace, type TextWindow } from './text-window.ts';

const signs: Record<string, string> = {
  '.': 'точка',
  '@': 'собака',
  '-': 'дефис',
  _: 'нижнее подчёркивание',
  '/': 'слэш',
  ':': 'двоеточие',
  '+': 'плюс',
  '?': 'вопросительный знак',
  '=': 'равно',
  '&': 'амперсанд',
  '#': 'решётка',
  '%': 'процент',
  '~': 'тильда',
};
const zones: Record<string, string> = {
  ru: 'ру',
  com: 'ком',
  org: 'орг',
  net: 'нет',
  su: 'су',
  рф: 'рф',
  io: 'ай оу',
  me: 'ми',
  by: 'бай',
  kz: 'кей зет',
  pro: 'про',
  online: 'онлайн',
  info: 'инфо',
  shop: 'шоп',
  store: 'стор',
  site: 'сайт',
  moscow: 'москоу',
  ai: 'эй ай',
  app: 'эпп',
  dev: 'дев',
  biz: 'биз',
  tv: 'ти ви',
  uk: 'ю кей',
  de: 'дэ е',
  eu: 'и ю',
};

/** `info@mail.ru`, `https://allo.ru/promo`, `www.site.com`, `example.org`: said sign by sign. Anything else: nothing. */
export function readAddress(window: TextWindow, position: number): Reading | undefined {
  let at = position;
  while (isAddressChar(window.at(at))) at++;
  let text = window.text.slice(position, at);
  // Punctuation at the end belongs to the sentence.
  while (text !== '' && '.,:;?!-&'.includes(text.at(-1) as string)) text = text.slice(0, -1);
  const isMail = /^[\w.+%-]+@[\w-]+(?:\.[\w-]+)+$/.test(text);
  const isUrl = /^(?:https?:\/\/|www\.)./i.test(text);
  if (!isMail && !isUrl && !isDomain(text)) return undefined;
  const end = position + text.length;
  const bare = text
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '');
  return { spoken: sayAddress(bare), end };
}

function isDomain(text: string): boolean {
  const match = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.([a-z]{2,})(?:\/\S*)?$/i.exec(text);
  return match !== null && (match[1] as string).toLowerCase() in zones;
}

function isAddressChar(char: string): boolean {
  return isLatin(char) || isDigit(char) || (char !== '' && '@._%+-:/?=&#~'.includes(char));
}

function sayAddress(text: string): string {
  const parts: string[] = [];
  const pieces = text.match(/[a-zа-яё]+|\d+|[^a-zа-яё\d]/gi) ?? [];
  for (const [index, piece] of pieces.entries()) {
    if (/^\d/.test(piece)) parts.push(sayDigitGroups(piece, [2]).replaceAll(',', ''));
    else if (!isLetter(piece[0] as string)) parts.push(signs[piece] ?? piece);
    else {
      const isZone = pieces[index - 1] === '.' && zones[piece.toLowerCase()] !== undefined;
      parts.push(isZone ? (zones[piece.toLowerCase()] as string) : (latinWord(piece) ?? spellLatin(piece)));
    }
  }
  return parts.join(' ');
}

/** A Latin word: a known brand, letters one by one for capitals, otherwise by sound or as it is. */
export function readLatinWord(
  window: TextWindow,
  position: number,
  unknown: 'transliterate' | 'keep',
): Reading {
  const hyphened = window.wordAt(position, true);
  const whole = latinWord(hyphened);
  if (whole !== undefined) return { spoken: matchCase(hyphened, whole), end: position + hyphened.length };
  let end = position;
  while (isLatin(window.at(end))) end++;
  // “Beauty’s”: the apostrophe is inside the word.
  const word = window.text.slice(position, end);
  const known = latinWord(word);
  const attached = isCyrillic(window.at(end));
  const isLetters = word.length <= 5 && word === word.toUpperCase() && !attached;
  if (known !== undefined) return { spoken: matchCase(word, known), end };
  if (isLetters) return { spoken: spellEnglish(word), end };
  return { spoken: unknown === 'keep' ? word : transliterate(word), end };
}

/** “Google” at the start of a sentence keeps its capital, so that clause boundaries stay visible. */
function matchCase(word: string, said: string): string {
  const isName = word.length > 1 && word[0] !== word[0]?.toLowerCase() && word !== word.toUpperCase();
  return isName ? said.charAt(0).toUpperCase() + said.slice(1) : said;
}

/** `сайт.рф`: the point between a Cyrillic host and its zone. */
export function readCyrillicZone(window: TextWindow, position: number): Reading | undefined {
  if (
    !window.startsWith('.рф', position) ||
    isLetter(window.at(position + 3)) ||
    isSpace(window.at(position - 1))
  ) {
    return undefined;
  }
  return { spoken: ' точка эр эф', end: position + 3 };
}
