import { agree, countedNoun } from './agree.ts';
import type { GrammaticalCase } from './grammatical-case.ts';
import { governedCases, type LeftContext } from './governing-case.ts';
import { readNoun } from './known-nouns.ts';
import { cardinalLimit, sayCardinal } from './say-cardinal.ts';
import { compoundPrefix, type OrdinalGender, sayOrdinal } from './say-ordinal.ts';
import type { Reading } from './reading.ts';
import type { TextWindow } from './text-window.ts';

type OrdinalForm = readonly [GrammaticalCase, OrdinalGender];

/** Endings that settle the form by themselves. */
const endings: Record<string, OrdinalForm> = {
  ый: ['nominative', 'masculine'],
  ий: ['nominative', 'masculine'],
  ая: ['nominative', 'feminine'],
  я: ['nominative', 'feminine'],
  ья: ['nominative', 'feminine'],
  ое: ['nominative', 'neuter'],
  ье: ['nominative', 'neuter'],
  го: ['genitive', 'masculine'],
  ого: ['genitive', 'masculine'],
  его: ['genitive', 'masculine'],
  му: ['dative', 'masculine'],
  ому: ['dative', 'masculine'],
  ую: ['accusative', 'feminine'],
  ю: ['accusative', 'feminine'],
  ым: ['instrumental', 'masculine'],
  ом: ['prepositional', 'masculine'],
  ые: ['nominative', 'plural'],
  ых: ['genitive', 'plural'],
  ыми: ['instrumental', 'plural'],
  ой: ['nominative', 'masculine'],
  й: ['nominative', 'masculine'],
  е: ['nominative', 'neuter'],
  м: ['instrumental', 'masculine'],
  х: ['genitive', 'plural'],
  ми: ['instrumental', 'plural'],
};
/** Without a hyphen only endings that are no unit and no house letter: 5м, 5г, 12е stay what they are. */
const glued = new Set([
  'й',
  'ый',
  'ий',
  'ой',
  'ая',
  'ое',
  'ые',
  'ых',
  'го',
  'ого',
  'му',
  'ому',
  'ую',
  'ти',
  'ым',
  'ыми',
]);

/** `2-й`, `5-го`, `90-е`, `3-х`, `5-ти`, `10-летие`, `2-комнатная`. */
export function readSuffixed(window: TextWindow, position: number, left: LeftContext): Reading | undefined {
  const digits = window.digitsAt(position);
  const value = Number(digits);
  let at = position + digits.length;
  if (value >= cardinalLimit || (digits.length > 1 && digits[0] === '0')) return undefined;
  const isPercent = window.at(at) === '%';
  if (isPercent) at++;
  const hasHyphen = window.at(at) === '-' || window.at(at) === '–';
  if (hasHyphen) at++;
  const word = window.wordAt(at);
  if (word === '' || word !== word.toLowerCase() || (isPercent && !hasHyphen)) return undefined;
  const end = at + word.length;
  if (isPercent) {
    if (/^(?:н|ый|ая|ое|ого|ой|ую)/.test(word)) {
      return { spoken: `${compoundPrefix(value)}процент${word.startsWith('н') ? '' : 'н'}${word}`, end };
    }
    return undefined;
  }
  if (!hasHyphen && !glued.has(word)) return undefined;
  const cardinal = cardinalEnding(value, word);
  if (cardinal) return { spoken: sayCardinal(value, cardinal, 'masculine'), end, grammaticalCase: cardinal };
  const form = endings[word];
  if (form) return { spoken: sayOrdinal(value, ...inContext(window, end, value, word, form, left)), end };
  if (word.length > 3 && hasHyphen) return { spoken: `${compoundPrefix(value)}${word}`, end };
  return undefined;
}

/** 3-х, 5-ти, 2-мя: cases of the cardinal. */
function cardinalEnding(value: number, ending: string): GrammaticalCase | undefined {
  const isSmall = value % 10 >= 2 && value % 10 <= 4 && (value < 10 || value > 20);
  if (ending === 'ти') return 'genitive';
  if (ending === 'и' && value >= 5) return 'genitive';
  if (ending === 'ми' && (value === 7 || value === 8)) return 'genitive';
  if (ending === 'мя' || (ending === 'ью' && value >= 5)) return 'instrumental';
  if ((ending === 'х' || ending === 'ух' || ending === 'ёх' || ending === 'ех') && isSmall) return 'genitive';
  return undefined;
}

/** Endings that several forms share are settled by the noun after and the preposition before. */
function inContext(
  window: TextWindow,
  end: number,
  value: number,
  ending: string,
  [grammaticalCase, gender]: OrdinalForm,
  left: LeftContext,
): OrdinalForm {
  const noun = countedNoun(window, end);
  const readings = noun === '' ? [] : readNoun(noun);
  const governed = governedCases(left);
  if (ending === 'й' || ending === 'ой') {
    const feminine = readings.find(
      (one) =>
        one.gender === 'feminine' &&
        !one.isPlural &&
        !['nominative', 'accusative'].includes(one.grammaticalCase),
    );
    const fitsMasculine = readings.some(
      (one) =>
        one.gender === 'masculine' &&
        !one.isPlural &&
        ['nominative', 'accusative'].includes(one.grammaticalCase),
    );
    return feminine && !fitsMasculine ? ['genitive', 'feminine'] : [grammaticalCase, gender];
  }
  if (ending === 'м') {
    const isPlace = governed.includes('prepositional') && !governed.includes('dative');
    return [isPlace ? 'prepositional' : 'instrumental', 'masculine'];
  }
  if (ending === 'ом') return ['prepositional', 'masculine'];
  if (ending === 'е') {
    const isPluralNoun = readings.some((one) => one.isPlural && one.grammaticalCase === 'nominative');
    const isNeuter = readings.some((one) => one.gender === 'neuter' && !one.isPlural);
    const isDecade = value >= 20 && value % 10 === 0 && noun === '' && value !== 1000;
    if (!isNeuter && (isPluralNoun || isDecade || noun === 'годы')) return ['nominative', 'plural'];
    return ['nominative', 'neuter'];
  }
  if (ending === 'х') return [governed.includes('prepositional') ? 'prepositional' : 'genitive', 'plural'];
  return [grammaticalCase, gender];
}

/** Nouns without a singular are counted with these: двое суток, трое детей. */
const collectives: Record<number, string> = { 2: 'двое', 3: 'трое', 4: 'четверо' };

/** A plain number with the noun after it: “2 окна” → “два”, “5 этаж” → “пятый”. */
export function sayAgreeing(
  value: number,
  left: LeftContext,
  noun: string,
  adjective = '',
): { spoken: string; grammaticalCase: GrammaticalCase } {
  const { kind, grammaticalCase, gender } = agree(value, left, noun, adjective);
  const isDirect = governedCases(left).length === 0 || governedCases(left)[0] === 'accusative';
  const collective = noun === 'детей' || noun === 'суток' ? collectives[value] : undefined;
  if (collective && isDirect) return { spoken: collective, grammaticalCase: 'nominative' };
  const spoken =
    kind === 'ordinal'
      ? sayOrdinal(value, grammaticalCase, gender)
      : sayCardinal(value, grammaticalCase, gender);
  return { spoken, grammaticalCase };
}
