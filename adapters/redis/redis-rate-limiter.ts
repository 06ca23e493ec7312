import type { RateLimiter, RateVerdict } from '@allo/contracts/ports';
import type { Clock, Ids } from '@allo/kernel';
import { createMemoryRateLimiter } from '../memory/index.ts';
import type { RedisConnection } from './redis-connection.ts';

/**
 * The moments counted, by the microseconds of Redis's own clock: nodes need not agree on the time. Moments of the
 * future, left by a clock that was set back, are forgotten.
 */
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.3f', now - window))
redis.call('ZREMRANGEBYSCORE', KEYS[1], '(' .. string.format('%.3f', now), '+inf')
local count = redis.call('ZCARD', KEYS[1])
local allowed = 0
if count < limit then
  redis.call('ZADD', KEYS[1], string.format('%.3f', now), ARGV[3])
  redis.call('PEXPIRE', KEYS[1], math.ceil(window))
  allowed = 1
  count = count + 1
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local reset = window
if oldest[2] then reset = math.ceil(oldest[2] + window - now) end
return { allowed, math.max(0, limit - count), reset }
`;

/** Counts for all nodes together; while Redis is away each node counts on with what itself has allowed. */
export function createRedisRateLimiter(deps: {
  redis: RedisConnection;
  clock: Clock;
  ids: Ids;
}): RateLimiter {
  const { redis, clock, ids } = deps;
  const own = createMemoryRateLimiter({ clock });
  return {
    async take(key, limit) {
      const answer = await redis.run((client) =>
        client.eval(script, 1, `allo:rate:${key}`, limit.limit, limit.windowMs, ids.token(8)),
      );
      const verdict = readVerdict(answer);
      if (!verdict) return own.take(key, limit);
      // So that the count goes on from here when Redis leaves.
      if (verdict.isAllowed) await own.take(key, limit);
      return verdict;
    },
    state: () => redis.state(),
    close: () => own.close(),
  };
}

function readVerdict(answer: unknown): RateVerdict | null {
  if (!Array.isArray(answer)) return null;
  const [allowed, remaining, resetMs] = answer.map(Number) as [number, number, number];
  return { isAllowed: allowed === 1, remaining, resetMs };
}
