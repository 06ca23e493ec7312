/** What can be told from other text by its shape, a checksum or the words around it. */
export const personalDataKinds = [
  'phone',
  'card',
  /** CVV, PIN, one-time passwords. */
  'code',
  'passport',
  'snils',
  'inn',
  'ogrn',
  'account',
  'oms',
  'driver-licence',
  'plate',
  'vin',
  'email',
  'ip',
  'birth-date',
  /** With a patronymic, or said after “меня зовут”: other names look like any word. */
  'name',
] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

/** `text.slice(start, end)` is personal. */
export interface PersonalDataSpan {
  kind: PersonalDataKind;
  start: number;
  end: number;
  /** Digits of a number, spoken ones included; empty for what is not a number. */
  digits: string;
}

/** A number of a text, said in words or written. */
export interface DigitGroup {
  start: number;
  end: number;
  digits: string;
  /** Said in one breath with the group before it, whatever stands between them. */
  isContinued: boolean;
}

/** Reads numbers of a language out of a text, in order and without overlaps; those written in figures too. */
export type SpokenDigits = (text: string) => DigitGroup[];
