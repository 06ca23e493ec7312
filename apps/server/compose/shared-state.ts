import { createKafkaEventBus } from '@allo/adapters/kafka';
import {
  createMemoryEventBus,
  createMemoryFanOut,
  createMemoryLiveRegistry,
  createMemoryRateLimiter,
} from '@allo/adapters/memory';
import {
  createRedisFanOut,
  createRedisLiveRegistry,
  createRedisRateLimiter,
  RedisConnection,
} from '@allo/adapters/redis';
import type { EventBus, FanOut, LiveRegistry, PartHealth, RateLimiter } from '@allo/contracts/ports';
import type { Clock, Ids, Log } from '@allo/kernel';
import type { SharedStateConfig } from '../config/shared-state-config.ts';

/** What nodes share where Redis and Kafka are configured, and what each process has for itself otherwise. */
export interface SharedState {
  limiter: RateLimiter;
  registry: LiveRegistry;
  fanOut: FanOut;
  bus: EventBus;
  /** By name: only what is configured, for `/ready`. */
  health: Record<string, () => PartHealth>;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface SharedStateOptions {
  config: SharedStateConfig;
  nodeId: string;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** Starts whether or not the servers are there: they are joined when they come. */
export async function openSharedState(options: SharedStateOptions): Promise<SharedState> {
  const events = openBus(options);
  const nodes = await openNodes(options);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await events.bus.close();
    await Promise.all([nodes.limiter.close(), nodes.registry.close(), nodes.fanOut.close()]);
    nodes.end();
  };
  return {
    limiter: nodes.limiter,
    registry: nodes.registry,
    fanOut: nodes.fanOut,
    bus: events.bus,
    health: { ...nodes.health, ...events.health },
    close: () => (closing ??= close()),
  };
}

type Nodes = Pick<SharedState, 'limiter' | 'registry' | 'fanOut' | 'health'> & { end(): void };

async function openNodes({ config, nodeId, clock, ids, log }: SharedStateOptions): Promise<Nodes> {
  if (config.redisUrl === null) {
    return {
      limiter: createMemoryRateLimiter({ clock }),
      registry: createMemoryLiveRegistry({ nodeId }),
      fanOut: createMemoryFanOut({ log }),
      health: {},
      end: () => undefined,
    };
  }
  const redis = new RedisConnection({ url: config.redisUrl, clock, log });
  await redis.tried();
  return {
    limiter: createRedisRateLimiter({ redis, clock, ids }),
    registry: createRedisLiveRegistry({ redis, nodeId, clock, ids }),
    fanOut: createRedisFanOut({ redis, ids, log }),
    health: { redis: () => redis.state() },
    end: () => redis.close(),
  };
}

function openBus(options: SharedStateOptions): Pick<SharedState, 'bus' | 'health'> {
  const { config, nodeId, clock, log } = options;
  if (config.kafka === null) return { bus: createMemoryEventBus({ clock, log }), health: {} };
  const bus = createKafkaEventBus({ ...config.kafka, clientId: `allo-${nodeId}`, clock, log });
  // Not waited for: a broker that is away would hold up the start.
  void bus.check();
  return { bus, health: { kafka: () => bus.state() } };
}
