import { createSeededRandom } from '@allo/kernel';
import { describe, expect, test } from 'vitest';
import { extractIdentifier } from './extract-identifier.ts';
import { extractMoney } from './extract-money.ts';
import { sayNumber } from './say-number.ts';

describe('extractIdentifier', () => {
  test.each([
    ['inn', 'инн семьдесят семь ноль семь ноль восемь тридцать восемь девяносто три', '7707083893', true],
    ['inn', '7707083893', '7707083893', true],
    ['inn', 'семьдесят семь ноль семь ноль восемь тридцать восемь девяносто четыре', '7707083894', false],
    ['snils', 'сто двенадцать двести тридцать три четыреста сорок пять девяносто пять', '11223344595', true],
    ['snils', '112-233-445 95', '11223344595', true],
    [
      'snils',
      'сто двенадцать двести тридцать три четыреста сорок пять девяносто шесть',
      '11223344596',
      false,
    ],
    ['card', '4111 1111 1111 1111', '4111111111111111', true],
    [
      'card',
      'сорок один одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать',
      '4111111111111111',
      true,
    ],
    ['card', '4111 1111 1111 1112', '4111111111111112', false],
    ['ogrn', 'один ноль два семь семь ноль ноль один три два один девять пять', '1027700132195', true],
  ] as const)('%s / %s', (kind, text, digits, isValid) => {
    expect(extractIdentifier(text, kind)).toEqual({ digits, isValid });
  });

  test.each([
    ['inn', 'семьдесят семь ноль семь'],
    ['snils', 'не помню'],
    ['card', ''],
  ] as const)('%s / %s / not so many figures', (kind, text) => {
    expect(extractIdentifier(text, kind)).toBeNull();
  });

  test('one figure wrong / any card / never passes as valid', () => {
    const random = createSeededRandom(4);
    for (let round = 0; round < 300; round += 1) {
      const digits = Array.from('4111111111111111');
      const at = random.below(16);
      digits[at] = String((Number(digits[at]) + 1 + random.below(9)) % 10);
      const said = digits.map((digit) => sayNumber(Number(digit))).join(' ');
      expect(extractIdentifier(said, 'card')).toEqual({ digits: digits.join(''), isValid: false });
    }
  });
});

describe('extractMoney', () => {
  test.each([
    ['пятьсот рублей', 50_000, false],
    ['пятьсот рублей двадцать копеек', 50_020, false],
    ['две с половиной тысячи рублей', 250_000, false],
    ['полторы тысячи рублей', 150_000, false],
    ['сто пятьдесят тысяч двести рублей', 15_020_000, false],
    ['миллион рублей', 100_000_000, false],
    ['тысяча рублей ой нет две тысячи рублей', 200_000, false],
    ['не тысяча а две тысячи рублей', 200_000, false],
    ['тридцать копеек', 30, false],
    ['около тысячи рублей', 100_000, true],
    ['пятьсот', 50_000, true],
    ['1 500 рублей', 150_000, false],
  ])('%s', (text, kopecks, isAmbiguous) => {
    expect(extractMoney(text)).toEqual({ kopecks, isAmbiguous });
  });

  test.each([
    ['от одной до двух тысяч рублей', 100_000, 200_000],
    ['от тысячи до полутора тысяч рублей', 100_000, 150_000],
    ['от тысячи до двух', 100_000, 200_000],
  ])('%s / a span', (text, fromKopecks, kopecks) => {
    expect(extractMoney(text)).toEqual({ kopecks, fromKopecks, isAmbiguous: false });
  });

  test.each(['', 'не знаю', 'сто долларов', 'двадцать евро'])('%s / none', (text) => {
    expect(extractMoney(text)).toBeNull();
  });
});
