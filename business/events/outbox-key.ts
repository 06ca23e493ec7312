import { createHash } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';

/** What of an event decides where it travels. */
export interface Routed {
  type: OutboxEvent['type'];
  callId: string | null;
  /** The agent it is about or whose call it is of; null where there is none. */
  agentId: string | null;
}

/**
 * The topic of an event and the key within which its order is kept: the organisation for calls and bills, the call for
 * what an agent does in it, the agent for its tools and its versions.
 */
export function outboxKey(
  orgId: OrgId,
  { type, callId, agentId }: Routed,
): Pick<OutboxEvent, 'topic' | 'key'> {
  switch (type.slice(0, type.indexOf('.'))) {
    case 'call':
      return { topic: 'call-events', key: orgId };
    case 'agent':
      return { topic: 'agent-events', key: callId ?? agentId ?? orgId };
    case 'tool':
      return { topic: 'tool-events', key: agentId || callId || orgId };
    case 'billing':
      return { topic: 'billing-events', key: orgId };
    default:
      return { topic: 'platform-events', key: orgId };
  }
}

/** The number of the database's lock for a topic and key: 64 bits, signed, as text. */
export function lockNumber({ topic, key }: Pick<OutboxEvent, 'topic' | 'key'>): string {
  return createHash('sha256').update(`${topic} ${key}`).digest().readBigInt64BE(0).toString();
}
