import type { CallId, OrgId } from '@allo/contracts';

/** The object store's key of a call's recording. */
export function recordingKey(orgId: OrgId, callId: CallId): string {
  return `recordings/${orgId}/${callId}.wav`;
}
