import type { Lead } from '@allo/contracts/http';
import type { CallRow, LeadRow } from '../schema/index.ts';

/** Field name → type in the agent's scenario. */
export type FieldTypes = Record<string, string>;

/** What an ended call leaves to get back to, or null. Pure. */
export function leadOfCall(
  call: CallRow,
  types: FieldTypes,
): Omit<LeadRow, 'id' | 'status' | 'version'> | null {
  const kind = kindOf(call);
  if (!kind) return null;
  return {
    orgId: call.orgId,
    callId: call.id,
    agentId: call.agentId,
    kind,
    name: valueOf(call, types, 'name'),
    phone: valueOf(call, types, 'phone') ?? callerNumber(call),
    fields: call.fields,
    createdAt: call.endedAt ?? call.lastEventAt,
  };
}

/** A message is somebody waiting for an answer, whatever the scenario made of the call; a lead outranks it. */
function kindOf(call: CallRow): Lead['kind'] | null {
  if (call.outcome === 'lead') return 'lead';
  if (call.hasMessage) return 'message';
  return call.outcome === 'callback' ? 'callback' : null;
}

/** By type; by name when the scenario is not known any more. */
function valueOf(call: CallRow, types: FieldTypes, type: 'name' | 'phone'): string | null {
  const field =
    call.fields.find(({ name }) => types[name] === type) ??
    call.fields.find(({ name }) => types[name] === undefined && (name === type || name.endsWith(`_${type}`)));
  return field?.value || null;
}

/** Who rang, when it is a number one can ring back. */
function callerNumber(call: CallRow): string | null {
  return call.direction === 'inbound' && /^\+?\d{7,15}$/.test(call.fromAddress) ? call.fromAddress : null;
}
