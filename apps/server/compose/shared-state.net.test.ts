import { defaultOrgId } from '@allo/contracts';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { freePort } from '@allo/testing/server';
import { describe, expect, it, vi } from 'vitest';
import { openSharedState } from './shared-state.ts';

describe('what nodes share', () => {
  it('servers that are not there / the start goes on, degraded, and everything local works', async () => {
    const clock = createSystemClock();
    const [redisPort, kafkaPort] = [await freePort(), await freePort()];
    const shared = await openSharedState({
      config: {
        redisUrl: `redis://127.0.0.1:${redisPort}`,
        kafka: { brokers: [`127.0.0.1:${kafkaPort}`], isTls: false, sasl: null, topicPrefix: '' },
      },
      nodeId: 'node-1',
      clock,
      ids: createIds(clock),
      log: createSilentLog(),
    });
    try {
      expect(Object.keys(shared.health)).toEqual(['redis', 'kafka']);
      expect(await shared.limiter.take('k', { limit: 1, windowMs: 1000 })).toMatchObject({ isAllowed: true });
      await vi.waitFor(
        () => {
          expect(shared.health.redis?.()).toMatchObject({ state: 'degraded' });
          expect(shared.health.kafka?.()).toMatchObject({ state: 'degraded' });
        },
        { timeout: 20_000 },
      );
      await shared.bus.publish('call-events', []);
      expect(shared.health.kafka?.()).toMatchObject({ state: 'degraded' });
      const record = { orgId: defaultOrgId, key: 'k', eventId: 'e', position: 1, value: null };
      await expect(shared.bus.publish('call-events', [record])).rejects.toMatchObject({ retryable: true });
    } finally {
      await shared.close();
    }
  });
});
