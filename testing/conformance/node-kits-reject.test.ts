import type { BusHandler, EventBus, FanOut, LiveRegistry, RateLimiter } from '@allo/contracts/ports';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import {
  createMemoryEventBus,
  createMemoryFanOut,
  createMemoryLiveRegistry,
  createMemoryRateLimiter,
} from '../../adapters/memory/index.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { eventBusCases } from './event-bus-kit.ts';
import { fanOutCases } from './fan-out-kit.ts';
import { liveRegistryCases } from './live-registry-kit.ts';
import type { NodeHarness } from './node-subject.ts';
import { rateLimiterCases } from './rate-limiter-kit.ts';
import { virtualTimeSubject } from './subject-time.ts';

const log = createSilentLog();

/** Names of the cases an adapter fails, without their explanations. */
async function failuresOf(cases: readonly ConformanceCase[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) await run().catch(() => failed.push(name));
  return failed;
}

/** Two "nodes" are the same adapter unless `another` makes them differ. */
function harnessOf<Adapter extends { close(): Promise<void> }>(
  make: (clock: VirtualClock) => Adapter,
  another?: (adapter: Adapter) => Adapter,
): NodeHarness<Adapter> {
  const create = () => {
    const clock = new VirtualClock();
    const adapter = make(clock);
    return {
      adapter,
      another: async () => another?.(adapter) ?? adapter,
      kill: async () => undefined,
      ...virtualTimeSubject(clock),
      isTimeExact: true,
      close: () => adapter.close(),
    };
  };
  return { create, hasNodes: another !== undefined };
}

describe('the kit of the event bus', () => {
  const failures = (spoil: (bus: EventBus) => Partial<EventBus>) =>
    failuresOf(
      eventBusCases(
        harnessOf((clock) => {
          const bus = createMemoryEventBus({ clock, log });
          return { ...bus, ...spoil(bus) };
        }),
      ),
    );
  const withHandler = (bus: EventBus, change: (handler: BusHandler) => BusHandler): Partial<EventBus> => ({
    consume: (topic, group, handler) => bus.consume(topic, group, change(handler)),
  });

  it('a good bus / passes', async () => {
    expect(await failures(() => ({}))).toEqual([]);
  });

  it('records turned round / are rejected', async () => {
    const turned = failures((bus) => ({
      publish: (topic, records) => bus.publish(topic, records.toReversed()),
    }));
    expect(await turned).toContain('records of many keys / all arrive whole, each key in order');
  });

  it('a lost record / is rejected', async () => {
    const losing = failures((bus) => ({
      publish: (topic, records) => bus.publish(topic, records.slice(0, -1)),
    }));
    expect((await losing).length).toBeGreaterThanOrEqual(6);
  });

  it('a failed handler taken for a success / is rejected', async () => {
    const careless = failures((bus) =>
      withHandler(bus, (handler) => (record) => handler(record).catch(() => undefined)),
    );
    expect(await careless).toEqual(['a handler that fails / gets the record again, its key waits']);
  });

  it('duplicates let through / are rejected', async () => {
    let copies = 0;
    const repeating = failures((bus) => ({
      publish: (topic, records) =>
        bus.publish(
          topic,
          records.map((record) => ({ ...record, key: record.key, eventId: `${record.eventId}#${copies++}` })),
        ),
      ...withHandler(
        bus,
        (handler) => (record) => handler({ ...record, eventId: record.eventId.split('#')[0] as string }),
      ),
    }));
    expect(await repeating).toEqual(['an event published twice / is handled once']);
  });

  it('one group for all / is rejected', async () => {
    const mixing = failures((bus) => ({
      consume: (topic, _, handler) => bus.consume(topic, 'all', handler),
    }));
    expect(await mixing).toContain('two groups / each gets everything');
  });

  it('topics mixed / are rejected', async () => {
    const mixing = failures((bus) => ({
      publish: (_, records) => bus.publish('call-events', records),
      consume: (_, group, handler) => bus.consume('call-events', group, handler),
    }));
    expect(await mixing).toContain('two topics / do not mix');
  });

  it('a subscription that only pretends to close / is rejected', async () => {
    const deaf = failures((bus) => ({
      consume: async (topic, group, handler) => {
        await bus.consume(topic, group, handler);
        return { close: async () => undefined };
      },
    }));
    expect(await deaf).toContain('a closed subscription / finished its work and takes no more');
  });

  it('a closed bus that takes records / is rejected', async () => {
    const silent = failures((bus) => ({
      publish: (topic, records) => bus.publish(topic, records).catch(() => undefined),
    }));
    expect(await silent).toEqual(['a closed bus / refuses, retryably, and closes again']);
  });
});

describe('the kit of the rate limiter', () => {
  const failures = (
    make: (clock: VirtualClock) => RateLimiter,
    another?: (one: RateLimiter) => RateLimiter,
  ) => failuresOf(rateLimiterCases(harnessOf(make, another)));
  const good = (clock: VirtualClock) => createMemoryRateLimiter({ clock });

  it('a good limiter / passes', async () => {
    expect(await failures(good, (one) => one)).toEqual([]);
  });

  it('a window that stands still and jumps / is rejected', async () => {
    const fixed = failures((clock) => {
      const counts = new Map<string, { count: number; endMs: number }>();
      return {
        ...good(clock),
        take: async (key, { limit, windowMs }) => {
          const endMs = (Math.floor(clock.now() / windowMs) + 1) * windowMs;
          const old = counts.get(key);
          const window = old?.endMs === endMs ? old : { count: 0, endMs };
          counts.set(key, window);
          const isAllowed = window.count < limit;
          if (isAllowed) window.count += 1;
          return { isAllowed, remaining: limit - window.count, resetMs: endMs - clock.now() };
        },
      };
    });
    expect(await fixed).toEqual(['the window / slides, and holds exactly the limit']);
  });

  it('a limiter that allows everything / is rejected', async () => {
    const open = failures((clock) => ({
      ...good(clock),
      take: async () => ({ isAllowed: true, remaining: 1, resetMs: 1 }),
    }));
    expect((await open).length).toBeGreaterThanOrEqual(4);
  });

  it('one count for all keys / is rejected', async () => {
    const lumped = failures((clock) => {
      const one = good(clock);
      return { ...one, take: (_, limit) => one.take('all', limit) };
    });
    expect(await lumped).toEqual(['two keys / do not disturb each other']);
  });

  it('nodes that count apart / are rejected', async () => {
    const apart = failures(good, () => good(new VirtualClock()));
    expect(await apart).toEqual(['two nodes / count together']);
  });
});

describe('the kit of the live calls', () => {
  const failures = (spoil: (registry: LiveRegistry) => Partial<LiveRegistry>) =>
    failuresOf(
      liveRegistryCases(
        harnessOf(() => {
          const registry = createMemoryLiveRegistry({ nodeId: 'node-1' });
          return { ...registry, ...spoil(registry) };
        }),
      ),
    );

  it('a good registry / passes', async () => {
    expect(await failures(() => ({}))).toEqual([]);
  });

  it('organisations mixed / are rejected', async () => {
    const known = new Map<string, string>();
    const mixed = failures((registry) => ({
      register: async (call) => {
        known.set(call.callId, call.orgId);
        await registry.register(call);
      },
      find: (orgId, callId) => registry.find((known.get(callId) as typeof orgId) ?? orgId, callId),
    }));
    expect(await mixed).toEqual(['another organisation / sees none of them']);
  });

  it('a list in any order / is rejected', async () => {
    const turned = failures((registry) => ({
      list: async (orgId) => (await registry.list(orgId)).toReversed(),
    }));
    expect(await turned).toEqual(['calls / found, listed oldest first, removed']);
  });

  it('nodes that do not see each other, and a death nobody notices / are rejected', async () => {
    const make = () => createMemoryLiveRegistry({ nodeId: 'node-1' });
    expect(await failuresOf(liveRegistryCases(harnessOf(make, make)))).toEqual([
      'another node / sees the call and whose it is',
      'a node that died / its calls vanish, those of the living stay',
      'a node that closed / took its calls along',
    ]);
    const immortal = await failuresOf(liveRegistryCases(harnessOf(make, (one) => one)));
    expect(immortal).toContain('a node that died / its calls vanish, those of the living stay');
  });
});

describe('the kit of the fan-out', () => {
  const failures = (spoil: (fanOut: FanOut) => Partial<FanOut>, another?: (one: FanOut) => FanOut) =>
    failuresOf(
      fanOutCases(
        harnessOf(() => {
          const fanOut = createMemoryFanOut({ log });
          return { ...fanOut, ...spoil(fanOut) };
        }, another),
      ),
    );

  it('a good fan-out / passes', async () => {
    expect(
      await failures(
        () => ({}),
        (one) => one,
      ),
    ).toEqual([]);
  });

  it('everything heard twice / is rejected', async () => {
    const twice = failures((fanOut) => ({
      publish: (channel, message) => {
        fanOut.publish(channel, message);
        fanOut.publish(channel, message);
      },
    }));
    expect(await twice).toContain('every listener / hears everything once, in order');
  });

  it('organisations mixed / are rejected', async () => {
    const mixed = failures((fanOut) => ({
      publish: (channel, message) => fanOut.publish({ ...channel, orgId: 'o' as never }, message),
      subscribe: (channel, listener) => fanOut.subscribe({ ...channel, orgId: 'o' as never }, listener),
    }));
    expect(await mixed).toEqual(['another channel or organisation / hears nothing']);
  });

  it('a listener that cannot leave / is rejected', async () => {
    const sticky = failures((fanOut) => ({
      subscribe: (channel, listener) => {
        const { ready } = fanOut.subscribe(channel, listener);
        return { ready, close: () => undefined };
      },
    }));
    expect(await sticky).toEqual(['a listener that left / hears nothing more']);
  });

  it('a message that throws / is rejected', async () => {
    const strict = failures((fanOut) => ({
      publish: (channel, message) => {
        fanOut.publish(channel, JSON.parse(JSON.stringify(message)));
      },
    }));
    expect(await strict).toEqual(['a message that is not JSON / does not throw']);
  });

  it('nodes that do not hear each other / are rejected', async () => {
    const deaf = failures(
      () => ({}),
      () => createMemoryFanOut({ log }),
    );
    expect(await deaf).toEqual([
      'another node / hears everything once, in order',
      'another organisation on another node / hears nothing',
    ]);
  });
});
