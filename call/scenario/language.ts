import type { FieldType } from '@allo/contracts/ports';
import type { SkillbaseStep } from '@allo/contracts/skillbase';

export type Field = NonNullable<SkillbaseStep['field']>;

export type Intent = 'operator' | 'anger' | 'goodbye' | 'decline' | 'repeat' | 'correction' | 'skip' | 'wait';

export interface HeardDateTime {
  date?: string;
  time?: string;
  iso?: string;
  period?: 'night' | 'morning' | 'day' | 'evening';
  isAmbiguous: boolean;
}

export interface Moment {
  now: string;
  timeZone: string;
}

/** The engine's own small phrases, for what a skillbase need not spell out. `{value}` is what was heard. */
export interface Wording {
  acknowledge: string[];
  corrected: string[];
  confirm: Record<'phone' | 'name' | 'date' | 'other', string[]>;
  offerCallerNumber: string[];
  goOnDictating: string[];
  askTime: string[];
  askDay: string[];
  askGeneric: string[];
  whatIsRight: string[];
  skip: string[];
  listening: string[];
  passOn: string[];
  wait: string[];
  badLine: string[];
  sayAloud: string[];
  confirmKeys: string[];
}

/** All that the engine needs to know of a language: what was heard, and how to say it back. */
export interface Language {
  phone(text: string): { value: string; rest: string } | null;
  digits(text: string): { digits: string; hasPlus: boolean };
  joinDigits(digits: string, hasPlus: boolean): string | null;
  amendPhone(previous: string, text: string): string | null;
  name(text: string, isExpected: boolean): string | null;
  addressOf(name: string): string;
  dateTime(text: string, moment: Moment, expects?: 'date' | 'time' | 'datetime'): HeardDateTime | null;
  joinDateTime(date: string, time: string, timeZone: string): string;
  number(text: string): number | null;
  choice(
    text: string,
    choices: Field['choices'],
    isExpected: boolean,
  ): { value: string; label: string } | null;
  yesNo(text: string): boolean | null;
  email(text: string): string | null;
  /** The turn without lead-in words, or '' when nothing is left. */
  freeText(text: string): string;
  intent(text: string): Intent | null;
  isQuestion(text: string): boolean;
  isGreeting(text: string): boolean;
  /** “На этот номер”: the one the call comes from. */
  isThisNumber(text: string): boolean;
  /** Whether the caller takes something back: “нет, не завтра…”. */
  hasNegation(text: string): boolean;
  /** Which kinds of field a turn speaks of: “номер другой” → phone. */
  namedTypes(text: string): FieldType[];
  matchesAny(text: string, phrases: readonly string[]): boolean;
  sayPhone(e164: string): string;
  writePhone(e164: string): string;
  sayMoment(value: string, type: 'date' | 'time' | 'datetime', moment: Moment): string;
  writeMoment(value: string, moment: Moment): string;
  sayNumber(value: number): string;
  yes: string;
  no: string;
  wording: Wording;
}
