import { join } from 'node:path';
import { adoptPlainRecordings, createRecordingFolder } from '@allo/adapters/files';
import { openObjectStore } from '@allo/adapters/objects';
import {
  callOfRecordingKey,
  type CallArchive,
  type CallStore,
  createCallArchive,
  createErasableObjects,
  createRecordingReader,
  type RecordingReader,
} from '@allo/business';
import { repairWavHeader } from '@allo/call/audio';
import type { CallId, OrgId } from '@allo/contracts';
import type { ObjectStore, PartHealth, RecordingFolder } from '@allo/contracts/ports';
import type { Clock, Lifecycle, Log, MasterKeys, Random } from '@allo/kernel';
import type { Config } from '../config/config.ts';

/** Where recordings are: under way in a folder, afterwards in the object store. */
export interface Objects {
  store: ObjectStore;
  folder: RecordingFolder;
  reader: RecordingReader;
  /** For whoever removes: what waits to be archived counts. */
  erasable: ObjectStore;
  /** Null until the role that takes calls starts it. */
  archive: CallArchive | null;
  health(): PartHealth;
}

/** Uploads that a dead process left unfinished are not somebody else's after so long. */
const leftoverMs = 24 * 3600 * 1000;

/** Opens both, and looks in the background whether the store answers: calls do not wait for it. */
export async function openObjects(options: {
  config: Config;
  masterKeys: MasterKeys;
  clock: Clock;
  log: Log;
  lifecycle: Lifecycle;
}): Promise<Objects> {
  const { config, masterKeys, clock, log, lifecycle } = options;
  const objectsFolder = join(config.dataDir, 'objects');
  const store = openObjectStore({ ...config.objects, folder: objectsFolder, keys: masterKeys });
  const folder = createRecordingFolder({ folder: join(config.dataDir, 'recording') });
  await lifecycle.start({ name: 'objects', stop: () => store.close() });
  if (config.roles.includes('voice') && config.objects.encryption === 'client') {
    const adopted = await adoptPlainRecordings({ objectsFolder, folder });
    if (adopted > 0) log.info({ calls: adopted }, 'recordings of an earlier version will be sealed');
  }
  void lookAfter(store, new Date(clock.wallTime() - leftoverMs), log);
  const objects: Objects = {
    store,
    folder,
    reader: createRecordingReader({ folder, store }),
    erasable: createErasableObjects({ store, folder, clock, archive: () => objects.archive }),
    archive: null,
    health: () => objects.archive?.health() ?? { state: 'ok' },
  };
  return objects;
}

async function lookAfter(store: ObjectStore, before: Date, log: Log): Promise<void> {
  try {
    await store.check();
    await store.removeLeftovers(before);
  } catch (error) {
    const { code, message, detail } = error as { code?: string; message?: string; detail?: string };
    log.error({ code, reason: message, detail }, 'the object store does not answer as it should');
  }
}

/** Archives what calls leave behind; for the process that takes them. */
export async function startArchive(options: {
  objects: Objects;
  calls: Pick<CallStore, 'get'>;
  clock: Clock;
  random: Random;
  log: Log;
  lifecycle: Lifecycle;
}): Promise<CallArchive> {
  const { objects, calls, lifecycle, ...rest } = options;
  const archive = createCallArchive({
    ...rest,
    folder: objects.folder,
    store: objects.store,
    transcriptOf: (orgId, callId) => calls.get(orgId, callId),
    repairRecording: repairWavHeader,
  });
  objects.archive = archive;
  await lifecycle.start({
    name: 'archive',
    // What does not get there in time is taken at the next start.
    drain: async (deadlineMs) => void (await archive.flush(Math.min(deadlineMs, 3000))),
    stop: () => archive.close(),
  });
  return archive;
}

/** Makes the file of a call whose recorder was killed whole again. */
export async function repairByKey({ folder }: Objects, key: string): Promise<void> {
  const call = callOfRecordingKey(key);
  if (call) await repairWavHeader(folder.pathOf(call.orgId, call.callId));
}

/** Null, and the call goes on unrecorded, when its file cannot be made. */
export async function recordingPath(
  { folder }: Objects,
  log: Log,
  orgId: OrgId,
  callId: CallId,
): Promise<string | null> {
  try {
    return await folder.reserve(orgId, callId);
  } catch (error) {
    log.error({ callId, detail: String(error) }, 'this call is not recorded: its file cannot be made');
    return null;
  }
}
