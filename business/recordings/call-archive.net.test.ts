import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecordingFolder } from '@allo/adapters/files';
import { openObjectStore } from '@allo/adapters/objects';
import { repairWavHeader, wavHeader } from '@allo/call/audio';
import { type CallId, defaultOrgId } from '@allo/contracts';
import {
  createIds,
  createMasterKeys,
  createSilentLog,
  createSystemClock,
  createSystemRandom,
} from '@allo/kernel';
import { type RunningS3, startS3 } from '@allo/testing/integration/s3';
import { afterAll, describe, expect, it } from 'vitest';
import { createCallArchive } from './call-archive.ts';
import { recordingKey } from './recording-key.ts';
import { createRecordingReader } from './recording-reader.ts';

const started = await startS3({ mayBuild: false });
const why = started.isRunning ? '' : ` (left out: ${started.reason}; to enable it: ${started.enable})`;
const root = await mkdtemp(join(tmpdir(), 'allo-archive-'));
afterAll(async () => {
  if (started.isRunning) await started.close();
  await rm(root, { recursive: true, force: true });
});

const clock = createSystemClock();
const ids = createIds(clock);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!started.isRunning)(`recordings on a real S3 server${why}`, () => {
  it('the server dies while calls are archived / all arrive sealed and whole once it is back', async () => {
    const server = started as RunningS3;
    const { bucket, endpoint, region, credentials } = server;
    const location = { bucket, prefix: 'allo', endpoint, region, usesPathStyle: true, kmsKeyId: null };
    const keys = createMasterKeys([randomBytes(32).toString('base64')]);
    const s3 = { ...location, credentials };
    const store = openObjectStore({ s3, folder: root, encryption: 'client', keys });
    const raw = openObjectStore({ s3, folder: root, encryption: 'off', keys });
    const folder = createRecordingFolder({ folder: join(root, 'recording') });
    const format = { sampleRateHz: 8000, channels: 2 };
    const hashes = new Map<CallId, string>();
    const bodies = Array.from({ length: 12 }, () => randomBytes(700_000));
    for (const body of bodies) {
      const callId = ids.uuid() as CallId;
      const wav = Buffer.concat([wavHeader(format, body.length), body]);
      await writeFile(await folder.reserve(defaultOrgId, callId), wav);
      hashes.set(callId, hash(wav));
    }
    // The last was cut by a crash: its header says nothing yet.
    const cut = [...hashes.keys()].at(-1) as CallId;
    await writeFile(
      folder.pathOf(defaultOrgId, cut),
      Buffer.concat([wavHeader(format, 0), bodies.at(-1) as Buffer]),
    );

    let stored = 0;
    const archive = createCallArchive({
      folder,
      clock,
      random: createSystemRandom(),
      log: createSilentLog(),
      repairRecording: repairWavHeader,
      transcriptOf: (_, id) =>
        Promise.resolve({
          id,
          agentId: 'lidia',
          agentName: 'Лидия',
          state: 'interrupted',
          direction: 'inbound',
          wire: 'sip',
          from: '',
          to: '',
          startedAt: '',
          answeredAt: 'then',
          endedAt: '',
          durationMs: 1,
          endReason: '',
          outcome: null,
          outcomeReason: null,
          voiceToVoiceP50Ms: null,
          hasRecording: true,
          fields: [],
          transcript: [],
          codec: null,
          leadId: null,
        }),
      store: {
        ...store,
        put: async (...wanted) => {
          await store.put(...wanted);
          stored += 1;
          if (stored === 7) await server.kill();
        },
      },
    });
    expect(await archive.recover()).toBe(12);
    expect(await archive.flush(3000)).toBe(false);
    expect(archive.health()).toMatchObject({ state: 'degraded', reason: 'unreachable' });
    await server.restart();
    expect(await archive.flush(30_000)).toBe(true);
    expect(archive.health()).toEqual({ state: 'ok' });
    archive.close();

    const reader = createRecordingReader({ folder, store });
    for (const [callId, expected] of hashes) {
      const key = recordingKey(defaultOrgId, callId);
      expect(await folder.size(defaultOrgId, callId)).toBeNull();
      expect(hash(Buffer.concat(await reader.read(key).toArray()))).toBe(expected);
      const range = Buffer.concat(await reader.read(key, { start: 0, end: 3 }).toArray());
      expect(range.toString()).toBe('RIFF');
      for await (const piece of raw.read(key)) {
        expect(Buffer.from(piece).includes('RIFF')).toBe(false);
        break;
      }
    }
    store.close();
    raw.close();
  });
});
