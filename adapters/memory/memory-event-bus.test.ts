import type { OrgId } from '@allo/contracts';
import type { BusRecord } from '@allo/contracts/ports';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createMemoryEventBus } from './memory-event-bus.ts';

const log = createSilentLog();
const record = (eventId: string, key = 'k'): BusRecord => ({
  orgId: 'o' as OrgId,
  key,
  eventId,
  position: 1,
  value: null,
});

function story(options: { publishWithinMs?: number; mostPending?: number } = {}) {
  const clock = new VirtualClock();
  const bus = createMemoryEventBus({ clock, log, ...options });
  const publish = (...ids: string[]) => {
    let outcome: string = 'waiting';
    bus
      .publish(
        'call-events',
        ids.map((id) => record(id)),
      )
      .then(
        () => (outcome = 'taken'),
        (error: { code: string }) => (outcome = error.code),
      );
    return () => outcome;
  };
  return { clock, bus, publish };
}

describe('the event bus in memory', () => {
  it('publish / waits for a handler of every group', async () => {
    const { clock, bus, publish } = story();
    const slow = Promise.withResolvers<void>();
    await bus.consume('call-events', 'quick', async () => undefined);
    await bus.consume('call-events', 'slow', () => slow.promise);
    const outcome = publish('a');
    await clock.advance(1000);
    expect(outcome()).toBe('waiting');
    slow.resolve();
    await clock.advance(0);
    expect(outcome()).toBe('taken');
  });

  it('a handler that fails for long / publish gives up, the record keeps its place and is taken once', async () => {
    const { clock, bus, publish } = story({ publishWithinMs: 5000 });
    const at: number[] = [];
    let isBroken = true;
    await bus.consume('call-events', 'g', async () => {
      at.push(clock.now());
      if (isBroken) throw new Error('broken');
    });
    const first = publish('a');
    await clock.advance(5000);
    expect(first()).toBe('unavailable');
    // 100 ms, doubled each time.
    expect(at).toEqual([0, 100, 300, 700, 1500, 3100]);
    const again = publish('a');
    isBroken = false;
    await clock.advance(2000);
    expect(again()).toBe('taken');
    expect(at).toEqual([0, 100, 300, 700, 1500, 3100, 6300]);
  });

  it('readers far behind / publish refuses before anything grows', async () => {
    const { clock, bus, publish } = story({ mostPending: 2 });
    await bus.consume('call-events', 'g', () => new Promise(() => undefined));
    const accepted = publish('a', 'b');
    const refused = publish('c');
    await clock.advance(0);
    expect([accepted(), refused()]).toEqual(['waiting', 'unavailable']);
    void bus.close();
  });

  it('nobody reads / publish does not wait', async () => {
    const { clock, publish } = story();
    const outcome = publish('a');
    await clock.advance(0);
    expect(outcome()).toBe('taken');
  });

  it('many keys at once / at most sixteen handlers of one consumer at work', async () => {
    const { clock, bus } = story();
    let atWork = 0;
    let most = 0;
    await bus.consume('call-events', 'g', async () => {
      most = Math.max(most, ++atWork);
      await clock.sleep(10);
      atWork -= 1;
    });
    const records = Array.from({ length: 100 }, (_, index) => record(`e${index}`, `k${index}`));
    const published = bus.publish('call-events', records);
    await clock.advance(1000);
    await published;
    expect(most).toBe(16);
  });
});
