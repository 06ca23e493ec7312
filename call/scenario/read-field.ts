import type { Field, Language, Moment } from './language.ts';
import type { CollectedValue, PartialAnswer } from './state.ts';

export type Reading =
  | { kind: 'value'; value: CollectedValue }
  /** A piece of the answer; more must come. */
  | { kind: 'partial'; partial: PartialAnswer };

export interface ReadingOptions {
  language: Language;
  moment: Moment;
  /** The field was just asked for: looser wordings count. */
  isExpected: boolean;
  partial: PartialAnswer;
  /** E.164 of the caller, or ''. */
  callerNumber: string;
}

/** Takes a field's value from a turn by rule; null when the turn does not hold one. */
export function readField(field: Field, text: string, options: ReadingOptions): Reading | null {
  const { language, isExpected } = options;
  const done = (value: string) => ({ kind: 'value' as const, value: describe(field, value, options) });
  switch (field.type) {
    case 'phone':
      return readPhone(field, text, options);
    case 'name': {
      const name = language.name(text, isExpected);
      return name === null ? null : done(name);
    }
    case 'date':
    case 'time':
    case 'datetime':
      return readMoment(field, text, options);
    case 'choice': {
      const choice = language.choice(text, field.choices, isExpected);
      return choice && done(choice.value);
    }
    case 'number': {
      const number = isExpected ? language.number(text) : null;
      return number === null ? null : done(String(number));
    }
    case 'boolean': {
      const answer = isExpected ? language.yesNo(text) : null;
      return answer === null ? null : done(String(answer));
    }
    case 'email': {
      const email = language.email(text);
      return email === null ? null : done(email);
    }
    case 'text': {
      const free = isExpected ? language.freeText(text) : '';
      return free === '' ? null : done(free);
    }
  }
}

function readPhone(field: Field, text: string, options: ReadingOptions): Reading | null {
  const { language, partial, isExpected, callerNumber } = options;
  const done = (value: string): Reading => ({ kind: 'value', value: describe(field, value, options) });
  const whole = language.phone(text);
  if (whole) return done(whole.value);
  if (!isExpected) return null;
  if (callerNumber !== '' && language.isThisNumber(text)) return done(callerNumber);
  const heard = language.digits(text);
  if (heard.digits === '') return null;
  const digits = (partial.digits ?? '') + heard.digits;
  const hasPlus = partial.digits ? (partial.hasPlus ?? false) : heard.hasPlus;
  const joined = language.joinDigits(digits, hasPlus);
  if (joined) return done(joined);
  // Fewer than ten: the number is being dictated in pieces. More: it went wrong and must be asked again.
  return digits.length >= 2 && digits.length < 11 ? { kind: 'partial', partial: { digits, hasPlus } } : null;
}

function readMoment(field: Field, text: string, options: ReadingOptions): Reading | null {
  const { language, moment, isExpected, partial } = options;
  const type = field.type as 'date' | 'time' | 'datetime';
  const done = (value: string): Reading => ({ kind: 'value', value: describe(field, value, options) });
  // The part of the day said before (“завтра утром” – “в восемь”) decides the hour said now.
  const hint = partial.period && type !== 'date' ? ` ${periodWord[partial.period]}` : '';
  const heard = language.dateTime(text + hint, moment, isExpected ? type : undefined);
  if (!heard) return null;
  if (type === 'date') return heard.date ? done(heard.date) : null;
  if (type === 'time') return heard.time ? done(heard.time) : null;
  const date = heard.date ?? partial.date;
  const time = heard.time ?? partial.time;
  if (date && time) return done(language.joinDateTime(date, time, moment.timeZone));
  if (!isExpected && !date) return null;
  const period = heard.period ?? partial.period;
  return {
    kind: 'partial',
    partial: { ...(date && { date }), ...(time && { time }), ...(period && { period }) },
  };
}

const periodWord = { night: 'ночью', morning: 'утром', day: 'днем', evening: 'вечером' } as const;

/** How a value is shown and said. */
export function describe(
  field: Field,
  value: string,
  { language, moment }: Pick<ReadingOptions, 'language' | 'moment'>,
): CollectedValue {
  const as = (display: string, spoken: string) => ({ value, display, spoken, isConfirmed: false });
  switch (field.type) {
    case 'phone':
      return as(language.writePhone(value), language.sayPhone(value));
    case 'date':
    case 'time':
    case 'datetime':
      return as(language.writeMoment(value, moment), language.sayMoment(value, field.type, moment));
    case 'number':
      return as(value, language.sayNumber(Number(value)));
    case 'boolean': {
      const word = value === 'true' ? language.yes : language.no;
      return as(word, word);
    }
    case 'choice': {
      const label = field.choices.find((choice) => choice.value === value)?.label ?? value;
      return as(label, label);
    }
    case 'name':
    case 'email':
    case 'text':
      return as(value, value);
  }
}

/** A time said in reply to a wrong day, or a day for a wrong time, changes only that half. */
export function amend(
  field: Field,
  old: CollectedValue,
  text: string,
  options: ReadingOptions,
): CollectedValue | null {
  const { language, moment } = options;
  if (field.type === 'phone') {
    const phone = language.amendPhone(old.value, text);
    return phone && phone !== old.value ? describe(field, phone, options) : null;
  }
  const isMoment = field.type === 'datetime';
  const partial = isMoment ? { date: old.value.slice(0, 10), time: old.value.slice(11, 16) } : {};
  const reading = readField(field, text, { ...options, moment, partial });
  if (reading?.kind !== 'value' || reading.value.value === old.value) return null;
  return reading.value;
}
