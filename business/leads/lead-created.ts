import type { PlatformEvent } from '@allo/contracts/events';
import type { LeadRow } from '../schema/index.ts';

/** The event that tells of a new lead. */
export function leadCreated(lead: LeadRow, id: string): PlatformEvent {
  const { callId, agentId, kind, name, phone, fields, createdAt } = lead;
  return {
    id,
    at: createdAt.toISOString(),
    type: 'lead.created',
    callId,
    data: { leadId: lead.id, callId, agentId, kind, name, phone, fields },
  };
}
