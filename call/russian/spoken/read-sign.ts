import { inCase } from './grammatical-case.ts';
import { governedCases, governor, type LeftContext } from './governing-case.ts';
import { readNumeral, readSignedMoney, withFractionUnit } from './read-number.ts';
import { readPhone } from './say-identifier.ts';
import { sayFraction } from './say-decimal.ts';
import { isCyrillic, isDigit, isLatin, isLetter, isSpace, type TextWindow } from './text-window.ts';
import { readCurrency } from './written-units.ts';

/** A sign understood. `words`: what later numbers see on their left; `isPunctuation`: no space before it, and it ends their reach. */
export interface SignReading {
  spoken: string;
  end: number;
  words?: readonly string[];
  isPunctuation?: boolean;
}

/** Where a sign stands: after what was spoken. */
export interface SignPlace {
  left: LeftContext;
  isLineStart: boolean;
  isAfterSpace: boolean;
  /** The last character that was spoken, '' at the start. */
  last: string;
}

const numberSign = ['номер', 'номера', 'номеру', 'номер', 'номером', 'номере'] as const;
const vulgar: Record<string, [number, number]> = {
  '½': [1, 2],
  '⅓': [1, 3],
  '⅔': [2, 3],
  '¼': [1, 4],
  '¾': [3, 4],
  '⅕': [1, 5],
  '⅛': [1, 8],
};
const comparisons: Record<string, string> = {
  '<': 'меньше',
  '>': 'больше',
  '≤': 'не больше',
  '≥': 'не меньше',
  '~': 'примерно',
  '≈': 'примерно',
};
const replaced: Record<string, string> = {
  '&': 'и',
  '=': 'равно',
  '@': 'собака',
  '%': 'процентов',
  '°': 'градусов',
  '±': 'плюс-минус',
};

/** Whatever is neither a letter, a figure nor a space. Signs without a sound are dropped. */
export function readSign(window: TextWindow, position: number, place: SignPlace): SignReading {
  const char = window.at(position);
  const next = window.at(position + 1);
  return (
    readBeforeNumber(window, position, char, next, place) ??
    readKey(window, position, char) ??
    readMarkup(window, position, char, next, place) ??
    readFigure(window, position, char, next, place) ??
    readPunctuation(window, position, char, place)
  );
}

/** Signs that belong to the number after them: минус, плюс, №, $, ~. */
function readBeforeNumber(
  window: TextWindow,
  position: number,
  char: string,
  next: string,
  place: SignPlace,
): SignReading | undefined {
  const { left } = place;
  const isOpen = place.isAfterSpace || place.last === '' || place.last === '(' || place.isLineStart;
  if ('-−–'.includes(char) && isDigit(next) && isOpen && left.words.at(-1) !== '#') {
    return signed('минус', window, position + 1, left);
  }
  if (char === '(' && isDigit(next)) {
    const phone = readPhone(position, window.numericRunAt(position), left);
    if (phone) return { ...phone, words: ['#'] };
  }
  if (char === '+' && isDigit(next)) {
    const phone = readPhone(position, `+${window.numericRunAt(position + 1)}`, left);
    return phone ? { ...phone, words: ['#'] } : signed('плюс', window, position + 1, left);
  }
  if (char === '№' || (char === '#' && isDigit(next))) {
    const end = window.skipSpaces(position + 1);
    const governed = governedCases(left);
    const word = governor(left);
    const isUnder = word === 'под' || word === 'с' || word === 'за';
    const chosen = isUnder
      ? 'instrumental'
      : word === 'в' || word === 'на'
        ? 'prepositional'
        : (governed[0] ?? 'nominative');
    return {
      spoken: `${inCase(numberSign, chosen)}${end > position + 1 ? '' : ' '}`,
      end: position + 1,
      words: ['№'],
    };
  }
  const comparison = comparisons[char];
  if (
    comparison &&
    isDigit(window.at(window.skipSpaces(position + 1))) &&
    !(char === '>' && place.isLineStart)
  ) {
    const words = comparison.split(' ');
    return { spoken: `${comparison} `, end: window.skipSpaces(position + 1), words };
  }
  const money = readSignedMoney(window, position, left);
  if (money && !isLetter(char)) return { ...money, words: ['#'] };
  const currency = '₽$€£¥₸'.includes(char) ? readCurrency(window, position) : undefined;
  return currency && { spoken: currency.value.noun.plural[1], end: currency.end };
}

/** “Наберите 12#”: a key of the telephone. */
function readKey(window: TextWindow, position: number, char: string): SignReading | undefined {
  if (char !== '#' || !isDigit(window.text[position - 1] ?? '')) return undefined;
  return { spoken: ' решётка', end: position + 1, words: ['решётка'] };
}

function signed(word: string, window: TextWindow, position: number, left: LeftContext): SignReading {
  const number = readNumeral(window, position, left);
  return number
    ? { spoken: `${word} ${number.spoken}`, end: number.end, words: ['#'] }
    : { spoken: word, end: position };
}

/** Markdown, tags and bullets: silent. */
function readMarkup(
  window: TextWindow,
  position: number,
  char: string,
  next: string,
  place: SignPlace,
): SignReading | undefined {
  const silent = (end: number): SignReading => ({ spoken: '', end });
  if (place.isLineStart && '-–—•·*+▪◦'.includes(char) && (isSpace(next) || char === '•' || char === '▪')) {
    return silent(window.skipSpaces(position + 1));
  }
  if (char === '<' && (isLatin(next) || next === '/')) {
    for (let at = position + 1; at < position + 80; at++) {
      const inside = window.at(at);
      if (inside === '>') return silent(at + 1);
      if (inside === '' || inside === '\n' || inside === '<') break;
    }
    return silent(position + 1);
  }
  if (char === ']' && next === '(') {
    for (let at = position + 2; at < position + 500; at++) {
      const inside = window.at(at);
      if (inside === ')') return silent(at + 1);
      if (inside === '' || inside === '\n') break;
    }
    return silent(position + 1);
  }
  if (char === ':' && place.isAfterSpace && (next === ')' || next === '(' || next === '-')) {
    let at = position + 1;
    while (window.at(at) === '-' || window.at(at) === ')' || window.at(at) === '(') at++;
    return silent(at);
  }
  return '*_`#|~[]{}\\^<>•▪'.includes(char) ? silent(position + 1) : undefined;
}

/** Signs with a name. */
function readFigure(
  window: TextWindow,
  position: number,
  char: string,
  next: string,
  place: SignPlace,
): SignReading | undefined {
  const { left } = place;
  const fraction = vulgar[char];
  if (fraction) {
    const isMixed = left.words.at(-1) === '#' && !place.isAfterSpace;
    const spoken =
      isMixed && char === '½'
        ? 'с половиной'
        : sayFraction(...fraction, governedCases(left)[0] ?? 'nominative');
    const read = withFractionUnit(window, isMixed && char !== '½' ? `и ${spoken}` : spoken, position + 1);
    return { spoken: ` ${read.spoken}`, end: read.end, words: ['#'] };
  }
  if (char === '/' && (isLetter(next) || isDigit(next)) && place.last !== '') {
    return { spoken: ',', end: position + 1, isPunctuation: true };
  }
  if (char === '-' && (isDigit(next) || (left.words.at(-1) === '#' && isCyrillic(next)))) {
    return { spoken: ' ', end: position + 1 };
  }
  if (char === '→' || char === '➜') return { spoken: ',', end: position + 1, isPunctuation: true };
  if (char === '+') return { spoken: ' плюс', end: position + 1, words: ['плюс'] };
  const said = replaced[char];
  return said === undefined ? undefined : { spoken: ` ${said} `, end: position + 1, words: [said] };
}

const kept = new Set('.,!?;:…()«»"“”„\'’—–-');

/** Punctuation stays; emoji and other pictures are dropped. */
function readPunctuation(window: TextWindow, position: number, char: string, place: SignPlace): SignReading {
  if (kept.has(char)) {
    const isPunctuation = '.,!?;:…)'.includes(char);
    if (char === '.' && place.left.words.at(-1) === '#' && window.at(position + 1) === '.')
      return { spoken: '.', end: position + 1 };
    // A dash ends the reach of what stands before it; the words stay readable for “ИНН — 7707…”.
    const words = char === '—' || char === '–' ? { words: [char] } : {};
    return { spoken: char, end: position + 1, isPunctuation, ...words };
  }
  const code = window.text.codePointAt(position) ?? 0;
  if (code >= 0xd800 && code <= 0xdbff) window.at(position + 1);
  return { spoken: '', end: position + (code > 0xffff ? 2 : 1) };
}
