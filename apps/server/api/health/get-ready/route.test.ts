import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../testing.ts';

const database = (state: 'ok' | 'degraded' | 'down') => ({ id: 'database', state }) as const;

describe('GET /ready', () => {
  it.each([
    ['ok', 200],
    ['degraded', 200],
    ['down', 503],
  ] as const)('%s / %i, with its parts', async (state, status) => {
    const readiness = { status: state, parts: [database(state)] };
    const { api } = await createTestApi({ readiness: () => Promise.resolve(readiness) });
    const reply = await api.inject('/ready');
    expect([reply.statusCode, reply.json()]).toEqual([status, readiness]);
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});
