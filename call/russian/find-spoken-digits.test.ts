import { findPersonalData, maskPersonalData } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { findSpokenDigits } from './find-spoken-digits.ts';

const spokenDigits = findSpokenDigits;
const found = (text: string) =>
  findPersonalData(text, { spokenDigits }).map(({ kind, start, end, digits }) => [
    kind,
    digits,
    text.slice(start, end),
  ]);

describe('findSpokenDigits', () => {
  it.each([
    [
      'phone',
      '89161234567',
      'запишите восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь пожалуйста',
      'восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь',
    ],
    [
      'phone',
      '79050010203',
      'плюс семь, девятьсот пять, э, ноль ноль один, ноль два ноль три',
      'семь, девятьсот пять, э, ноль ноль один, ноль два ноль три',
    ],
    [
      'phone',
      '9161234567',
      'Девять один шесть. Один два три. Сорок пять. Шестьдесят семь',
      'Девять один шесть. Один два три. Сорок пять. Шестьдесят семь',
    ],
    ['phone', '89161234567', 'это 8 916 сто двадцать три 45 67', '8 916 сто двадцать три 45 67'],
    ['code', '4512', 'код из смс сорок пять двенадцать', 'сорок пять двенадцать'],
    ['code', '123', 'си ви ви не скажу, CVV сто двадцать три', 'сто двадцать три'],
    [
      'passport',
      '4510123456',
      'паспорт сорок пять десять сто двадцать три четыреста пятьдесят шесть',
      'сорок пять десять сто двадцать три четыреста пятьдесят шесть',
    ],
    [
      'card',
      '4111111111111111',
      'сорок один одиннадцать четыре единицы одиннадцать одиннадцать одиннадцать одиннадцать',
      'сорок один одиннадцать четыре единицы одиннадцать одиннадцать одиннадцать одиннадцать',
    ],
    [
      'inn',
      '500100732259',
      'ИНН пятьсот сто семьсот тридцать два двести пятьдесят девять',
      'пятьсот сто семьсот тридцать два двести пятьдесят девять',
    ],
  ])('reads a %s of %s', (kind, digits, text, part) => {
    expect(found(text)).toEqual([[kind, digits, part]]);
  });

  it.each([
    'двадцать пять тысяч рублей за два дня',
    'на пятерых к восьми часам, двадцать первого',
    'один два три четыре пять, я иду искать',
    'восемь девятьсот? нет, семь тысяч',
    '',
  ])('makes nothing personal of “%s”', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('agrees with figures alone wherever there are no words', () => {
    for (const text of [
      '8 (916) 123-45-67',
      '112-233-445 95',
      'паспорт 4510 123456',
      '0198f3a2-7c1e-7000-8000-123456789012',
    ]) {
      expect(findPersonalData(text, { spokenDigits })).toEqual(findPersonalData(text));
    }
  });

  it.each(['один ', 'сто', 'два нуля ', 'э ', '1 один '])(
    'comes to an end of a fifth of a million characters of “%s”',
    (piece) => {
      expect(maskPersonalData(piece.repeat(200_000 / piece.length), { spokenDigits })).not.toBe('');
    },
  );
});
