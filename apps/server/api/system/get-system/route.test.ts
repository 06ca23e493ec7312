import type { SystemStatus } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../testing.ts';

const status: SystemStatus = {
  version: '0.1.0',
  startedAt: '2026-03-02T09:00:00.000Z',
  addresses: { http: 'http://127.0.0.1:8080', sip: null },
  roles: ['api'],
  activeCalls: 0,
  callsToday: 3,
  parts: [{ id: 'database', state: 'degraded', label: 'PGlite (embedded)', code: 'pglite_no_fsync' }],
};

describe('GET /v1/system', () => {
  it('200: answers what the process says of itself', async () => {
    const { api } = await createTestApi({ system: () => Promise.resolve(status) });
    const reply = await api.inject('/v1/system');
    expect([reply.statusCode, reply.json()]).toEqual([200, status]);
  });
});
