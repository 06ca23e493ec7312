import type { OutboxEvent } from '@allo/contracts/events';
import type { OutboxRow } from '../schema/index.ts';

/** A placed row as everybody who follows sees it. */
export function outboxView(row: OutboxRow): OutboxEvent {
  const { position, eventId, orgId, topic, key, type, at, callId, seq, payload } = row;
  // Rows not placed yet are read by nobody but the relay.
  if (position === null) throw new Error('this event has no position yet');
  return { position, id: eventId, orgId, topic, key, type, at: at.toISOString(), callId, seq, data: payload };
}
