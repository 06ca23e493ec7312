import type { CallId, OrgId } from '@allo/contracts';

/** The object store's key of a call's recording. */
export function recordingKey(orgId: OrgId, callId: CallId): string {
  return `recordings/${orgId}/${callId}.wav`;
}

/** Whose recording a key names; null for any other key. */
export function callOfRecordingKey(key: string): { orgId: OrgId; callId: CallId } | null {
  const match = /^recordings\/([^/]+)\/([^/]+)\.wav$/.exec(key);
  return match ? { orgId: match[1] as OrgId, callId: match[2] as CallId } : null;
}
