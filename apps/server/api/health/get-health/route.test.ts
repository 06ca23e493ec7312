import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../testing.ts';

describe('GET /health', () => {
  it.each([
    ['ready', 200],
    ['degraded', 200],
    ['starting', 503],
    ['draining', 503],
  ] as const)('%s answers %i', async (status, code) => {
    const { api } = await createTestApi({ health: () => ({ status, version: '0.1.0' }) });
    const reply = await api.inject('/health');
    expect([reply.statusCode, reply.json()]).toEqual([code, { status, version: '0.1.0' }]);
  });
});
