import { createIds, createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { openSharedState } from './shared-state.ts';

describe('what nodes share', () => {
  it('nothing configured / works within the process, and nothing can be degraded', async () => {
    const clock = new VirtualClock();
    const shared = await openSharedState({
      config: { redisUrl: null, kafka: null },
      nodeId: 'node-1',
      clock,
      ids: createIds(clock),
      log: createSilentLog(),
    });
    expect(shared.health).toEqual({});
    const limit = { limit: 1, windowMs: 1000 };
    expect(await shared.limiter.take('k', limit)).toMatchObject({ isAllowed: true });
    expect(await shared.limiter.take('k', limit)).toMatchObject({ isAllowed: false });
    await shared.close();
    await shared.close();
    await expect(shared.bus.publish('call-events', [])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
