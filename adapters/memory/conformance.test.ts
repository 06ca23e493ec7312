import { createSilentLog, VirtualClock } from '@allo/kernel';
import {
  eventBusKit,
  fanOutKit,
  liveRegistryKit,
  rateLimiterKit,
  virtualTimeSubject,
} from '@allo/testing/conformance';
import {
  createMemoryEventBus,
  createMemoryFanOut,
  createMemoryLiveRegistry,
  createMemoryRateLimiter,
} from './index.ts';

const log = createSilentLog();

/** A subject whose only node is this process, on a clock that moves when told to. */
function harnessOf<Adapter extends { close(): Promise<void> }>(make: (clock: VirtualClock) => Adapter) {
  const create = () => {
    const clock = new VirtualClock();
    const adapter = make(clock);
    return { adapter, ...virtualTimeSubject(clock), isTimeExact: true, close: () => adapter.close() };
  };
  return { create, hasNodes: false };
}

eventBusKit(
  'the event bus in memory',
  harnessOf((clock) => createMemoryEventBus({ clock, log })),
);
rateLimiterKit(
  'the rate limiter in memory',
  harnessOf((clock) => createMemoryRateLimiter({ clock })),
);
liveRegistryKit(
  'the live calls in memory',
  harnessOf(() => createMemoryLiveRegistry({ nodeId: 'node-1' })),
);
fanOutKit(
  'the fan-out in memory',
  harnessOf(() => createMemoryFanOut({ log })),
);
