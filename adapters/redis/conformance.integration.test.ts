import { type Clock, createIds, createSilentLog, createSystemClock, type Ids } from '@allo/kernel';
import { fanOutKit, liveRegistryKit, rateLimiterKit, realTimeSubject } from '@allo/testing/conformance';
import { describe } from 'vitest';
import {
  createRedisFanOut,
  createRedisLiveRegistry,
  createRedisRateLimiter,
  RedisConnection,
} from './index.ts';

const url = process.env.REDIS_URL_TEST;

describe.skipIf(!url)('Redis', () => {
  const clock = createSystemClock();
  const ids = createIds(clock);
  const log = createSilentLog();

  /** Every node has its own connection, as processes have. */
  function harnessOf<Adapter extends { close(): Promise<void> }>(
    make: (deps: { redis: RedisConnection; clock: Clock; ids: Ids; nodeId: string }) => Adapter,
  ) {
    const create = async () => {
      const nodes = new Map<Adapter, RedisConnection>();
      const open = async () => {
        const redis = new RedisConnection({ url: url as string, clock, log });
        await redis.tried();
        const adapter = make({ redis, clock, ids, nodeId: ids.uuid() });
        nodes.set(adapter, redis);
        return adapter;
      };
      const kill = async (adapter: Adapter) => {
        nodes.get(adapter)?.close();
        // Its timers may still beat, but nothing gets out any more.
      };
      const close = async () => {
        for (const [adapter, redis] of nodes) {
          await adapter.close();
          redis.close();
        }
      };
      const adapter = await open();
      return { adapter, another: open, kill, ...realTimeSubject(clock), isTimeExact: false, close };
    };
    return { create, hasNodes: true };
  }

  rateLimiterKit(
    'the rate limiter',
    harnessOf((deps) => createRedisRateLimiter(deps)),
  );
  liveRegistryKit(
    'the live calls',
    harnessOf((deps) => createRedisLiveRegistry({ ...deps, ttlMs: 600 })),
  );
  fanOutKit(
    'the fan-out',
    harnessOf((deps) => createRedisFanOut({ ...deps, log })),
  );
});
