import { describe, expect, it } from 'vitest';
import { type StreamEvidence, verifyStream } from './verify-stream.ts';

/** Five events of two keys that went through well. */
function sound(): StreamEvidence {
  const rows = [1, 2, 3, 4, 5].map((id) => ({
    id: id * 10,
    eventId: `e${id}`,
    key: id % 2 ? 'odd' : 'even',
    position: id,
  }));
  return {
    rows,
    acknowledged: new Set(['e1', 'e2', 'e4']),
    rolledBack: new Set(['gone']),
    effects: rows.map(({ eventId }) => eventId),
    deliveries: [rows.map(({ eventId, key, position }) => ({ id: eventId, key, position }))],
  };
}
const faults = (evidence: StreamEvidence) => {
  const { events: _events, ...rest } = verifyStream(evidence);
  return Object.fromEntries(Object.entries(rest).filter(([, count]) => count > 0));
};

describe('verifyStream', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(faults(sound())).toEqual({});
    expect(verifyStream(sound()).events).toBe(5);
  });

  it('finds every planted fault', () => {
    const good = sound();
    const rows = good.rows;
    const [arrivals = []] = good.deliveries;
    expect(faults({ ...good, acknowledged: new Set(['e1', 'never']) })).toEqual({ lost: 1 });
    expect(faults({ ...good, effects: good.effects.slice(1) })).toEqual({ lost: 1 });
    expect(faults({ ...good, effects: [...good.effects, 'e3'] })).toEqual({ doubledEffects: 1 });
    expect(faults({ ...good, deliveries: [arrivals.slice(0, 4)] })).toEqual({ lost: 1 });
    expect(faults({ ...good, deliveries: [[...arrivals, ...arrivals.slice(2)]] })).toEqual({
      repeatedDeliveries: 3,
    });
    expect(faults({ ...good, deliveries: [[...arrivals.slice(1), ...arrivals.slice(0, 1)]] })).toEqual({
      outOfOrder: 1,
    });
    expect(faults({ ...good, rolledBack: new Set(['e2']) })).toEqual({ phantoms: 1 });
    const last = (change: object) => rows.map((row, index) => (index === 4 ? { ...row, ...change } : row));
    expect(faults({ ...good, rows: last({ position: null }) })).toEqual({ lost: 1 });
    expect(faults({ ...good, rows: last({ position: 6 }) })).toEqual({ gaps: 1 });
    expect(faults({ ...good, rows: last({ id: 5 }) })).toEqual({ outOfOrder: 1 });
  });
});
