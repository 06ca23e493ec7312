import type { OrgId } from '@allo/contracts';
import type { BusRecord } from '@allo/contracts/ports';
import { describe, expect, it } from 'vitest';
import { fromMessage, type TextMessage, toMessage } from './bus-message.ts';

const record: BusRecord = {
  orgId: 'org-1' as OrgId,
  key: 'call-1',
  eventId: 'event-1',
  position: 42,
  value: { text: 'Ёж' },
};

function delivered(
  change: Partial<Record<'event-id' | 'position' | 'org-id' | 'value', string | null>> = {},
) {
  const message = toMessage('call-events', record);
  const headers = new Map(Object.entries(message.headers as Record<string, string>));
  for (const [name, value] of Object.entries(change)) {
    if (name === 'value') message.value = value as string;
    else if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return { ...message, headers } as unknown as TextMessage;
}

describe('a record as a message', () => {
  it('there and back / the same', () => {
    expect(fromMessage(delivered())).toEqual(record);
  });

  it('without a value / null', () => {
    const message = toMessage('call-events', { ...record, value: undefined });
    expect(message.value).toBe('null');
  });

  it.each([
    ['no event id', { 'event-id': null }],
    ['no organisation', { 'org-id': null }],
    ['no position', { position: null }],
    ['a position that is no number', { position: 'x' }],
    ['a value that is not JSON', { value: '{' }],
  ])('%s / is not one of ours', (_, change) => {
    expect(fromMessage(delivered(change))).toBeNull();
  });
});
