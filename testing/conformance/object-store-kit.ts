import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ByteRange, ObjectStore } from '@allo/contracts/ports';
import { type ConformanceCase, registerCases } from './conformance-case.ts';

export interface ObjectStoreHarness {
  /** An empty store. */
  create(): Promise<{ store: ObjectStore; close(): Promise<void> | void }>;
  /** More than one page of a listing. */
  manyObjects?: number;
  /** More than one part of an upload. */
  largeBytes?: number;
}

/** Registers the conformance cases of an object store with vitest. */
export function objectStoreKit(name: string, harness: ObjectStoreHarness): void {
  registerCases(name, objectStoreCases(harness));
}

/** The claims every {@link ObjectStore} must keep. */
export function objectStoreCases(harness: ObjectStoreHarness): ConformanceCase[] {
  const on = (check: (store: ObjectStore, harness: ObjectStoreHarness) => Promise<void>) => async () => {
    const { store, close } = await harness.create();
    try {
      await check(store, harness);
    } finally {
      store.close();
      await close();
    }
  };
  return [
    { name: 'bytes of any size / come back, whole and by ranges', run: on(givesBack) },
    { name: 'a stream of uneven pieces / is stored as one', run: on(takesStreams) },
    { name: 'a large object / comes back', run: on(takesLarge) },
    { name: 'a range beyond the end / is cut, behind it empty', run: on(cutsRanges) },
    { name: 'put again / replaces, longer by shorter', run: on(replaces) },
    { name: 'two puts at once / one of them whole', run: on(keepsPutsApart) },
    { name: 'a body that fails / leaves what was there', run: on(storesAllOrNothing) },
    { name: 'an absent object / looks absent, and is not created by looking', run: on(tellsAbsent) },
    { name: 'removed / is gone, twice is no error', run: on(removes) },
    { name: 'listed / by prefix, in order, with size and time', run: on(lists) },
    { name: 'many / are listed all, also while they are removed', run: on(listsMany) },
    { name: 'readers that leave early / hold nothing up', run: on(letsGo) },
    { name: 'malformed keys and ranges / are refused everywhere', run: on(refusesMalformed) },
    { name: 'a download address / gives the object under its file name', run: on(presigns) },
    { name: 'the check / passes', run: on((store) => store.check()) },
  ];
}

const type = { contentType: 'application/octet-stream' };
const folder = 'recordings/01980000-0000-7000-8000-000000000001';
const key = `${folder}/call.wav`;

/** Bytes that tell their place: no two stretches of them are alike. */
function patterned(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed >>> 0;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

async function bytesOf(store: ObjectStore, of: string, range?: ByteRange): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read(of, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function keysOf(store: ObjectStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const found of store.list(prefix)) keys.push(found.key);
  return keys;
}

function assertSame(actual: Buffer, expected: Buffer, what: string): void {
  assert.ok(actual.equals(expected), `${what}: ${actual.length} bytes, of ${expected.length}, or others`);
}

async function givesBack(store: ObjectStore): Promise<void> {
  const segment = 65_536;
  for (const size of [0, 1, 1000, segment - 1, segment, segment + 1, segment + 20, 3 * segment, 200_000]) {
    const bytes = patterned(size);
    await store.put(key, bytes, type);
    assert.equal((await store.stat(key))?.sizeBytes, size, 'size');
    assertSame(await bytesOf(store, key), bytes, `whole of ${size}`);
    const points = [0, 1, 43, 44, segment - 1, segment, segment + 1, 2 * segment, size - 1];
    for (const start of points.filter((one) => one >= 0 && one < size)) {
      for (const end of [start, start + 1, start + segment, size - 1].filter((one) => one >= start)) {
        const expected = bytes.subarray(start, end + 1);
        assertSame(await bytesOf(store, key, { start, end }), expected, `${start}-${end} of ${size}`);
      }
    }
  }
}

async function takesStreams(store: ObjectStore): Promise<void> {
  const bytes = patterned(300_000);
  async function* pieces() {
    // One array used again and again: a store must not keep what it was handed.
    const reused = Buffer.alloc(70_000);
    for (let at = 0, step = 0; at < bytes.length; step++) {
      const part = bytes.subarray(at, at + ([0, 1, 7, 4096, 65_536, 70_000][step % 6] ?? 1));
      reused.set(part);
      yield reused.subarray(0, part.length);
      reused.fill(0xee);
      at += part.length;
    }
  }
  await store.put(key, pieces(), type);
  assertSame(await bytesOf(store, key), bytes, 'the stream');
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  await store.put(key, nothing(), type);
  assert.equal((await store.stat(key))?.sizeBytes, 0, 'a stream of nothing is an empty object');
}

async function takesLarge(store: ObjectStore, { largeBytes = 1_000_000 }: ObjectStoreHarness): Promise<void> {
  const block = patterned(100_003);
  const written = createHash('sha256');
  async function* pieces() {
    for (let at = 0; at < largeBytes; at += block.length) {
      const part = block.subarray(0, largeBytes - at);
      written.update(part);
      yield part;
    }
  }
  await store.put(key, pieces(), type);
  assert.equal((await store.stat(key))?.sizeBytes, largeBytes);
  const read = createHash('sha256');
  for await (const piece of store.read(key)) read.update(piece);
  assert.equal(read.digest('hex'), written.digest('hex'), 'what is read is what was written');
  const start = largeBytes - 5;
  const expected = Buffer.from(
    Array.from({ length: 5 }, (_, i) => block[(start + i) % block.length] as number),
  );
  assertSame(await bytesOf(store, key, { start, end: largeBytes - 1 }), expected, 'the last bytes');
}

async function cutsRanges(store: ObjectStore): Promise<void> {
  const bytes = patterned(1000);
  await store.put(key, bytes, type);
  assertSame(await bytesOf(store, key, { start: 990, end: 5000 }), bytes.subarray(990), 'beyond the end');
  assert.equal((await bytesOf(store, key, { start: 1000, end: 1001 })).length, 0, 'behind the end');
  await store.put(key, new Uint8Array(), type);
  assert.equal((await bytesOf(store, key, { start: 0, end: 9 })).length, 0, 'of an empty object');
}

async function replaces(store: ObjectStore): Promise<void> {
  for (const bytes of [patterned(100_000), patterned(10, 2), patterned(10, 2), patterned(70_000, 3)]) {
    await store.put(key, bytes, type);
    assertSame(await bytesOf(store, key), bytes, 'the newest');
  }
  assert.deepEqual(await keysOf(store, ''), [key]);
}

async function keepsPutsApart(store: ObjectStore): Promise<void> {
  const versions = Array.from({ length: 4 }, (_, index) => patterned(90_000 + index, index + 1));
  await Promise.all(versions.map((bytes) => store.put(key, bytes, type)));
  const found = await bytesOf(store, key);
  assert.ok(
    versions.some((bytes) => bytes.equals(found)),
    'a mixture of two puts',
  );
}

async function storesAllOrNothing(store: ObjectStore): Promise<void> {
  async function* broken() {
    yield patterned(200_000);
    throw new Error('the source broke');
  }
  const put = () => store.put(key, broken(), type);
  await assert.rejects(put);
  assert.equal(await store.stat(key), null, 'half an object');
  assert.deepEqual(await keysOf(store, ''), []);
  const bytes = patterned(1000);
  await store.put(key, bytes, type);
  await assert.rejects(put);
  assertSame(await bytesOf(store, key), bytes, 'the one before');
}

async function tellsAbsent(store: ObjectStore): Promise<void> {
  for (const absent of [key, 'recordings', `${key}/inside`, `${folder}/cal`]) {
    assert.equal(await store.stat(absent), null, absent);
    await assert.rejects(() => bytesOf(store, absent), { code: 'not_found' });
    await assert.rejects(() => bytesOf(store, absent, { start: 0, end: 9 }), { code: 'not_found' });
    await store.remove(absent);
    if (absent === key) await store.put(key, patterned(10), type);
  }
  assert.deepEqual(await keysOf(store, ''), [key]);
}

async function removes(store: ObjectStore): Promise<void> {
  await store.put(key, patterned(10), type);
  await store.put(`${folder}/other.wav`, patterned(10), type);
  await store.remove(key);
  await store.remove(key);
  assert.equal(await store.stat(key), null);
  assert.deepEqual(await keysOf(store, 'recordings/'), [`${folder}/other.wav`]);
}

async function lists(store: ObjectStore): Promise<void> {
  assert.deepEqual(await keysOf(store, ''), []);
  const keys = ['a/b.json', 'a/b/c.json', 'a/b0.json', 'a/c.json', 'a-b/c.json', 'ab/c.json', 'b/a.json'];
  for (const [index, one] of keys.entries()) await store.put(one, patterned(index * 40_000), type);
  assert.deepEqual(await keysOf(store, ''), [...keys].sort());
  assert.deepEqual(await keysOf(store, 'a/'), ['a/b.json', 'a/b/c.json', 'a/b0.json', 'a/c.json']);
  assert.deepEqual(await keysOf(store, 'a/b'), ['a/b.json', 'a/b/c.json', 'a/b0.json']);
  assert.deepEqual(await keysOf(store, 'a/b.json'), ['a/b.json']);
  assert.deepEqual(await keysOf(store, 'c/'), []);
  for await (const found of store.list('')) {
    assert.equal(found.sizeBytes, keys.indexOf(found.key) * 40_000, found.key);
    const facts = await store.stat(found.key);
    // HTTP tells times in whole seconds.
    const difference = Math.abs(found.modifiedAt.getTime() - (facts?.modifiedAt.getTime() ?? 0));
    assert.ok(difference < 1000, `${found.key} is ${difference} ms apart`);
  }
}

async function listsMany(store: ObjectStore, { manyObjects = 50 }: ObjectStoreHarness): Promise<void> {
  const keys = Array.from({ length: manyObjects }, (_, index) => `${folder}/${10_000 + index}.json`);
  const byte = Uint8Array.of(1);
  for (let at = 0; at < keys.length; at += 16) {
    await Promise.all(keys.slice(at, at + 16).map((one) => store.put(one, byte, type)));
  }
  assert.deepEqual(await keysOf(store, `${folder}/`), keys);
  const removed: string[] = [];
  for await (const found of store.list(`${folder}/`)) {
    await store.remove(found.key);
    removed.push(found.key);
  }
  assert.deepEqual(removed, keys);
  assert.deepEqual(await keysOf(store, ''), []);
}

async function letsGo(store: ObjectStore): Promise<void> {
  const bytes = patterned(400_000);
  await store.put(key, bytes, type);
  for (let round = 0; round < 100; round++) {
    for await (const piece of store.read(key)) {
      assert.ok(piece.length > 0);
      break;
    }
    store.read(key);
  }
  assertSame(await bytesOf(store, key), bytes, 'after a hundred readers that left');
}

const malformed = [
  '../secret',
  'recordings/../../secret',
  '/etc/passwd',
  'recordings//x',
  '.',
  'recordings/.hidden',
  'a\\..\\b',
  'C:/x',
  'a/b\0c',
  'a/b\n',
  'a/%2e%2e/b',
  `${'a/'.repeat(9)}a`,
  'x'.repeat(200),
];

async function refusesMalformed(store: ObjectStore): Promise<void> {
  const refused = (work: () => unknown) => assert.rejects(async () => work(), { code: 'bad_request' });
  const firstOf = (all: AsyncIterable<unknown>) => all[Symbol.asyncIterator]().next();
  for (const bad of [...malformed, '', 'recordings/']) {
    await refused(() => store.put(bad, patterned(1), type));
    await refused(() => store.stat(bad));
    await refused(() => firstOf(store.read(bad)));
    await refused(() => store.remove(bad));
    if (store.presign) await refused(() => store.presign?.(bad, { expiresInSeconds: 60, fileName: 'x' }));
  }
  for (const bad of malformed) await refused(() => firstOf(store.list(bad)));
  await store.put(key, patterned(10), type);
  for (const [start, end] of [
    [-1, 5],
    [5, 4],
    [0.5, 3],
    [0, Number.NaN],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    await refused(() => firstOf(store.read(key, { start, end })));
  }
}

async function presigns(store: ObjectStore): Promise<void> {
  if (!store.presign) return;
  const bytes = patterned(1000);
  await store.put(key, bytes, { contentType: 'audio/wav' });
  const address = await store.presign(key, { expiresInSeconds: 60, fileName: 'Звонок 1.wav' });
  const answer = await fetch(address);
  assert.equal(answer.status, 200);
  assertSame(Buffer.from(await answer.arrayBuffer()), bytes, 'the download');
  assert.equal(answer.headers.get('content-type'), 'audio/wav');
  assert.equal(
    answer.headers.get('content-disposition'),
    "attachment; filename*=UTF-8''%D0%97%D0%B2%D0%BE%D0%BD%D0%BE%D0%BA%201.wav",
  );
  const changed = await fetch(address.replace('call.wav', 'other.wav'));
  assert.ok(changed.status >= 400, `another object is answered with ${changed.status}`);
}
