import type { Lead } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../testing.ts';

const lead: Lead = {
  id: '01959999-0000-7000-8000-00000000001e',
  callId: null,
  agentId: 'salon',
  kind: 'lead',
  status: 'new',
  name: 'Анна',
  phone: '+79161234567',
  fields: [],
  version: 1,
  createdAt: '2026-03-02T09:00:31.000Z',
};

describe('GET /v1/leads', () => {
  it('200: answers a page', async () => {
    const { api, addLead } = await createTestApi();
    addLead(lead);
    const reply = await api.inject('/v1/leads?limit=10');
    expect([reply.statusCode, reply.json()]).toEqual([200, { items: [lead], nextCursor: null }]);
  });

  it('400: names the wrong parameter', async () => {
    const { api } = await createTestApi();
    const reply = await api.inject('/v1/leads?limit=none');
    expect(reply.statusCode).toBe(400);
    expect(reply.json<{ detail: string }>().detail).toContain('querystring.limit');
  });
});
