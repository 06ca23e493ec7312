import type { Gender } from '../say-number.ts';
import { afterNumber, noun, type Noun } from './decline-noun.ts';
import { sayDigitGroups } from './digit-groups.ts';
import { type CaseForms, type GrammaticalCase, inCase } from './grammatical-case.ts';
import { cardinalLimit, countClass, sayCardinal } from './say-cardinal.ts';
import { sayOrdinal } from './say-ordinal.ts';

/** A number as it was written: whole part and decimals (figures after the comma, '' when there are none). */
export interface WrittenNumber {
  whole: number;
  digits: string;
  decimals: string;
}

const oneWhole: CaseForms = ['целая', 'целой', 'целой', 'целую', 'целой', 'целой'];
const manyWhole: CaseForms = ['целых', 'целых', 'целым', 'целых', 'целыми', 'целых'];
const parts = ['десят', 'сот', 'тысячн', 'десятитысячн', 'стотысячн', 'миллионн'];
const onePart = ['ая', 'ой', 'ой', 'ую', 'ой', 'ой'] as const;
const manyParts = ['ых', 'ых', 'ым', 'ых', 'ыми', 'ых'] as const;

const trillion = noun('триллион', 'm');

export interface SaidNumber {
  words: string;
  /** The unit in the form that the number asks for, when one was given. */
  unit?: string;
}

/**
 * A written number in a case. With something counted after it, x,5 is read “с половиной” (1,5: “полтора”), otherwise as
 * “целых … десятых”. Larger numbers than words reach are read by figures, so nothing is ever rounded.
 */
export function sayWritten(
  number: WrittenNumber,
  grammaticalCase: GrammaticalCase,
  gender: Gender,
  counted?: Noun | 'in text',
): SaidNumber {
  const unit = counted === 'in text' ? undefined : counted;
  const isDirect = grammaticalCase === 'nominative' || grammaticalCase === 'accusative';
  if (number.whole >= cardinalLimit && number.whole < 1e15 && number.decimals === '') {
    const [high, low] = [Math.floor(number.whole / cardinalLimit), number.whole % cardinalLimit];
    const trillions = `${sayCardinal(high, grammaticalCase)} ${afterNumber(trillion, high, grammaticalCase)}`;
    const words = low === 0 ? trillions : `${trillions} ${sayCardinal(low, grammaticalCase, gender)}`;
    return withUnit(words, unit && afterNumber(unit, low === 0 ? cardinalLimit : low, grammaticalCase));
  }
  if (number.whole >= cardinalLimit || number.decimals.length > parts.length) {
    const tail = number.decimals === '' ? '' : ` запятая ${sayDigitGroups(number.decimals)}`;
    return withUnit(`${sayDigitGroups(number.digits)}${tail}`, unit?.plural[1]);
  }
  if (number.decimals === '') {
    const words = sayCardinal(number.whole, grammaticalCase, gender);
    return withUnit(words, unit && afterNumber(unit, number.whole, grammaticalCase));
  }
  if (number.decimals === '5' && counted && number.whole > 0) {
    if (number.whole === 1) {
      const half = !isDirect ? 'полутора' : gender === 'feminine' ? 'полторы' : 'полтора';
      return withUnit(half, unit && (isDirect ? unit.singular[1] : inCase(unit.plural, grammaticalCase)));
    }
    const words = `${sayCardinal(number.whole, grammaticalCase, gender)} с половиной`;
    return withUnit(words, unit && afterNumber(unit, number.whole, grammaticalCase));
  }
  const part = Number(number.decimals);
  // Ноль is a noun: what it counts stays in the genitive.
  const wholes =
    number.whole === 0
      ? 'целых'
      : inCase(countClass(number.whole) === 'one' ? oneWhole : manyWhole, grammaticalCase);
  const words = [
    sayCardinal(number.whole, grammaticalCase, 'feminine'),
    wholes,
    sayCardinal(part, grammaticalCase, 'feminine'),
    `${parts[number.decimals.length - 1]}${inCase(countClass(part) === 'one' ? onePart : manyParts, grammaticalCase)}`,
  ].join(' ');
  return withUnit(words, unit?.singular[1]);
}

function withUnit(words: string, unit: string | undefined): SaidNumber {
  return unit === undefined ? { words } : { words, unit };
}

/** 3/4 → “три четвёртых”, 1/2 genitive → “одной второй”. */
export function sayFraction(
  numerator: number,
  denominator: number,
  grammaticalCase: GrammaticalCase,
): string {
  const front = sayCardinal(numerator, grammaticalCase, 'feminine');
  if (countClass(numerator) === 'one')
    return `${front} ${sayOrdinal(denominator, grammaticalCase, 'feminine')}`;
  const isDirect = grammaticalCase === 'nominative' || grammaticalCase === 'accusative';
  return `${front} ${sayOrdinal(denominator, isDirect ? 'genitive' : grammaticalCase, 'plural')}`;
}
