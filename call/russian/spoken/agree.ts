import type { Gender } from '../say-number.ts';
import type { GrammaticalCase } from './grammatical-case.ts';
import { casesOfUnit, governedCases, isCompanion, type LeftContext } from './governing-case.ts';
import { isAdjective, type NounReading, readNoun } from './known-nouns.ts';
import { countClass } from './say-cardinal.ts';
import { isCyrillic, isDigit, isLetter, type TextWindow } from './text-window.ts';

export interface Agreement {
  kind: 'cardinal' | 'ordinal';
  grammaticalCase: GrammaticalCase;
  gender: Gender;
}

/** Words between two numbers of one counting. */
const joining = new Set(['до', 'и', 'или', 'либо', 'по']);

const anyCase: readonly GrammaticalCase[] = [
  'nominative',
  'accusative',
  'genitive',
  'dative',
  'instrumental',
  'prepositional',
];

/** The noun that a number ending at `position` counts; adjectives are passed over. Empty when none is there. */
export function countedNoun(window: TextWindow, position: number): string {
  let at = window.skipSpaces(position);
  // 10 «Б» класс: the letter is passed over.
  if (window.at(at) === '«' && isCyrillic(window.at(at + 1)) && window.at(at + 2) === '»')
    at = window.skipSpaces(at + 3);
  for (let passed = 0; passed < 3; passed++) {
    if (!isCyrillic(window.at(at))) return '';
    const word = window.wordAt(at, true).toLowerCase();
    if (joining.has(word)) return '';
    if (!isAdjective(word)) return word;
    at = window.skipSpaces(at + word.length);
  }
  return '';
}

/** Of “от 1 до 2 минут” the noun of the second number, which tells the gender of the first. */
export function sharedNoun(window: TextWindow, position: number): string {
  const start = window.skipSpaces(position);
  const word = window.wordAt(start);
  if (!joining.has(word)) return '';
  const number = window.skipSpaces(start + word.length);
  // “2 и более товаров”.
  const more = window.wordAt(number);
  if (more === 'более' || more === 'менее' || more === 'больше' || more === 'меньше')
    return countedNoun(window, number + more.length);
  const digits = window.digitsAt(number);
  const after = number + digits.length;
  if (digits === '' || !(isLetter(window.at(after)) || window.at(after) === ' ')) return '';
  return isDigit(window.at(after + 1)) ? '' : countedNoun(window, after);
}

/** How a whole number is to be said: what its neighbours ask, checked against the form of the counted noun. */
export function agree(value: number, left: LeftContext, noun: string, adjective = ''): Agreement {
  const readings = noun === '' ? [] : beside(adjective, readNoun(noun));
  const governed = ruledBy(left, value, noun);
  // After another number the preposition may have had its say: “с 10:00 3 мастера”.
  const found =
    fit(value, governed.length > 0 ? governed : [...casesOfUnit(left), ...anyCase], readings) ??
    (left.words.at(-1) === '#' ? fit(value, anyCase, readings) : undefined);
  const numbered = readings.find((one) => one.numbered && !one.isPlural && allowed(one, governed));
  if (numbered && (!found || numbered.numbered === 'always') && !(found && countClass(value) !== 'one')) {
    return { kind: 'ordinal', grammaticalCase: numbered.grammaticalCase, gender: numbered.gender };
  }
  if (found) return found;
  // “В 5 часу”, “к 3 столу”: an oblique singular cannot be counted, so it is numbered.
  const oblique = readings.find(
    (one) =>
      one.isKnown &&
      !one.isPlural &&
      governed.includes(one.grammaticalCase) &&
      isPlaceOrAim(one.grammaticalCase),
  );
  if (oblique && countClass(value) !== 'one') {
    return { kind: 'ordinal', grammaticalCase: oblique.grammaticalCase, gender: oblique.gender };
  }
  const gender = (readings.find((one) => !one.isPlural) ?? readings[0])?.gender ?? 'masculine';
  return { kind: 'cardinal', grammaticalCase: governed[0] ?? 'nominative', gender };
}

/** Money, time and measures are named after these words (“стоимость 500 рублей”), other things are owned (“стоимость 5 копий”). */
const measure =
  /^(?:рубл|копе|доллар|евро|цент|минут|секунд|час|дн|день|дней|недел|месяц|лет|год|килог|грамм|литр|метр|километр|процент|тысяч|миллион|балл)/;
const owners = new Set(
  'стоимость цена покупка покупку продажа продажу доставка доставку выдача выдачу печать замена замену ремонт установка установку изготовление отправка отправку обработка обработку проверка проверку'.split(
    ' ',
  ),
);

export const isOwner = (word: string) => owners.has(word);

function ruledBy(left: LeftContext, value: number, noun: string): readonly GrammaticalCase[] {
  const last = left.words.at(-1) ?? '';
  // After a round thousand the noun shows no case.
  if (value % 1000 === 0 && isCompanion(left)) return ['instrumental'];
  if (last === 'по' && value === 1000) return ['dative'];
  if (isOwner(last) && noun !== '' && !measure.test(noun)) return ['genitive'];
  // “В 5 000 случаев”: where, unless it is a sum or a measure.
  const isPlace =
    (last === 'в' || last === 'о') && value > 0 && value % 1000 === 0 && noun !== '' && !measure.test(noun);
  return isPlace ? ['prepositional'] : governedCases(left);
}

/** The last adjective between a number and its noun, which tells what a noun unknown leaves open. */
export function countedAdjective(window: TextWindow, position: number): string {
  let at = window.skipSpaces(position);
  let adjective = '';
  for (let passed = 0; passed < 3 && isCyrillic(window.at(at)); passed++) {
    const word = window.wordAt(at, true).toLowerCase();
    if (!isAdjective(word)) break;
    adjective = word;
    at = window.skipSpaces(at + word.length);
  }
  return adjective;
}

const adjectiveForms: [RegExp, (one: NounReading) => boolean][] = [
  [/(?:ый|ий)$/, (one) => one.gender === 'masculine' && !one.isPlural && isDirectCase(one)],
  [/(?:ая|яя)$/, (one) => one.gender === 'feminine' && !one.isPlural && one.grammaticalCase === 'nominative'],
  [/(?:ую|юю)$/, (one) => one.gender === 'feminine' && !one.isPlural && one.grammaticalCase === 'accusative'],
  [/(?:ое|ее)$/, (one) => one.gender === 'neuter' && !one.isPlural && isDirectCase(one)],
  [/(?:ыми|ими)$/, (one) => one.isPlural && one.grammaticalCase === 'instrumental'],
];
const isDirectCase = (one: NounReading) =>
  one.grammaticalCase === 'nominative' || one.grammaticalCase === 'accusative';
const adjectiveReadings: [RegExp, NounReading][] = [
  [/(?:ый|ий)$/, { gender: 'masculine', isPlural: false, grammaticalCase: 'nominative', isAnimate: false }],
  [/(?:ая|яя)$/, { gender: 'feminine', isPlural: false, grammaticalCase: 'nominative', isAnimate: false }],
  [/(?:ую|юю)$/, { gender: 'feminine', isPlural: false, grammaticalCase: 'accusative', isAnimate: false }],
  [/(?:ое|ее)$/, { gender: 'neuter', isPlural: false, grammaticalCase: 'nominative', isAnimate: false }],
];

/** Readings that agree with the adjective; the adjective's own word where the noun was only guessed and none agrees. */
function beside(adjective: string, readings: readonly NounReading[]): readonly NounReading[] {
  if (adjective === '') return readings;
  const agrees = adjectiveForms.find(([ending]) => ending.test(adjective))?.[1];
  const kept = agrees ? readings.filter(agrees) : readings;
  if (kept.length > 0 || readings.some((one) => one.isKnown)) return kept.length > 0 ? kept : readings;
  const own = adjectiveReadings.find(([ending]) => ending.test(adjective))?.[1];
  return own ? [own] : readings;
}

function isPlaceOrAim(grammaticalCase: GrammaticalCase): boolean {
  return grammaticalCase === 'prepositional' || grammaticalCase === 'dative';
}

function allowed(reading: NounReading, governed: readonly GrammaticalCase[]): boolean {
  return governed.length === 0 || governed.includes(reading.grammaticalCase);
}

function fit(
  value: number,
  cases: readonly GrammaticalCase[],
  readings: readonly NounReading[],
): Agreement | undefined {
  for (const grammaticalCase of cases) {
    for (const reading of readings) {
      const said = caseSaid(value, grammaticalCase, reading);
      if (said) return { kind: 'cardinal', grammaticalCase: said, gender: reading.gender };
    }
  }
  return undefined;
}

/** The case of the number when the noun form agrees with it in `grammaticalCase`, else nothing. */
function caseSaid(
  value: number,
  grammaticalCase: GrammaticalCase,
  reading: NounReading,
): GrammaticalCase | undefined {
  const isGenitivePlural = reading.isPlural && reading.grammaticalCase === 'genitive';
  if (value > 0 && value % 1000 === 0 && isGenitivePlural) return grammaticalCase;
  const kind = countClass(value);
  if (kind === 'few' && reading.isUncertain) return undefined;
  if (kind === 'one') {
    if (reading.isPlural || reading.grammaticalCase !== grammaticalCase) return undefined;
    const isLiving = reading.isAnimate && reading.gender === 'masculine' && grammaticalCase === 'accusative';
    return isLiving ? 'genitive' : grammaticalCase;
  }
  const isDirect = grammaticalCase === 'nominative' || grammaticalCase === 'accusative';
  if (!isDirect)
    return reading.isPlural && reading.grammaticalCase === grammaticalCase ? grammaticalCase : undefined;
  // Nouns that are adjectives by form: два взрослых.
  if (kind === 'few' && grammaticalCase === 'nominative' && isGenitivePlural && reading.isAdjectival)
    return grammaticalCase;
  if (kind === 'many') return isGenitivePlural ? grammaticalCase : undefined;
  if (!reading.isPlural && reading.grammaticalCase === 'genitive') return grammaticalCase;
  return grammaticalCase === 'accusative' && isGenitivePlural ? 'genitive' : undefined;
}

/** True when `noun`, as it stands in the text, may follow the number in this case: “до 3 раз”, never “до 3 раза”. */
export function fitsAfter(value: number, grammaticalCase: GrammaticalCase, noun: string): boolean {
  const readings = readNoun(noun);
  return readings.length === 0 || fit(value, [grammaticalCase], readings) !== undefined;
}
