import { describe, expect, it } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { optimalWaits, outcomeOf, type Silence } from './optimal-waits.ts';

const silence = (turn: number, situation: string, pauseMs: number | null): Silence => ({
  turn,
  situation,
  pauseMs,
});

describe('optimal waits', () => {
  const known = [
    silence(0, 'и', 400),
    silence(0, 'да', null),
    ...[300, 350, 900].map((pauseMs, index) => silence(index + 1, 'завтра', pauseMs)),
    ...Array.from({ length: 4 }, (_, index) => silence(index + 4, 'завтра', null)),
  ];
  it('a situation that always goes on / never ends', () => {
    expect(optimalWaits(known, 1000, 200).get('и')).toBe(Number.POSITIVE_INFINITY);
  });
  it('a situation that always ends / at the earliest', () => {
    expect(optimalWaits(known, 1000, 200).get('да')).toBe(200);
  });
  it('a doubtful situation / by hand: 4·200+3p, 4·300+2p, 4·350+p, 4·900 / cheapest for the price', () => {
    expect(optimalWaits(known, 100, 200).get('завтра')).toBe(200);
    expect(optimalWaits(known, 1000, 200).get('завтра')).toBe(350);
    expect(optimalWaits(known, 5000, 200).get('завтра')).toBe(900);
  });
  it('outcome / one of two turns cut / its end does not count as dead air', () => {
    const turns = [silence(0, 'а', 500), silence(0, 'б', null), silence(1, 'б', null)];
    const waits = new Map([
      ['а', 300],
      ['б', 250],
    ]);
    expect(outcomeOf(turns, waits, () => 0)).toEqual({ deadAirMs: 250, cutOffShare: 0.5 });
  });
});

describe('bootstrap', () => {
  it('groups all alike / no spread', () => {
    expect(
      bootstrap(
        [1, 0, 1, 0],
        (_) => 0,
        (sample) => sample.reduce((a, b) => a + b, 0) / sample.length,
      ),
    ).toEqual([0.5, 0.5]);
  });
});
