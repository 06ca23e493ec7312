export { RedisConnection, type RedisConnectionOptions } from './redis-connection.ts';
export { createRedisRateLimiter } from './redis-rate-limiter.ts';
export { createRedisLiveRegistry, type RedisLiveRegistryOptions } from './redis-live-registry.ts';
export { createRedisFanOut } from './redis-fan-out.ts';
