import { describe, expect, it } from 'vitest';
import { overlap, readNetwork } from './trunk-sources.ts';

const network = (text: string) => readNetwork(text) as NonNullable<ReturnType<typeof readNetwork>>;

describe('the networks of trunks', () => {
  it.each([
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.113.0/24', '203.0.113.128/25', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['2001:db8::1', '2001:db8::/48', true],
    ['2001:db8::1', '203.0.113.7', false],
  ])('%s and %s overlap: %s', (one, other, verdict) => {
    expect(overlap(network(one), network(other))).toBe(verdict);
    expect(overlap(network(other), network(one))).toBe(verdict);
  });

  it.each(['', '1.2.3', '1.2.3.4/33', '1.2.3.4/0', '1.2.3.4/24/2', '1.2.3.4/x', 'a.b.c.d', '::1/129'])(
    '%j is none',
    (text) => expect(readNetwork(text)).toBeNull(),
  );
});
