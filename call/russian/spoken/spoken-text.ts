import { abbreviationForms, readAbbreviation } from './read-abbreviation.ts';
import { sayAcronym } from './read-acronym.ts';
import { readAddress, readCyrillicZone, readLatinWord } from './read-latin.ts';
import { readNumeral } from './read-number.ts';
import { readRoman } from './read-roman.ts';
import { readSign } from './read-sign.ts';
import { readWeekday, weekdayForms } from './read-weekday.ts';
import { sayOrdinal } from './say-ordinal.ts';
import { isCyrillic, isDigit, isLatin, isLetter, isSpace, TextWindow } from './text-window.ts';

/** One piece of text understood and what it changes for the pieces after it. */
interface Step {
  spoken: string;
  end: number;
  words: readonly string[];
  isPunctuation?: boolean;
  isAddress?: boolean;
  /** Sign-like pieces bring their own spaces. */
  isSign?: boolean;
}

/** A stretch of the written text and its speech. */
export interface SpokenPiece {
  written: string;
  said: string;
}

/** How many words a number looks back. */
const reach = 6;

/**
 * Reads text from the front, one piece at a time. A piece is decided only from what stands in the window and from the words
 * already spoken; if the reader had to look past what has arrived, the decision is dropped and made again with more text.
 */
export class SpokenText {
  readonly #pronunciations: ReadonlyMap<string, string>;
  readonly #unknownLatin: 'transliterate' | 'keep';
  readonly #prefixes: ReadonlySet<string>;
  readonly #window = new TextWindow();
  #position = 0;
  #out = '';
  #last = '';
  #words: string[] = [];
  #isSpacePending = false;
  #isLineStart = true;
  #isFirstLine = true;
  #isAddress = false;
  /** The part of an unfinished word that was already spoken. */
  #openWord = '';
  /** Set while a whole text is aligned: what each stretch of it became. */
  #pieces: SpokenPiece[] | undefined;

  constructor(
    pronunciations: ReadonlyMap<string, string>,
    unknownLatin: 'transliterate' | 'keep',
    prefixes: ReadonlySet<string>,
  ) {
    this.#pronunciations = pronunciations;
    this.#unknownLatin = unknownLatin;
    this.#prefixes = prefixes;
  }

  /** Adds text and returns what can be spoken for certain; `isLast` when nothing follows. */
  push(delta: string, isLast = false): string {
    const window = this.#window;
    if (window.isEnded) return '';
    // One character stays, since a few readings look one back.
    const spent = Math.max(0, this.#position - 1);
    window.text = window.text.slice(spent) + delta;
    this.#position -= spent;
    window.isEnded = isLast;
    this.#out = '';
    while (this.#position < window.text.length) {
      window.isStarved = false;
      if (this.#openWord !== '' && !this.#continueWord()) break;
      if (this.#position >= window.text.length) break;
      window.isStarved = false;
      const step = this.#read();
      if (window.isStarved) {
        this.#flow();
        break;
      }
      this.#commit(step);
    }
    return this.#out;
  }

  /** A whole text as its stretches and what each is said as; both sides joined give the text and its speech. */
  align(text: string): readonly SpokenPiece[] {
    this.#pieces = [];
    this.push(text, true);
    return this.#pieces;
  }

  end(): string {
    return this.push('', true);
  }

  /** Goes on with a word whose beginning is out; false while it may go on further. */
  #continueWord(): boolean {
    const window = this.#window;
    const rest = window.wordAt(this.#position);
    this.#out += rest;
    this.#openWord += rest;
    this.#position += rest.length;
    if (rest !== '') this.#last = rest.at(-1) as string;
    if (window.isStarved) return false;
    this.#remember([this.#openWord.toLowerCase()]);
    this.#openWord = '';
    return true;
  }

  /** Lets the beginning of a plain word go that nothing can turn into an abbreviation or a known word any more. */
  #flow(): void {
    const { text } = this.#window;
    const part = text.slice(this.#position);
    for (const char of part) if (!isCyrillic(char)) return;
    if (part === '' || this.#prefixes.has(part.toLowerCase())) return;
    if (part === part.toUpperCase()) return;
    this.#emit(part, false);
    this.#openWord = part;
    this.#position = text.length;
    this.#isLineStart = false;
  }

  #commit(step: Step): void {
    const isLineBreak = this.#window.text[this.#position] === '\n';
    const [from, before] = [this.#position, this.#out.length];
    this.#position = step.end;
    if (step.spoken !== '') this.#emit(step.spoken, step.isPunctuation === true);
    this.#pieces?.push({ written: this.#window.text.slice(from, step.end), said: this.#out.slice(before) });
    if (step.isAddress !== undefined) this.#isAddress = step.isAddress;
    if (step.isPunctuation === true) this.#punctuate(step.spoken);
    else this.#remember(step.words);
    if (isLineBreak) {
      this.#isLineStart = true;
      this.#isFirstLine = false;
    } else if (step.spoken.trim() !== '') this.#isLineStart = false;
  }

  /** Punctuation ends the reach of prepositions; a comma between numbers does not, a colon and dash leave the word readable. */
  #punctuate(sign: string): void {
    const char = sign.trim()[0] ?? '';
    if ('.!?…'.includes(char)) this.#isAddress = false;
    const before = this.#window.text[this.#position - 2] ?? '';
    if (char === ',' && this.#words.at(-1) === '#' && isDigit(before)) return;
    if (char === ':' || char === ')') this.#remember([char]);
    else this.#words = [];
  }

  #remember(words: readonly string[]): void {
    if (words.length > 0) this.#words = [...this.#words, ...words].slice(-reach);
  }

  /** Adds to the output with exactly one space where one was due; none before punctuation or at the very start. */
  #emit(spoken: string, isPunctuation: boolean): void {
    const text = spoken.trim();
    if (text === '') {
      this.#isSpacePending = true;
      return;
    }
    const isSpaced = this.#isSpacePending || spoken.startsWith(' ');
    if (isSpaced && this.#last !== '' && this.#last !== '(' && !isPunctuation) this.#out += ' ';
    this.#out += text;
    this.#last = text.at(-1) as string;
    this.#isSpacePending = spoken.endsWith(' ');
  }

  #read(): Step {
    const window = this.#window;
    const position = this.#position;
    const char = window.at(position);
    if (char === '\n' || char === '\r') return this.#readLineBreak(position);
    if (isSpace(char)) return { spoken: ' ', end: window.skipSpaces(position), words: [], isSign: true };
    if (isDigit(char)) return this.#readDigit(position);
    if (isLatin(char)) return this.#readLatin(position);
    if (isLetter(char)) return this.#readCyrillic(position);
    const zone = char === '.' ? readCyrillicZone(window, position) : undefined;
    if (zone) return { ...zone, words: ['рф'] };
    const sign = readSign(window, position, {
      left: { words: this.#words },
      isLineStart: this.#isLineStart,
      isAfterSpace: this.#isSpacePending,
      last: this.#last,
    });
    return { words: [], ...sign, isSign: true };
  }

  /** A blank line or a list ends the sentence before it; a single break is a space. */
  #readLineBreak(position: number): Step {
    const window = this.#window;
    let at = position;
    let breaks = 0;
    while (window.at(at) === '\n' || window.at(at) === '\r' || isSpace(window.at(at))) {
      if (window.at(at) === '\n') breaks++;
      at++;
    }
    const next = window.at(at);
    const isBullet = '-–—•*▪'.includes(next || ' ') && isSpace(window.at(at + 1));
    const isNumbered = isDigit(next) && /^[.)]/.test(window.at(at + window.digitsAt(at).length));
    const isOpen = /[\p{L}\d]/u.test(this.#last);
    if (isOpen && next !== '' && (breaks > 1 || isBullet || isNumbered)) {
      return { spoken: '. ', end: at, words: [], isPunctuation: true };
    }
    return { spoken: ' ', end: at, words: [], isSign: true };
  }

  #readDigit(position: number): Step {
    const window = this.#window;
    const digits = window.digitsAt(position);
    const after = window.at(position + digits.length);
    if (isLatin(after) || after === '@' || after === '_') {
      const address = readAddress(window, position);
      if (address) return { ...address, words: ['адрес'] };
    }
    const gap = isLetter(this.#last) && !this.#isSpacePending ? ' ' : '';
    if (this.#isLineStart && !this.#isFirstLine && digits.length < 3 && (after === '.' || after === ')')) {
      const next = position + digits.length + 1;
      if (isSpace(window.at(next))) {
        return { spoken: `${sayOrdinal(Number(digits), 'nominative', 'neuter')},`, end: next, words: [] };
      }
    }
    const number = readNumeral(window, position, { words: this.#words });
    if (!number) return { spoken: digits, end: position + digits.length, words: ['#'] };
    const isGlued = isLetter(window.at(number.end));
    return { spoken: `${gap}${number.spoken}${isGlued ? ' ' : ''}`, end: number.end, words: ['#'] };
  }

  #readLatin(position: number): Step {
    const window = this.#window;
    const left = { words: this.#words };
    const address = readAddress(window, position);
    if (address) return { ...address, words: ['адрес'] };
    const word = window.wordAt(position, true);
    const own = this.#pronunciations.get(word.toLowerCase());
    if (own !== undefined) return { spoken: own, end: position + word.length, words: [word.toLowerCase()] };
    const roman = readRoman(window, position, left);
    if (roman) return { ...roman, words: ['#', ...(/квартал\p{L}*$/u.exec(roman.spoken) ?? [])] };
    const read = readLatinWord(window, position, this.#unknownLatin);
    return { ...read, words: [window.text.slice(position, read.end).toLowerCase()] };
  }

  #readCyrillic(position: number): Step {
    const window = this.#window;
    const word = this.#wordAt(position);
    const lower = word.toLowerCase();
    const end = position + word.length;
    const plain: Step = { spoken: word, end, words: [lower] };
    // The letter of a house or a code (12А, 45К12) is no preposition.
    if (word.length === 1 && isDigit(window.text[position - 1] ?? '')) return { ...plain, words: ['буква'] };
    if (!this.#prefixes.has(lower) && word !== word.toUpperCase() && word !== 'СПб') return plain;
    const left = { words: this.#words };
    const own = this.#pronunciations.get(lower);
    if (own !== undefined) return { ...plain, spoken: capitalised(own, word) };
    const short = readAbbreviation(window, position, lower, left, this.#isAddress);
    if (short) {
      const spoken = capitalised(short.spoken, word);
      return { spoken, end: short.end, words: [short.word], isAddress: short.isAddress || this.#isAddress };
    }
    const weekday = readWeekday(window, position, lower, left);
    if (weekday) return { spoken: capitalised(weekday.spoken, word), end: weekday.end, words: ['день'] };
    const roman = readRoman(window, position, left);
    if (roman) return { ...roman, words: ['#', ...(/квартал\p{L}*$/u.exec(roman.spoken) ?? [])] };
    const acronym = sayAcronym(word);
    return acronym === undefined ? plain : { ...plain, spoken: acronym };
  }

  /** The word at `position`; a hyphen joins only where the whole is a known form (пр-т). */
  #wordAt(position: number): string {
    const window = this.#window;
    let word = window.wordAt(position);
    while (this.#prefixes.has(`${word.toLowerCase()}-`) && window.at(position + word.length) === '-') {
      const next = window.wordAt(position + word.length + 1);
      const joined = `${word}-${next}`;
      if (next === '' || !this.#prefixes.has(joined.toLowerCase())) break;
      word = joined;
    }
    return word;
  }
}

/** The written capital of the first letter is kept. */
function capitalised(said: string, written: string): string {
  const first = written[0] as string;
  const isCapital =
    first !== first.toLowerCase() && (written.length === 1 || written !== written.toUpperCase());
  return isCapital ? said.charAt(0).toUpperCase() + said.slice(1) : said;
}

/** Every beginning of a form that is not simply repeated: a word outside of these needs no waiting. */
export function openingsOf(own: readonly string[]): ReadonlySet<string> {
  const openings = new Set<string>();
  for (const forms of [abbreviationForms, weekdayForms, own]) {
    for (const form of forms)
      for (let length = 1; length <= form.length; length++) openings.add(form.slice(0, length));
  }
  return openings;
}
