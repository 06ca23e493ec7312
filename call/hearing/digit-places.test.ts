import { describe, expect, it } from 'vitest';
import { digitsDictated } from './digit-places.ts';

const count = (text: string) => digitsDictated(text.split(' ')).count;

describe('digits dictated', () => {
  it.each([
    ['два три пять', 3],
    ['двадцать один', 2],
    ['двадцать один сорок', 4],
    ['сто двадцать три', 3],
    ['девятьсот два', 3],
    ['пятнадцать семь', 3],
    ['десять двадцать', 4],
    ['восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь', 11],
    ['мой номер 8 916 123', 7],
    ['twenty one five', 3],
    ['никаких цифр', 0],
  ])('%s / places filled / %i', (text, places) => {
    expect(count(text)).toBe(places);
  });

  it('a leading eight / as a word and as a digit / is told', () => {
    expect(digitsDictated(['восемь', 'девятьсот']).first).toBe('8');
    expect(digitsDictated(['8916']).first).toBe('8');
  });
});
