import { describe, expect, test } from 'vitest';
import { extractPhone } from './extract-phone.ts';
import { mendNumberWords } from './mend-number-words.ts';
import { tokenize } from './tokens.ts';

const mended = (text: string) =>
  mendNumberWords(tokenize(text))
    .map(({ word }) => word)
    .join(' ');

describe('mendNumberWords', () => {
  test.each([
    ['девятьсот шестнадцать двисти тридцать четыре', 'девятьсот шестнадцать двести тридцать четыре'],
    ['пять роль семь', 'пять ноль семь'],
    // As near to seven as to eight: left alone.
    ['сорок всем шесть', 'сорок всем шесть'],
  ])('%s', (text, expected) => {
    expect(mended(text)).toBe(expected);
  });

  test.each(['меня зовут роль', 'да нет', 'завтра в три часа', 'пять человек', ''])(
    '%s / nothing to mend / the same tokens',
    (text) => {
      const tokens = tokenize(text);
      expect(mendNumberWords(tokens)).toBe(tokens);
    },
  );
});

describe('extractPhone after a recogniser’s slips', () => {
  test.each([
    ['восемь девятсот шестнадцать двисти тридцать четыре сорок пять шестьдесят семь', '+79162344567'],
    ['восемь девятьсот три роль ноль пять ноль ноль семнадцать', '+79030050017'],
    // A group heard twice.
    [
      'восемь девятьсот шестнадцать двести тридцать четыре сорок пять сорок пять шестьдесят семь',
      '+79162344567',
    ],
  ])('%s / the number, said to be mended', (text, value) => {
    expect(extractPhone(text)).toMatchObject({ value, isMended: true });
  });

  test('nothing amiss / not mended', () => {
    const said = 'восемь девятьсот шестнадцать двести тридцать четыре сорок пять шестьдесят семь';
    expect(extractPhone(said)).toMatchObject({ value: '+79162344567', isMended: false });
  });

  test.each(['восемь девятьсот двадцать пять сто двадцать три четыре пять', '8 916 234 45 6', '8916234456'])(
    '%s / a figure is missing / no number that begins with 89',
    (text) => {
      expect(extractPhone(text)).toBeNull();
    },
  );
});
