import type { CallId, OrgId } from '@allo/contracts';
import type { CallDetail, CallState } from '@allo/contracts/http';
import type { ObjectStore, RecordingFolder } from '@allo/contracts/ports';
import { AppError, createSeededRandom, createSilentLog, VirtualClock } from '@allo/kernel';
import { createMemoryObjectStore } from '@allo/testing/fakes';
import { describe, expect, it } from 'vitest';
import { createCallArchive } from './call-archive.ts';
import { createErasableObjects } from './erasable-objects.ts';
import { createRecordingReader } from './recording-reader.ts';

const orgId = '00000000-0000-7000-8000-000000000001' as OrgId;
const ids = ['a', 'b', 'c', 'd', 'e'].map((one) => `01959999-0000-7000-8000-00000000000${one}` as CallId);
const [one, two] = ids as [CallId, CallId];

function memoryFolder() {
  const files = new Map<CallId, Buffer>();
  const folder: RecordingFolder = {
    pathOf: (_, callId) => callId,
    reserve: (_, callId) => Promise.resolve(callId),
    size: (_, callId) => Promise.resolve(files.get(callId)?.length ?? null),
    read: async function* (_, callId, range) {
      const bytes = files.get(callId);
      if (!bytes) throw new AppError('not_found', 'There is no such recording.');
      yield range ? bytes.subarray(range.start, range.end + 1) : bytes;
    },
    remove: (_, callId) => Promise.resolve(void files.delete(callId)),
    list: async function* () {
      for (const callId of files.keys()) yield { orgId, callId };
    },
  };
  return { files, folder };
}

function callOf(id: CallId, state: CallState): CallDetail {
  return {
    id,
    agentId: 'lidia',
    agentName: 'Лидия',
    state,
    direction: 'inbound',
    wire: 'sip',
    from: '+79161234567',
    to: 'lidia',
    startedAt: '2026-03-02T09:00:00.000Z',
    answeredAt: '2026-03-02T09:00:01.000Z',
    endedAt: null,
    durationMs: 30_000,
    endReason: 'completed',
    outcome: null,
    outcomeReason: null,
    voiceToVoiceP50Ms: null,
    hasRecording: true,
    fields: [],
    transcript: [],
    codec: null,
    leadId: null,
  };
}

/** An archive over memory; `put` may be made to fail, and is counted while it lasts 100 ms. */
function setup(maxAtOnce = 2) {
  const clock = new VirtualClock();
  const memory = createMemoryObjectStore(clock);
  const { files, folder } = memoryFolder();
  const states = new Map<CallId, CallState>();
  const world = { isAway: false, tries: 0, atOnce: 0, mostAtOnce: 0, repaired: [] as string[] };
  const store: ObjectStore = {
    ...memory,
    put: async (...wanted) => {
      world.tries += 1;
      world.atOnce += 1;
      world.mostAtOnce = Math.max(world.mostAtOnce, world.atOnce);
      try {
        await clock.sleep(100);
        if (world.isAway) throw new AppError('provider_unreachable', 'The object store cannot be reached.');
        await memory.put(...wanted);
      } finally {
        world.atOnce -= 1;
      }
    },
  };
  const create = () =>
    createCallArchive({
      folder,
      store,
      clock,
      maxAtOnce,
      log: createSilentLog(),
      random: createSeededRandom(1),
      transcriptOf: (_, callId) => {
        const state = states.get(callId);
        return Promise.resolve(state ? callOf(callId, state) : null);
      },
      repairRecording: (path) => Promise.resolve(world.repaired.push(path)),
    });
  const record = (callId: CallId, state: CallState = 'completed') => {
    files.set(callId, Buffer.alloc(1000, callId));
    states.set(callId, state);
  };
  const stored = () => [...memory.objects.keys()].sort();
  return { clock, memory, files, folder, store, states, world, create, record, stored };
}

const keysOf = (callId: CallId) => [
  `recordings/${orgId}/${callId}.wav`,
  `transcripts/${orgId}/${callId}.json`,
];

describe('createCallArchive', () => {
  it('a call that is over / transcript and recording are stored, the file is gone', async () => {
    const { clock, memory, files, world, create, record, stored } = setup();
    record(one);
    const archive = create();
    archive.add(orgId, one);
    archive.add(orgId, one);
    expect(archive.status()).toEqual({ waiting: 1, isStalled: false });
    await clock.advance(1000);
    expect(stored()).toEqual(keysOf(one));
    expect([files.size, world.tries, world.repaired]).toEqual([0, 2, [one]]);
    const [wav, json] = keysOf(one).map((key) => memory.objects.get(key));
    expect(wav).toMatchObject({ contentType: 'audio/wav', bytes: Buffer.alloc(1000, one) });
    expect(JSON.parse(String(json?.bytes))).toMatchObject({ version: 1, id: one, agentName: 'Лидия' });
    expect(archive.status()).toEqual({ waiting: 0, isStalled: false });
  });

  it('the end of the call is stored late / waits for it', async () => {
    const { clock, files, states, create, record, stored } = setup();
    record(one, 'active');
    const archive = create();
    archive.add(orgId, one);
    await clock.advance(5000);
    expect(stored()).toEqual([]);
    expect(files.size).toBe(1);
    states.set(one, 'completed');
    await clock.advance(10_000);
    expect(stored()).toEqual(keysOf(one));
  });

  it('a store that is away for an hour / nothing is lost, few tries, all arrive soon after', async () => {
    const { clock, files, world, create, record, stored } = setup();
    world.isAway = true;
    const archive = create();
    for (const callId of ids) {
      record(callId);
      archive.add(orgId, callId);
    }
    await clock.advance(3_600_000);
    expect(files.size).toBe(5);
    expect(archive.status()).toEqual({ waiting: 5, isStalled: true });
    expect(world.tries).toBeLessThan(5 * 90);
    world.isAway = false;
    await clock.advance(80_000);
    expect(stored()).toEqual(ids.flatMap(keysOf).sort());
    expect([files.size, archive.status()]).toEqual([0, { waiting: 0, isStalled: false }]);
  });

  it('many at once / two under way, the others wait', async () => {
    const { clock, world, create, record, stored } = setup();
    const archive = create();
    for (const callId of ids) {
      record(callId);
      archive.add(orgId, callId);
    }
    await clock.advance(5000);
    expect([world.mostAtOnce, stored().length]).toEqual([2, 10]);
  });

  it('closed in the middle / the next process takes what is left', async () => {
    const { clock, files, world, create, record, stored } = setup(1);
    for (const callId of ids) record(callId);
    const first = create();
    for (const callId of ids) first.add(orgId, callId);
    await clock.advance(250);
    first.close();
    first.close();
    await clock.advance(10_000);
    expect(files.size).toBeGreaterThanOrEqual(3);
    const tries = world.tries;
    await clock.advance(100_000);
    expect(world.tries).toBe(tries);
    const left = files.size;
    const second = create();
    expect(await second.recover()).toBe(left);
    await clock.advance(10_000);
    expect([files.size, stored()]).toEqual([0, ids.flatMap(keysOf).sort()]);
  });

  it('a recording of a call nobody knows / is kept all the same, in the end', async () => {
    const { clock, files, create, stored } = setup();
    files.set(one, Buffer.alloc(100));
    const archive = create();
    await archive.recover();
    await clock.advance(10_000);
    expect(stored()).toEqual([]);
    await clock.advance(120_000);
    expect(stored()).toEqual([keysOf(one)[0]]);
  });

  it('no recording, or one with nothing in it / the transcript alone', async () => {
    const { clock, files, states, create, stored } = setup();
    states.set(one, 'completed');
    states.set(two, 'failed');
    files.set(two, Buffer.alloc(44));
    const archive = create();
    archive.add(orgId, one);
    archive.add(orgId, two);
    await clock.advance(1000);
    expect([stored(), files.size]).toEqual([[keysOf(one)[1], keysOf(two)[1]], 0]);
  });

  it('flush / true when all is stored, false when time is up', async () => {
    const { clock, world, create, record } = setup();
    const archive = create();
    expect(await archive.flush(0)).toBe(true);
    record(one);
    archive.add(orgId, one);
    const soon = archive.flush(5000);
    await clock.advance(1000);
    expect(await soon).toBe(true);
    world.isAway = true;
    record(two);
    archive.add(orgId, two);
    const never = archive.flush(5000);
    await clock.advance(5000);
    expect(await never).toBe(false);
  });
});

describe('createRecordingReader', () => {
  it('under way, archived, absent / read from where it is', async () => {
    const { clock, folder, store, create, record } = setup();
    const reader = createRecordingReader({ folder, store });
    const [key] = keysOf(one) as [string];
    const read = async () => Buffer.concat(await reader.read(key, { start: 10, end: 19 }).toArray());
    expect(await reader.find(key)).toBeNull();
    await expect(read()).rejects.toMatchObject({ code: 'not_found' });
    record(one);
    for (const place of ['folder', 'store']) {
      expect(await reader.find(key)).toEqual({ sizeBytes: 1000, isFinished: place === 'store' });
      expect(await read()).toEqual(Buffer.alloc(1000, one).subarray(10, 20));
      create().add(orgId, one);
      await clock.advance(1000);
      expect(await folder.size(orgId, one)).toBeNull();
    }
  });

  it('a store that fails / says so without telling where it is', async () => {
    const { folder, store } = setup();
    const failure = new AppError('provider_unreachable', 'The object store 10.0.0.5 cannot be reached.');
    const away: ObjectStore = {
      ...store,
      stat: () => Promise.reject(failure),
      read: async function* () {
        yield Buffer.alloc(1);
        throw failure;
      },
    };
    const reader = createRecordingReader({ folder, store: away });
    const [key] = keysOf(one) as [string];
    for (const asked of [reader.find(key), reader.read(key).toArray()]) {
      await expect(asked).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.not.stringContaining('10.0.0.5'),
        detail: expect.stringContaining('10.0.0.5'),
      });
    }
  });
});

describe('createErasableObjects', () => {
  it('erased while it waits, is under way or archived / nothing is left, nor comes again', async () => {
    for (const afterMs of [0, 50, 150, 5000]) {
      const { clock, files, folder, store, create, record, stored } = setup();
      record(one);
      record(two);
      const archive = create();
      const objects = createErasableObjects({ store, folder, clock, archive: () => archive });
      archive.add(orgId, one);
      archive.add(orgId, two);
      await clock.advance(afterMs);
      expect(await objects.stat(keysOf(one)[0] as string)).toMatchObject({ sizeBytes: 1000 });
      const erase = async () => {
        for (const key of keysOf(one)) await objects.remove(key);
      };
      const erased = erase();
      await clock.advance(10_000);
      await erased;
      expect(await objects.stat(keysOf(one)[0] as string)).toBeNull();
      await clock.advance(100_000);
      expect([stored(), files.size]).toEqual([keysOf(two), 0]);
    }
  });
});
