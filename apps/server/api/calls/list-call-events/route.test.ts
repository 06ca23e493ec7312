import { defaultOrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import { describe, expect, it } from 'vitest';
import { createTestApi, otherOrgId, sampleCall } from '../../testing.ts';

const id = '01959999-0000-7000-8000-000000000001';
const answered: AlloEvent = {
  id: '01959999-0000-7000-8000-00000000000e',
  orgId: defaultOrgId,
  callId: id,
  seq: 1,
  at: '2026-03-02T09:00:00.000Z',
  type: 'call.answered',
  data: { setupMs: 12 },
};

describe('GET /v1/calls/:id/events', () => {
  it('200: answers events with what they hold', async () => {
    const { api, addCall } = await createTestApi();
    addCall(sampleCall(id), { events: [answered] });
    const reply = await api.inject(`/v1/calls/${id}/events`);
    expect(reply.statusCode).toBe(200);
    const { orgId: _, callId: __, ...shown } = answered;
    expect(reply.json()).toEqual({ items: [shown] });
  });

  it('404: knows nothing of the calls of another organisation', async () => {
    const { api, addCall } = await createTestApi();
    addCall(sampleCall(id), { orgId: otherOrgId, events: [answered] });
    expect((await api.inject(`/v1/calls/${id}/events`)).statusCode).toBe(404);
  });
});
