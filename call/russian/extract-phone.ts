import { alignPhone } from './align-phone.ts';
import { mendNumberWords } from './mend-number-words.ts';
import { figureNoun, numberWord } from './number-words.ts';
import { parseSmallCardinal } from './parse-cardinal.ts';
import { type Token, tokenize } from './tokens.ts';

export interface SpokenPhone {
  /** E.164: `+79162344567`. */
  value: string;
  /** Indexes of the tokens it was read from. */
  used: number[];
  /** A word was taken for the number word it sounds like, or a repeated group left out: to be read back for certain. */
  isMended: boolean;
}

export interface SpokenDigits {
  digits: string;
  hasPlus: boolean;
  used: number[];
}

/** Hesitations and links that people put between the groups of a number. */
export const digitFillers = new Set(
  'э ээ эм мм м ну так вот значит потом дальше далее затем и еще код тире дефис пауза пробел скобка это а там как его номер телефон мой запишите пишите записывайте'.split(
    ' ',
  ),
);
const correctionWords = new Set([
  'ой',
  'нет',
  'точнее',
  'вернее',
  'ошибся',
  'ошиблась',
  'извините',
  'простите',
  'стоп',
]);

export interface Group {
  digits: string;
  used: number[];
}
interface Run {
  groups: Group[];
  hasPlus: boolean;
}

/**
 * A telephone number said in any usual way, with digits, words or both, with self-corrections
 * (“сорок пять ой нет сорок шесть”), as E.164. Ten digits or eleven from 7 or 8 are Russian; others need “плюс”.
 * Returns null when the turn holds no complete number: a wrong number is worse than another question.
 */
export function extractPhone(text: string): SpokenPhone | null {
  const tokens = tokenize(text);
  const runs = readRuns(tokens);
  const candidates = runs.length > 1 ? [...runs, joinRuns(runs)] : runs;
  // “триста, шестьдесят четыре” are two groups only to an eye that sees the comma.
  if (text.includes(',')) candidates.push(joinRuns(readPieces(text)));
  for (const run of candidates) {
    const value = numberOf(run);
    if (value) return { value, used: run.groups.flatMap((group) => group.used), isMended: false };
  }
  return mendPhone(tokens, joinRuns(runs));
}

/** The same after the slips of a recogniser: a number word a letter or two off, a group heard twice. */
function mendPhone(tokens: readonly Token[], heard: Run): SpokenPhone | null {
  if (heard.groups.length < 3) return null;
  const mended = mendNumberWords(tokens);
  const run = mended === tokens ? heard : joinRuns(readRuns(mended));
  const value = numberOf(run) ?? withoutStutter(run);
  return value ? { value, used: run.groups.flatMap((group) => group.used), isMended: true } : null;
}

/** One group said twice in a row where leaving it out gives a whole number, and only one such place. */
function withoutStutter(run: Run): string | null {
  const found = new Set<string>();
  for (let at = 1; at < run.groups.length; at += 1) {
    if (run.groups[at]?.digits !== run.groups[at - 1]?.digits) continue;
    const value = numberOf({ ...run, groups: run.groups.toSpliced(at, 1) });
    if (value) found.add(value);
  }
  return found.size === 1 ? ([...found][0] as string) : null;
}

/** The number of a run. “Восемь девятьсот …” with ten figures is one that lost a figure, not one that begins with 89. */
function numberOf(run: Run): string | null {
  const digits = digitsOf(run);
  const isTrunk = /^[78]$/.test(run.groups[0]?.digits ?? '') && /^.[3489]/.test(digits);
  return isTrunk && digits.length === 10 ? null : toE164(digits, run.hasPlus);
}

/** All digits of a turn, for a number that is dictated in pieces. `digits` is empty when there are none. */
export function extractDigits(text: string): SpokenDigits {
  const run = joinRuns(readRuns(tokenize(text)));
  return { digits: digitsOf(run), hasPlus: run.hasPlus, used: run.groups.flatMap((group) => group.used) };
}

/** Digits as dialled in Russia or abroad → E.164; null when they cannot be a whole number. */
export function toE164(digits: string, hasPlus = false): string | null {
  if (digits.length === 11 && /^[78]/.test(digits)) {
    const national = digits.slice(1);
    return /^[3-9]/.test(national) ? `+7${national}` : null;
  }
  // No code begins with 89: that is the eight people dial first, and a figure is missing.
  if (digits.length === 10 && !hasPlus) return /^(?:[349]|8[0-8])/.test(digits) ? `+7${digits}` : null;
  // ITU-T E.164: at most 15 digits. Ten after a plus are a Russian number that lost its seven.
  if (hasPlus && digits.length >= 11 && digits.length <= 15 && !/^[078]/.test(digits)) return `+${digits}`;
  return null;
}

/**
 * A correction of a number that was already heard: “последние цифры сорок шесть”, “нет не сорок пять а сорок шесть”.
 * Returns the amended E.164 number, the new one when a whole one was said, or null.
 */
export function amendPhone(previous: string, text: string): string | null {
  const whole = extractPhone(text);
  if (whole) return whole.value;
  const tokens = tokenize(text);
  const but = tokens.findIndex((token, at) => token.word === 'а' && at > 0);
  if (but > 0 && tokens.slice(0, but).some((token) => token.word === 'не')) {
    const wrong = digitsOf(joinRuns(readRuns(tokens.slice(0, but))));
    const right = digitsOf(joinRuns(readRuns(tokens.slice(but + 1))));
    return replaceLast(previous, wrong, right);
  }
  const { digits } = extractDigits(text);
  const isTail = tokens.some((token) => /^(?:последн|конц|конец|окончан)/.test(token.word));
  // “Нет, сорок шесть шестьдесят семь” repeats the end of the number; what begins like a number is a new attempt.
  const isRepeatedEnd =
    /^(?:нет|не|неверно|неправильно)$/.test(tokens[0]?.word ?? '') && !/^[78]?9\d\d/.test(digits);
  const isEnd = isTail || (isRepeatedEnd && digits.length >= 2);
  const aligned = digits.length >= 9 ? alignPhone(previous, digits) : null;
  if (aligned) return aligned;
  return isEnd && digits.length >= 1 && digits.length <= 7
    ? previous.slice(0, -digits.length) + digits
    : null;
}

function replaceLast(whole: string, wrong: string, right: string): string | null {
  const at = wrong === '' ? -1 : whole.lastIndexOf(wrong);
  if (at < 1 || wrong.length !== right.length) return null;
  return whole.slice(0, at) + right + whole.slice(at + wrong.length);
}

function readPieces(text: string): Run[] {
  let offset = 0;
  return text.split(',').flatMap((piece) => {
    const tokens = tokenize(piece);
    const runs = readRuns(tokens).map((run) => ({
      hasPlus: run.hasPlus,
      groups: run.groups.map(({ digits, used }) => ({ digits, used: used.map((index) => index + offset) })),
    }));
    offset += tokens.length;
    return runs;
  });
}

const digitsOf = (run: Run) => run.groups.map((group) => group.digits).join('');
const joinRuns = (runs: Run[]): Run => ({
  groups: runs.flatMap((run) => run.groups),
  hasPlus: runs[0]?.hasPlus ?? false,
});

function readRuns(tokens: readonly Token[]): Run[] {
  const runs: Run[] = [];
  let run: Run = { groups: [], hasPlus: false };
  let isCorrecting = false;
  for (let at = 0; at < tokens.length; ) {
    const word = tokens[at]?.word ?? '';
    const group = readDigitGroup(tokens, at);
    if (group) {
      if (isCorrecting) correct(run, group);
      else run.groups.push(group);
      isCorrecting = false;
      at = (group.used.at(-1) ?? at) + 1;
      continue;
    }
    if (word === '+' || word === 'плюс') {
      if (run.groups.length > 0) runs.push(run);
      run = { groups: [], hasPlus: true };
    } else if (correctionWords.has(word)) isCorrecting = run.groups.length > 0;
    else if (word === 'не' && run.groups.length > 0) {
      const but = skipNegated(tokens, at);
      isCorrecting = but > at;
      at = but;
    } else if (!digitFillers.has(word)) {
      if (run.groups.length > 0) {
        runs.push(run);
        run = { groups: [], hasPlus: false };
      }
      isCorrecting = false;
    }
    at += 1;
  }
  if (run.groups.length > 0) runs.push(run);
  return runs;
}

/** “ой нет не сорок пять а сорок шесть”: jumps to the “а”, if it comes. */
function skipNegated(tokens: readonly Token[], negation: number): number {
  for (let at = negation + 1; at < Math.min(tokens.length, negation + 8); at += 1) {
    if (tokens[at]?.word === 'а') return at;
  }
  return negation;
}

/** The corrected group takes the place of the last groups with as many digits; a number begun anew replaces all. */
function correct(run: Run, group: Group): void {
  const isAnew = /^(?:7|8)$/.test(group.digits) || (/^9\d\d$/.test(group.digits) && digitsOf(run).length > 3);
  if (isAnew) {
    run.groups = [group];
    return;
  }
  let length = 0;
  let from = run.groups.length;
  while (from > 0 && length < group.digits.length) {
    from -= 1;
    length += run.groups[from]?.digits.length ?? 0;
  }
  if (length === group.digits.length) run.groups.length = from;
  else run.groups.pop();
  run.groups.push(group);
}

/** Digits said together from `at`: a numeral under a thousand, a figure, “два нуля”; null for other words. */
export function readDigitGroup(tokens: readonly Token[], at: number): Group | null {
  const word = tokens[at]?.word ?? '';
  if (/^\d[\d.]*$/.test(word)) return { digits: word.replaceAll('.', ''), used: [at] };
  const repeated = readRepeated(tokens, at);
  if (repeated) return repeated;
  const figure = figureNoun(word);
  if (figure !== undefined) return { digits: String(figure), used: [at] };
  const number = parseSmallCardinal(tokens, at);
  if (!number || !numberWord(word)) return null;
  const used = Array.from({ length: number.next - at }, (_, index) => at + index);
  return { digits: String(number.value), used };
}

/** “два нуля” → 00, “три семёрки” → 777. */
function readRepeated(tokens: readonly Token[], at: number): Group | null {
  const count = numberWord(tokens[at]?.word ?? '');
  const next = tokens[at + 1]?.word ?? '';
  if (!count || count.rank !== 'unit' || count.value < 2 || count.value > 7) return null;
  const isZeros = /^(?:нуля|нулей|ноля|нолей)$/.test(next);
  // “Семь, тройка” are two figures; only a genitive counts: две тройки, пять троек.
  const figure = isZeros ? 0 : /(?:[кц][ау]|ик)$/.test(next) ? undefined : figureNoun(next);
  if (figure === undefined) return null;
  return { digits: String(figure).repeat(count.value), used: [at, at + 1] };
}
