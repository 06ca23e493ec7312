import { defaultOrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import { describe, expect, it } from 'vitest';
import { projectCall } from '../calls/project-call.ts';
import type { CallRow } from '../schema/index.ts';
import { leadOfCall } from './lead-of-call.ts';

const initiated: AlloEvent = {
  id: 'e',
  orgId: defaultOrgId,
  callId: 'c',
  seq: 1,
  at: '2026-03-02T09:00:00Z',
  type: 'call.initiated',
  data: { direction: 'inbound', wire: 'sip', from: '+79161234567', to: 'salon' },
};
const call = (more: Partial<CallRow>): CallRow => ({ ...projectCall(null, initiated, 'node'), ...more });
const field = (name: string, value: string) => ({ name, value, display: value, isConfirmed: true });

describe('leadOfCall', () => {
  it.each([
    ['lead', false, 'lead'],
    ['lead', true, 'lead'],
    ['callback', false, 'callback'],
    ['callback', true, 'message'],
    [null, true, 'message'],
    ['info_only', false, null],
    ['failed', false, null],
    [null, false, null],
  ] as const)('outcome %s, message %s: %s', (outcome, hasMessage, kind) => {
    expect(leadOfCall(call({ outcome, hasMessage }), {})?.kind ?? null).toBe(kind);
  });

  it('finds name and phone by the type of the field', () => {
    const fields = [field('who', 'Анна'), field('phone', 'не тот'), field('reach', '+74951112233')];
    const lead = leadOfCall(call({ outcome: 'lead', fields }), {
      who: 'name',
      phone: 'text',
      reach: 'phone',
    });
    expect(lead).toMatchObject({ name: 'Анна', phone: '+74951112233', fields });
  });

  it('finds them by the name of the field when the scenario is gone', () => {
    const fields = [field('client_name', 'Анна'), field('phone', '+74951112233')];
    expect(leadOfCall(call({ outcome: 'lead', fields }), {})).toMatchObject({
      name: 'Анна',
      phone: '+74951112233',
    });
  });

  it('falls back to the number that rang, if it is one', () => {
    expect(leadOfCall(call({ outcome: 'lead' }), {})?.phone).toBe('+79161234567');
    expect(leadOfCall(call({ outcome: 'lead', fromAddress: 'alice' }), {})?.phone).toBeNull();
    expect(leadOfCall(call({ outcome: 'lead', direction: 'outbound' }), {})?.phone).toBeNull();
  });
});
