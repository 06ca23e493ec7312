import { describe, expect, it } from 'vitest';
import { chooseFairly } from './choose-fairly.ts';
import { InFlight } from './in-flight.ts';

const limits = { total: 6, perOrganisation: 4, perEndpoint: 2 };
const of = (orgId: string, endpointId: string, count: number) =>
  Array.from({ length: count }, () => ({ orgId, endpointId }));
const names = (chosen: Array<{ endpointId: string }>) => chosen.map(({ endpointId }) => endpointId).join(' ');

describe('fair choice', () => {
  it('many of one endpoint / take its places only', () => {
    const candidates = [...of('a', 'a1', 9), ...of('b', 'b1', 1)];
    expect(names(chooseFairly(candidates, new InFlight(), limits))).toBe('a1 a1 b1');
  });

  it('many endpoints of one organisation / take its places only', () => {
    const candidates = [...of('a', 'a1', 2), ...of('a', 'a2', 2), ...of('a', 'a3', 2), ...of('b', 'b1', 2)];
    expect(names(chooseFairly(candidates, new InFlight(), limits))).toBe('a1 a1 a2 a2 b1 b1');
  });

  it('what is under way / counts until it is done', () => {
    const inFlight = new InFlight();
    for (const one of of('a', 'a1', 2)) inFlight.add(one);
    expect(names(chooseFairly(of('a', 'a1', 3), inFlight, limits))).toBe('');
    expect(inFlight.full(2)).toEqual(['a', 'a1']);
    inFlight.remove({ orgId: 'a', endpointId: 'a1' });
    expect(names(chooseFairly(of('a', 'a1', 3), inFlight, limits))).toBe('a1');
    inFlight.remove({ orgId: 'a', endpointId: 'a1' });
    expect([inFlight.total, inFlight.of('a'), inFlight.full(0)]).toEqual([0, 0, []]);
  });
});
