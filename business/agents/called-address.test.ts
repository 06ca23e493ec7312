import { describe, expect, it } from 'vitest';
import { calledAddress } from './called-address.ts';

describe('calledAddress', () => {
  it.each([
    ['+7 (495) 123-45-67', '74951234567'],
    ['84951234567', '74951234567'],
    ['74951234567', '74951234567'],
    ['+498912345678', '498912345678'],
    ['112', '112'],
    ['Lidia', 'lidia'],
    [' salon ', 'salon'],
    ['room-7', 'room-7'],
    ['', ''],
  ])('%j is %j', (called, address) => {
    expect(calledAddress(called)).toBe(address);
  });
});
