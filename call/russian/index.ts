export { tokenize, withoutTokens, type Token } from './tokens.ts';
export {
  amendPhone,
  extractDigits,
  extractPhone,
  toE164,
  type SpokenDigits,
  type SpokenPhone,
} from './extract-phone.ts';
export { findSpokenDigits } from './find-spoken-digits.ts';
export { addressOf, extractName, type NameOptions, type SpokenName } from './extract-name.ts';
export { extractDateTime, type DateTimeOptions, type SpokenDateTime } from './extract-date-time.ts';
export type { DayPeriod } from './time-of-day.ts';
export { extractNumber, type SpokenNumber } from './extract-number.ts';
export { extractMoney, type SpokenMoney } from './extract-money.ts';
export { extractIdentifier, type IdentifierKind, type SpokenIdentifier } from './extract-identifier.ts';
export { extractChoice, matchesAny, type Choice, type SpokenChoice } from './extract-choice.ts';
export { extractYesNo } from './extract-yes-no.ts';
export { extractEmail } from './extract-email.ts';
export { detectIntent, isQuestion, type SpokenIntent } from './detect-intent.ts';
export { dropCorrected } from './corrections.ts';
export { sayNumber, pluralForm, type Gender } from './say-number.ts';
export { sayPhone, writePhone } from './say-phone.ts';
export { sayDate, sayDateTime, sayTime, writeDateTime, type SayingMoment } from './say-date-time.ts';
export { zonedIso } from './zone-time.ts';
