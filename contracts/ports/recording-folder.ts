import type { CallId, OrgId } from '../ids.ts';
import type { ByteRange } from './object-store.ts';

/**
 * Where recordings are written while calls run: files of this machine, because the thread of the audio waits for no
 * network. Each leaves for the object store when its call is over.
 */
export interface RecordingFolder {
  /** The path of a call's file. */
  pathOf(orgId: OrgId, callId: CallId): string;
  /** The same, with its folder made: for whoever writes the file. */
  reserve(orgId: OrgId, callId: CallId): Promise<string>;
  /** Bytes now, a file being written grows; null when there is none. */
  size(orgId: OrgId, callId: CallId): Promise<number | null>;
  /** Ends with `not_found` when there is none. */
  read(orgId: OrgId, callId: CallId, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Removing what is not there is not an error. */
  remove(orgId: OrgId, callId: CallId): Promise<void>;
  /** All that are there, oldest calls first. */
  list(): AsyncIterable<{ orgId: OrgId; callId: CallId }>;
}
