import type { OutboxEvent } from '@allo/contracts/events';
import { webhookFilterSchema, webhookPayloadSchema } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { matchesFilter } from './matches-filter.ts';
import { tellableEvent } from './tellable-event.ts';
import { webhookBody } from './webhook-body.ts';

const event: OutboxEvent = {
  position: 7,
  id: '01959999-0000-7000-8000-000000000001',
  orgId: '00000000-0000-7000-8000-000000000001',
  topic: 'call-events',
  key: 'k',
  type: 'call.ended',
  at: '2026-03-02T09:00:00.000Z',
  callId: '01959999-0000-7000-8000-00000000000c',
  seq: 12,
  data: { reason: 'caller_hung_up', durationMs: 31_000, outcome: 'lead', outcomeReason: null },
};

describe('payload', () => {
  it('of an event of a call / its data with the id of the call and the number in it', () => {
    const body = webhookBody(tellableEvent(event));
    expect(webhookPayloadSchema.parse(JSON.parse(body))).toEqual({
      type: 'call.ended',
      timestamp: '2026-03-02T09:00:00.000Z',
      data: {
        callId: event.callId,
        seq: 12,
        reason: 'caller_hung_up',
        durationMs: 31_000,
        outcome: 'lead',
        outcomeReason: null,
      },
    });
  });

  it('beyond 64 KiB / the ids alone, marked', () => {
    const data = { toolName: 'x'.repeat(70_000), leadId: 'l1' };
    const body = webhookBody(tellableEvent({ ...event, data }));
    expect(JSON.parse(body)).toMatchObject({
      data: { callId: event.callId, seq: 12, leadId: 'l1', isTruncated: true },
    });
    expect(body.length).toBeLessThan(500);
  });
});

describe('filter', () => {
  it.each([
    [['*'], 'lead.created', true],
    [['call.*'], 'call.ended', true],
    [['call.*'], 'callback.made', false],
    [['call.ended', 'lead.*'], 'lead.created', true],
    [['call.ended'], 'call.answered', false],
  ])('%j for %s / %s', (filters, type, expected) => {
    expect(matchesFilter(filters, type)).toBe(expected);
  });

  it.each(['*', 'call.*', 'lead.*', 'webhook.*', 'call.ended', 'webhook.test'])('%s / accepted', (filter) => {
    expect(webhookFilterSchema.safeParse(filter).success).toBe(true);
  });

  it.each(['', 'call', '*.ended', 'call.end', 'call.**', 'calls.*'])('%s / not an event', (filter) => {
    expect(webhookFilterSchema.safeParse(filter).success).toBe(false);
  });
});
