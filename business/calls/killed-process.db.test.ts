import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createFileObjectStore, createRecordingFolder } from '@allo/adapters/files';
import { openDatabase } from '@allo/adapters/postgres';
import { readWav, repairWavHeader, wavHeader } from '@allo/call/audio';
import { type CallId, defaultOrgId } from '@allo/contracts';
import { createIds, createSeededRandom, createSilentLog, createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallArchive } from '../recordings/call-archive.ts';
import { recordingKey } from '../recordings/recording-key.ts';
import { createRecordingReader } from '../recordings/recording-reader.ts';
import { createCallStore } from './call-store.ts';

const clock = createSystemClock();
const log = createSilentLog();
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'allo-killed-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** A process that stores events of two calls as fast as it can and says which are acknowledged, until it is killed. */
const program = `
  const { writeSync } = await import('node:fs');
  const { openDatabase } = await import('@allo/adapters/postgres');
  const { createCallStore, ensureDefaultOrganisation, migrationsFolder } = await import('@allo/business');
  const { defaultOrgId } = await import('@allo/contracts');
  const { createIds, createSilentLog, createSystemClock } = await import('@allo/kernel');
  const clock = createSystemClock();
  const ids = createIds(clock);
  const log = createSilentLog();
  const database = await openDatabase({ dataDir: process.env.KILLED_DATA_DIR, databaseUrl: null, clock, log });
  await database.migrate(migrationsFolder);
  await ensureDefaultOrganisation({ db: database.db, clock });
  const store = createCallStore({ db: database.db, clock, ids, log, nodeId: database.nodeId });
  const calls = [ids.uuid(), ids.uuid()];
  for (let seq = 1; ; seq++) {
    const events = calls.map((callId) => ({
      id: ids.uuid(), orgId: defaultOrgId, callId, seq, at: new Date(clock.wallTime()).toISOString(),
      ...(seq === 1
        ? { type: 'call.initiated', data: { direction: 'inbound', wire: 'sip', from: '', to: 'lidia' } }
        : seq === 2
          ? { type: 'call.answered', data: { setupMs: 1 } }
          : { type: 'call.user_spoke', data: { turn: 't' + seq, speaker: 'caller', text: 'слово ' + seq,
              source: 'stt', startMs: seq, endMs: seq + 1 } }),
    }));
    await store.append(defaultOrgId, events);
    for (const callId of calls) writeSync(1, callId + ' ' + seq + '\\n');
  }`;

/** Kills the process once it acknowledged `count` events; answers the last acknowledged `seq` of each call. */
async function runUntilKilled(count: number): Promise<Map<CallId, number>> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    env: { ...process.env, KILLED_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged = new Map<CallId, number>();
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [callId, seq] = line.split(' ');
    acknowledged.set(callId as CallId, Number(seq));
    seen += 1;
    if (seen === count) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return acknowledged;
}

describe('a process killed while it stores events', () => {
  it('loses none it acknowledged, and the next start ends its calls with transcript and recording whole', async () => {
    const killed: Array<Map<CallId, number>> = [];
    const objects = createFileObjectStore({ folder: join(dataDir, 'objects') });
    const folder = createRecordingFolder({ folder: join(dataDir, 'recording') });
    const reader = createRecordingReader({ folder, store: objects });
    for (const count of [40, 131, 222]) {
      killed.push(await runUntilKilled(count));
      const acknowledged = killed.at(-1) as Map<CallId, number>;
      const [recorded] = acknowledged.keys() as Iterable<CallId>;
      // As a killed recorder leaves it: a header that says nothing yet.
      const format = { sampleRateHz: 8000, channels: 2 };
      const key = recordingKey(defaultOrgId, recorded as CallId);
      const path = await folder.reserve(defaultOrgId, recorded as CallId);
      await writeFile(path, Buffer.concat([wavHeader(format, 0), new Uint8Array(1600)]));

      const database = await openDatabase({ dataDir, databaseUrl: null, clock, log });
      const ids = createIds(clock);
      const store = createCallStore({ db: database.db, clock, ids, log, nodeId: database.nodeId });
      const recovered = await store.recoverInterrupted(() => Promise.resolve());
      expect(new Set(recovered)).toEqual(new Set(acknowledged.keys()));
      const archive = createCallArchive({
        folder,
        store: objects,
        repairRecording: repairWavHeader,
        clock,
        log,
        random: createSeededRandom(1),
        transcriptOf: (org, callId) => store.get(org, callId),
      });
      expect(await archive.recover()).toBe(1);
      expect(await archive.flush(20_000)).toBe(true);
      archive.close();
      expect(await folder.size(defaultOrgId, recorded as CallId)).toBeNull();
      const archived = Buffer.concat(await reader.read(key).toArray());
      expect(readWav(archived)).toMatchObject({ dataBytes: 1600, isUnfinished: false });

      for (const [callId, lastSeq] of killed.flatMap((calls) => [...calls])) {
        const events = (await store.events(defaultOrgId, callId)) ?? [];
        expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
        // At most one batch was stored whose acknowledgement the kill cut off, then comes the end.
        expect(events.length).toBeGreaterThanOrEqual(lastSeq + 1);
        expect(events.length).toBeLessThanOrEqual(lastSeq + 3);
        expect(events.at(-1)).toMatchObject({ type: 'call.ended', data: { reason: 'interrupted' } });
        const call = await store.get(defaultOrgId, callId);
        expect(call?.state).toBe('interrupted');
        expect(call?.transcript.map(({ text }) => text)).toEqual(
          events.slice(2, -1).map(({ seq }) => `слово ${seq}`),
        );
      }
      await database.close();
    }
  });
});
