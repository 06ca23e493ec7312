import { countedAdjective, countedNoun, fitsAfter, isOwner, sharedNoun } from './agree.ts';
import type { Noun } from './decline-noun.ts';
import { sayDigitGroup, sayDigitGroups } from './digit-groups.ts';
import type { GrammaticalCase } from './grammatical-case.ts';
import { casesOfUnit, governedCases, governor, isCompanion, type LeftContext } from './governing-case.ts';
import { readNoun } from './known-nouns.ts';
import { readFloor } from './read-floor.ts';
import type { Reading } from './reading.ts';
import { readDayAndMonth, readNumericDate, readYear } from './say-calendar.ts';
import { cardinalLimit, countClass, sayCardinal } from './say-cardinal.ts';
import { readClock } from './say-clock.ts';
import { sayOrdinal } from './say-ordinal.ts';
import { sayFraction, sayWritten, type WrittenNumber } from './say-decimal.ts';
import { readIdentifier, readPhone, readRow } from './say-identifier.ts';
import { readSuffixed, sayAgreeing } from './say-suffixed.ts';
import { isDigit, isLetter, isSpace, type TextWindow } from './text-window.ts';
import { type Currency, readCurrency, readPer, readScale, readUnit } from './written-units.ts';

const addressWords = new Set([
  'дом',
  'дома',
  'доме',
  'д',
  'квартира',
  'корпус',
  'строение',
  'офис',
  'владение',
  'улица',
]);

/** Whatever begins with a figure at `position`: the most specific class that fits, in the end the plain number. */
export function readNumeral(window: TextWindow, position: number, left: LeftContext): Reading | undefined {
  const run = window.numericRunAt(position);
  return (
    readPhone(position, run, left) ??
    readIdentifier(window, position, run, left) ??
    readNumericDate(window, position, run, left) ??
    readClock(window, position, run, left) ??
    readRow(window, position, run, left) ??
    readYear(window, position, left) ??
    readDayAndMonth(window, position, left) ??
    readChain(position, run, left) ??
    readSuffixed(window, position, left) ??
    readFloor(window, position, left) ??
    readSlashed(window, position, run, left) ??
    readTimes(window, position) ??
    readRange(window, position, left) ??
    readQuantity(window, position, left)
  );
}

/** `100-150-200`: a row of numbers. `2.0.1`, `192.168.0.1`: a version or an address, read point by point. Groups of three figures are thousands. */
function readChain(position: number, run: string, left: LeftContext): Reading | undefined {
  // “Заказ № 15-278”: parts of one number, no span.
  const isNumbered = /^(?:№|номер)/.test(left.words.at(-1) ?? '');
  const row = (isNumbered ? /^\d+(?:-\d+)+(?!\d)/ : /^\d+(?:-\d+){2,}(?!\d)/).exec(run);
  if (row) {
    const groups = row[0]
      .split('-')
      .map((group) => (group.length > 4 ? sayDigitGroups(group) : sayDigitGroup(group)));
    return { spoken: groups.join(', '), end: position + row[0].length };
  }
  const match = /^\d{1,4}(?:\.\d{1,4}){2,}(?!\d)/.exec(run);
  if (!match || /^\d{1,3}(?:\.\d{3})+$/.test(match[0])) return undefined;
  const groups = match[0].split('.').map((group) => sayDigitGroup(group));
  return { spoken: groups.join(' точка '), end: position + match[0].length };
}

interface Literal extends WrittenNumber {
  end: number;
}

/** `1 000 000`, `2,5`, `2.5`, `1.500.000`, `1.500 ₽`. */
export function readLiteral(window: TextWindow, position: number): Literal {
  let digits = window.digitsAt(position);
  let end = position + digits.length;
  if (digits.length <= 3 && digits[0] !== '0') {
    const separator = window.at(end);
    if (isSpace(separator) || (separator === '.' && isThousands(window, end))) {
      while (window.at(end) === separator && window.digitsAt(end + 1).length === 3) {
        digits += window.digitsAt(end + 1);
        end += 4;
      }
    }
  }
  let decimals = '';
  const point = window.at(end);
  if ((point === ',' || point === '.') && isDigit(window.at(end + 1))) {
    decimals = window.digitsAt(end + 1);
    const after = end + 1 + decimals.length;
    // 1.2.3 is a version or a paragraph, not a fraction.
    const isChain = (window.at(after) === '.' || window.at(after) === ',') && isDigit(window.at(after + 1));
    if (isChain) decimals = '';
    else end = after;
  }
  return { whole: Number(digits), digits, decimals, end };
}

/** 1.500.000, and 1.500 before a currency: points between thousands. */
function isThousands(window: TextWindow, position: number): boolean {
  if (window.digitsAt(position + 1).length !== 3) return false;
  const after = position + 4;
  if (window.at(after) === '.') return window.digitsAt(after + 1).length === 3;
  return readCurrency(window, after) !== undefined;
}

/** The number with scale, currency, unit or noun. */
function readQuantity(window: TextWindow, position: number, left: LeftContext): Reading {
  const literal = readLiteral(window, position);
  const scale = readScale(window, literal.end);
  if (scale) return readScaled(window, literal, scale.value.noun, scale.end, left);
  const currency = readCurrency(window, literal.end);
  if (currency && isMoney(window, literal, left, currency.end)) {
    return sayMoney(window, literal, currency.value, currency.end, left);
  }
  const isAddress = literal.decimals === '' && addressWords.has(left.words.at(-1) ?? '');
  const found = readUnit(window, literal.end);
  // “Дом 5 м” is a letter of the house, “дом 120 м²” an area.
  const isHouseLetter = isAddress && found && found.end - window.skipSpaces(literal.end) === 1;
  const unit = isHouseLetter ? undefined : found;
  if (unit) return sayUnit(window, literal, unit.value, unit.end, left);
  return sayPlain(window, literal, left);
}

/** “5 р” is money; in an address “д. 5 р” is not. */
function isMoney(window: TextWindow, literal: Literal, left: LeftContext, end: number): boolean {
  return !addressWords.has(left.words.at(-1) ?? '') || window.text.slice(literal.end, end).trim() !== 'р';
}

/** The case for a number whose unit has no form of its own in the text. */
function unitCase(left: LeftContext, value: number, isLength: boolean): GrammaticalCase {
  const governed = casesOfUnit(left);
  const word = governor(left);
  if (isCompanion(left)) return 'instrumental';
  if ((word === 'в' || word === 'во') && isLength) return 'prepositional';
  if (word === 'по' && (value === 1000 || (countClass(value) === 'one' && value < 1000))) return 'dative';
  return governed[0] ?? 'nominative';
}

function sayUnit(window: TextWindow, literal: Literal, unit: Noun, end: number, left: LeftContext): Reading {
  const next = window.wordAt(window.skipSpaces(end));
  const isPerson = unit.singular[0] === 'человек';
  const isDistance =
    /^(?:кило|санти)?метр$/.test(unit.singular[0]) && /^(?:от|до|к|за|севернее|южнее)$/.test(next);
  const isOwned = isOwner(left.words.at(-1) ?? '') && unit.singular[0] !== 'процент';
  const asked = isOwned ? 'genitive' : unitCase(left, literal.whole, isDistance);
  // Living beings: на двух человек.
  const isLiving = isPerson && asked === 'accusative' && countClass(literal.whole) !== 'many';
  const grammaticalCase = isLiving ? 'genitive' : asked;
  const said = sayWritten(literal, grammaticalCase, unit.gender, unit);
  const per = readPer(window, end);
  return {
    spoken: `${said.words} ${said.unit}${per ? ` ${per.value}` : ''}`,
    end: per?.end ?? end,
    grammaticalCase,
  };
}

/** “5 тыс. руб.”, “2,5 млн человек”, “3 млрд”. */
function readScaled(
  window: TextWindow,
  literal: Literal,
  scale: Noun,
  end: number,
  left: LeftContext,
): Reading {
  const unit = readCurrency(window, end)?.value.noun ?? readUnit(window, end)?.value;
  const unitEnd = readCurrency(window, end)?.end ?? readUnit(window, end)?.end;
  const grammaticalCase = unitCase(left, literal.whole, false);
  const said = sayWritten(literal, grammaticalCase, scale.gender, scale);
  const per = readPer(window, unitEnd ?? end);
  const tail = `${unit ? ` ${unit.plural[1]}` : ''}${per ? ` ${per.value}` : ''}`;
  return { spoken: `${said.words} ${said.unit}${tail}`, end: per?.end ?? unitEnd ?? end, grammaticalCase };
}

/** Money with decimals of two figures is read in both coins: 12,50 ₽ → “двенадцать рублей пятьдесят копеек”. */
function sayMoney(
  window: TextWindow,
  literal: Literal,
  currency: Currency,
  end: number,
  left: LeftContext,
): Reading {
  const grammaticalCase = unitCase(left, literal.whole, false);
  const per = readPer(window, end);
  const tail = per ? ` ${per.value}` : '';
  if (currency.hundredth && literal.decimals.length === 2) {
    const whole = { ...literal, decimals: '' };
    const said = sayWritten(whole, grammaticalCase, currency.noun.gender, currency.noun);
    const coins = Number(literal.decimals);
    const small = { whole: coins, digits: String(coins), decimals: '' };
    const change = sayWritten(small, grammaticalCase, currency.hundredth.gender, currency.hundredth);
    const spoken =
      coins === 0
        ? `${said.words} ${said.unit}`
        : `${said.words} ${said.unit} ${change.words} ${change.unit}`;
    return { spoken: spoken + tail, end: per?.end ?? end, grammaticalCase };
  }
  const said = sayWritten(literal, grammaticalCase, currency.noun.gender, currency.noun);
  return { spoken: `${said.words} ${said.unit}${tail}`, end: per?.end ?? end, grammaticalCase };
}

/** `$100`, `€ 9.99`, `₽500`: the sign before the number. Also “5 млн” after it. */
export function readSignedMoney(
  window: TextWindow,
  position: number,
  left: LeftContext,
): Reading | undefined {
  const currency = readCurrency(window, position);
  if (!currency) return undefined;
  const start = window.skipSpaces(currency.end);
  if (!isDigit(window.at(start))) return undefined;
  const literal = readLiteral(window, start);
  const scale = readScale(window, literal.end);
  if (!scale) return sayMoney(window, literal, currency.value, literal.end, left);
  const said = readScaled(window, literal, scale.value.noun, scale.end, left);
  return { ...said, spoken: `${said.spoken} ${currency.value.noun.plural[1]}` };
}

function sayPlain(window: TextWindow, literal: Literal, left: LeftContext): Reading {
  const { end } = literal;
  if (literal.whole >= cardinalLimit)
    return { spoken: sayWritten(literal, 'nominative', 'masculine').words, end };
  const isCounting = !isLetter(window.at(end)) && !addressWords.has(left.words.at(-1) ?? '');
  const noun = isCounting ? countedNoun(window, end) || sharedNoun(window, end) : '';
  if (literal.decimals !== '') {
    const readings = noun === '' ? [] : readNoun(noun);
    const gender = readings.find((one) => !one.isPlural)?.gender ?? readings[0]?.gender ?? 'masculine';
    const governed = governedCases(left);
    const plural = readings.find((one) => one.isPlural && governed.includes(one.grammaticalCase));
    const grammaticalCase = plural?.grammaticalCase ?? governed[0] ?? 'nominative';
    const hasNoun = readings.length > 0;
    const said = sayWritten(literal, grammaticalCase, gender, hasNoun ? 'in text' : undefined);
    return { spoken: said.words, end, grammaticalCase };
  }
  const isFirstOfOrdinals =
    noun !== '' && countedNoun(window, end) === '' && window.wordAt(window.skipSpaces(end)) === 'по';
  const numbered = isFirstOfOrdinals
    ? readNoun(noun).find((one) => one.numbered && !one.isPlural)
    : undefined;
  if (numbered)
    return {
      spoken: sayOrdinal(literal.whole, 'genitive', numbered.gender),
      end,
      grammaticalCase: 'genitive',
    };
  const shared = isCounting ? sharedUnit(window, end) : undefined;
  if (shared) {
    const grammaticalCase = governedCases(left)[0] ?? 'nominative';
    return { spoken: sayCardinal(literal.whole, grammaticalCase, shared.gender), end, grammaticalCase };
  }
  const adjective = noun === '' ? '' : countedAdjective(window, end);
  return { ...sayAgreeing(literal.whole, left, noun, adjective), end };
}

/** Of “от 1 до 5 т” the unit of the second number, which tells the gender of the first. */
function sharedUnit(window: TextWindow, end: number): Noun | undefined {
  const start = window.skipSpaces(end);
  const word = window.wordAt(start);
  if (word !== 'до' && word !== 'и' && word !== 'или') return undefined;
  const number = window.skipSpaces(start + word.length);
  if (!isDigit(window.at(number))) return undefined;
  const second = readLiteral(window, number);
  return second.decimals === '' ? readUnit(window, second.end)?.value : undefined;
}

/** `1/2 литра`, `24/7`, `д. 5/2`. */
function readSlashed(
  window: TextWindow,
  position: number,
  run: string,
  left: LeftContext,
): Reading | undefined {
  const match = /^(?:(\d{1,4}) )?(\d{1,4})\/(\d{1,4})(?![\d/.])/.exec(run);
  if (!match) return undefined;
  const end = position + match[0].length;
  const [numerator, denominator] = [Number(match[2]), Number(match[3])];
  const before = left.words.at(-1) ?? '';
  const grammaticalCase = governedCases(left)[0] ?? 'nominative';
  if (addressWords.has(before)) {
    return match[1]
      ? undefined
      : { spoken: `${sayCardinal(numerator)} дробь ${sayCardinal(denominator)}`, end };
  }
  const isFraction = numerator < denominator && denominator <= 100 && numerator > 0;
  if (match[1]) {
    if (!isFraction) return undefined;
    const whole = Number(match[1]);
    const front = `${sayCardinal(whole, grammaticalCase, 'feminine')} ${countClass(whole) === 'one' ? 'целая' : 'целых'}`;
    return withFractionUnit(window, `${front} ${sayFraction(numerator, denominator, 'nominative')}`, end);
  }
  if (isFraction) return withFractionUnit(window, sayFraction(numerator, denominator, grammaticalCase), end);
  // Pressure, tyres, halves: 120/80. A number of a document keeps its stroke.
  const isNumber = left.words.some((word) =>
    /^(?:№|номер|договор|приказ|счет|счёт|акт|заявк|заказ)/.test(word),
  );
  const isSchedule = left.words.some((word) => /^(?:график|режим|сменн)/.test(word));
  const isPair =
    isSchedule || (numerator >= denominator && denominator >= 20 && numerator < 1000 && !isNumber);
  const joint = match[0] === '24/7' || numerator === denominator || isPair ? 'на' : 'дробь';
  return { spoken: `${sayCardinal(numerator)} ${joint} ${sayCardinal(denominator)}`, end };
}

/** “½ л”: the unit of a fraction stands in the genitive singular. */
export function withFractionUnit(window: TextWindow, spoken: string, end: number): Reading {
  const unit = readCurrency(window, end)?.value.noun ?? readUnit(window, end)?.value;
  if (!unit) return { spoken, end };
  return {
    spoken: `${spoken} ${unit.singular[1]}`,
    end: readCurrency(window, end)?.end ?? (readUnit(window, end)?.end as number),
  };
}

const timesSigns = new Set(['×', 'x', 'х', '*', 'X', 'Х']);

/** `3×4 м`, `60х90`. */
function readTimes(window: TextWindow, position: number): Reading | undefined {
  const first = readLiteral(window, position);
  const sign = window.skipSpaces(first.end);
  if (!timesSigns.has(window.at(sign))) return undefined;
  const start = window.skipSpaces(sign + 1);
  if (!isDigit(window.at(start))) return undefined;
  const rest = readTimes(window, start) ?? readQuantity(window, start, { words: ['на'] });
  return { spoken: `${sayWritten(first, 'nominative', 'masculine').words} на ${rest.spoken}`, end: rest.end };
}

/** `5–10 минут`: under a preposition both numbers take its case, otherwise “от … до …”. */
function readRange(window: TextWindow, position: number, left: LeftContext): Reading | undefined {
  const first = readLiteral(window, position);
  const sign = window.skipSpaces(first.end);
  const dash = window.at(sign);
  if (dash !== '-' && dash !== '–' && dash !== '—') return undefined;
  const isSpaced = sign > first.end || isSpace(window.at(sign + 1));
  if (dash !== '–' && isSpaced && dash === '—') return undefined;
  const start = window.skipSpaces(sign + 1);
  if (!isDigit(window.at(start)) || addressWords.has(left.words.at(-1) ?? '')) return undefined;
  const second = readLiteral(window, start);
  const isRising =
    second.whole > first.whole || (second.whole === first.whole && second.decimals > first.decimals);
  if (!isRising || second.whole >= cardinalLimit) return undefined;
  if (window.at(second.end) === '-' && isDigit(window.at(second.end + 1))) return undefined;
  const word = governor(left);
  const governed = governedCases(left);
  const isFrom = word === 'с' || word === 'со' || word === 'от';
  const noun = countedNoun(window, second.end);
  const isGenitive = noun === '' || hasUnit(window, second.end) || fitsAfter(second.whole, 'genitive', noun);
  if ((governed.length === 0 && isGenitive) || isFrom) {
    const from = sayAlone(first, 'genitive', genderAfter(window, second.end));
    const to = readQuantity(window, start, { words: ['до'] });
    const lead = isFrom ? '' : 'от ';
    return { spoken: `${lead}${from} до ${to.spoken}`, end: to.end, grammaticalCase: 'genitive' };
  }
  const to = readQuantity(window, start, left);
  const from = sayAlone(first, to.grammaticalCase ?? 'nominative', genderAfter(window, second.end));
  return { ...to, spoken: `${from} – ${to.spoken}` };
}

function sayAlone(literal: Literal, grammaticalCase: GrammaticalCase, gender: Noun['gender']): string {
  return sayWritten(literal, grammaticalCase, gender, literal.decimals === '5' ? 'in text' : undefined).words;
}

function hasUnit(window: TextWindow, end: number): boolean {
  return Boolean(readScale(window, end) ?? readCurrency(window, end) ?? readUnit(window, end));
}

/** The gender of what the second number of a range counts, unit or noun. */
function genderAfter(window: TextWindow, end: number): Noun['gender'] {
  const unit =
    readScale(window, end)?.value.noun ??
    readCurrency(window, end)?.value.noun ??
    readUnit(window, end)?.value;
  if (unit) return unit.gender;
  const noun = countedNoun(window, end);
  return (noun === '' ? undefined : readNoun(noun)[0]?.gender) ?? 'masculine';
}
