import { describe, expect, test } from 'vitest';
import { alignPhone } from './align-phone.ts';
import { amendPhone } from './extract-phone.ts';

describe('alignPhone', () => {
  test.each([
    // The zero is right now, a five further on was lost.
    ['905234467', '+79052344567'],
    ['8905234467', '+79052344567'],
    // One too many.
    ['90523445678', '+79052344567'],
    // Either a four or a five may be missing.
    ['915234667', null],
    // Not so nearly a number.
    ['915', null],
    // Nothing in common.
    ['999111000', null],
    // The refused number itself.
    ['915234567', null],
  ])('+79152344567 refused, then %s', (digits, value) => {
    expect(alignPhone('+79152344567', digits)).toBe(value);
  });

  test('a refused number dictated again with a figure lost / completed, to be read back', () => {
    const again = 'нет восемь девятьсот пять двести тридцать четыре четыре шестьдесят семь';
    expect(amendPhone('+79152344567', again)).toBe('+79052344567');
  });
});
