import { createMemoryRateLimiter } from '@allo/adapters/memory';
import { VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createTestApi } from '../testing.ts';

const requestsPerMinute = 200;

async function limited() {
  const clock = new VirtualClock();
  const { api } = await createTestApi({ limiter: createMemoryRateLimiter({ clock }), clock });
  const ask = (organisation?: string) =>
    api.inject({ url: '/v1/calls', headers: organisation ? { 'allo-organisation': organisation } : {} });
  return { api, clock, ask };
}

describe('requests a minute', () => {
  it('429: the one above the limit, until the window has slid on', async () => {
    const { clock, ask } = await limited();
    const first = await ask();
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '200', 'ratelimit-remaining': '199' });
    await clock.advance(30_000);
    for (let count = 1; count < requestsPerMinute; count++) expect((await ask()).statusCode).toBe(200);
    const refused = await ask();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '30']);
    expect(refused.json()).toMatchObject({ code: 'rate_limited' });
    await clock.advance(30_001);
    expect((await ask()).statusCode).toBe(200);
    expect((await ask()).statusCode).toBe(429);
  });

  it('are counted for each organisation’s user alone, and not for the health of the process', async () => {
    const { api, ask } = await limited();
    for (let count = 0; count <= requestsPerMinute; count++) await ask();
    expect((await ask('00000000-0000-7000-8000-0000000000fe')).statusCode).toBe(200);
    for (let count = 0; count <= 310; count++) expect((await api.inject('/health')).statusCode).toBe(200);
  });
});
