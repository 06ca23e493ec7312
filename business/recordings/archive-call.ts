import type { CallId, OrgId } from '@allo/contracts';
import type { CallDetail } from '@allo/contracts/http';
import type { ObjectStore, RecordingFolder } from '@allo/contracts/ports';
import { AppError, type Log } from '@allo/kernel';
import { recordingKey } from './recording-key.ts';
import { transcriptKey } from './transcript-key.ts';
import { callTranscript } from './transcript-text.ts';

/** A WAV file that holds a header and nothing else has this many bytes. */
const headerBytes = 44;

/**
 * Puts transcript, then recording of a call into the store, and only then removes the local file: as long as that is
 * there, a process that dies leaves everything to be done again. `not-ended`: the call's end is not stored yet. With
 * `mayBeUnknown` a call nobody knows is archived for its recording alone.
 */
export async function archiveCall(options: {
  folder: RecordingFolder;
  store: ObjectStore;
  transcriptOf(orgId: OrgId, callId: CallId): Promise<CallDetail | null>;
  repairRecording(path: string): Promise<unknown>;
  log: Log;
  orgId: OrgId;
  callId: CallId;
  mayBeUnknown: boolean;
}): Promise<'archived' | 'not-ended'> {
  const { store, transcriptOf, orgId, callId, mayBeUnknown } = options;
  const call = await transcriptOf(orgId, callId);
  if (call ? call.state === 'ringing' || call.state === 'active' : !mayBeUnknown) return 'not-ended';
  if (call?.answeredAt) {
    const transcript = Buffer.from(JSON.stringify(callTranscript(call)), 'utf8');
    await store.put(transcriptKey(orgId, callId), transcript, { contentType: 'application/json' });
  }
  await archiveRecording(options);
  return 'archived';
}

async function archiveRecording({
  folder,
  store,
  repairRecording,
  log,
  orgId,
  callId,
}: Parameters<typeof archiveCall>[0]): Promise<void> {
  const size = await folder.size(orgId, callId);
  if (size === null) return;
  if (size > headerBytes) {
    try {
      await repairRecording(folder.pathOf(orgId, callId));
    } catch (error) {
      // Better as it is than not at all.
      log.warn({ callId, detail: String(error) }, 'a recording is archived though its header is wrong');
    }
    const key = recordingKey(orgId, callId);
    await store.put(key, folder.read(orgId, callId), { contentType: 'audio/wav' });
    const stored = await store.stat(key);
    if (stored?.sizeBytes !== size) {
      throw new AppError('provider_garbage', 'The object store has another size than what was sent to it.', {
        detail: `${stored?.sizeBytes ?? 'no'} bytes instead of ${size}`,
      });
    }
  }
  await folder.remove(orgId, callId);
}
