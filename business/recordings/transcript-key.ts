import type { CallId, OrgId } from '@allo/contracts';

/** The object store's key of a call's transcript. */
export function transcriptKey(orgId: OrgId, callId: CallId): string {
  return `transcripts/${orgId}/${callId}.json`;
}
