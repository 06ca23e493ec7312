import { describe, expect, it } from 'vitest';
import { isSameNumber } from './same-number.ts';

describe('isSameNumber', () => {
  it('the same digits, however they are written', () => {
    expect(isSameNumber('+7 916 123-45-67', '79161234567')).toBe(true);
  });
  it('other digits, or too few to be a number', () => {
    expect(isSameNumber('+79161234567', '+79161234568')).toBe(false);
    expect(isSameNumber('', '')).toBe(false);
    expect(isSameNumber('12', '12')).toBe(false);
  });
});
