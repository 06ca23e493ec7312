import { createMasterKeys, VirtualClock } from '@allo/kernel';
import { objectStoreKit } from '@allo/testing/conformance';
import { createMemoryObjectStore } from '@allo/testing/fakes';
import { describe, expect, it } from 'vitest';
import { plainSize, sealedSize } from './sealed-layout.ts';
import { createSealedObjectStore } from './sealed-object-store.ts';

const text = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const keys = createMasterKeys([text(1)]);
const type = { contentType: 'audio/wav' };
const segment = 65_536;
const sealedSegment = segment + 16;

function sealed(with_ = keys) {
  const memory = createMemoryObjectStore(new VirtualClock());
  return { memory, store: createSealedObjectStore({ store: memory, keys: with_ }) };
}

async function read(
  store: ReturnType<typeof sealed>['store'],
  key: string,
  range?: { start: number; end: number },
) {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read(key, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const plain = Buffer.from(
  Array.from({ length: 3 * segment + 1000 }, (_, index) => (index * 7 + (index >> 8)) % 256),
);

/** An object of three segments and a bit, whose sealed bytes `spoil` may change. */
async function spoilt(spoil: (bytes: Buffer) => Buffer) {
  const made = sealed();
  await made.store.put('a.wav', plain, type);
  const object = made.memory.objects.get('a.wav');
  if (!object) throw new Error('nothing stored');
  object.bytes = spoil(Buffer.from(object.bytes));
  return made.store;
}

const at = (index: number) => 48 + index * sealedSegment;
const damaged = { code: 'provider_garbage' };

objectStoreKit('sealed objects in memory', {
  create: () => {
    const { store } = sealed();
    return Promise.resolve({ store, close: () => undefined });
  },
});

describe('createSealedObjectStore', () => {
  it('what lies in the store / tells nothing of what is inside', async () => {
    const { memory, store } = sealed();
    const words = Buffer.from('Алло, это студия. '.repeat(10_000));
    await store.put('a.wav', words, type);
    await store.put('b.wav', words, type);
    const [a, b] = ['a.wav', 'b.wav'].map((key) => memory.objects.get(key));
    expect(a?.bytes.includes('студия')).toBe(false);
    expect(a?.bytes.length).toBe(sealedSize(words.length));
    expect(a?.contentType).toBe('application/octet-stream');
    // The same words twice: nothing of the sealed bytes is the same but the start of the header.
    expect(a?.bytes.subarray(16).equals(b?.bytes.subarray(16) as Buffer)).toBe(false);
    expect(store.presign).toBeUndefined();
  });

  it('every single changed byte / is found', async () => {
    const { memory, store } = sealed();
    await store.put('a.wav', Buffer.from('two words'), type);
    const object = memory.objects.get('a.wav');
    const good = Buffer.from(object?.bytes as Buffer);
    for (let index = 0; index < good.length; index++) {
      const bad = Buffer.from(good);
      bad[index] = (bad[index] as number) ^ 1;
      if (object) object.bytes = bad;
      const isKeyId = index >= 8 && index < 16;
      const expected = isKeyId ? { code: 'provider_rejected' } : damaged;
      await expect(read(store, 'a.wav'), `byte ${index}`).rejects.toMatchObject(expected);
      await expect(read(store, 'a.wav', { start: 1, end: 3 }), `byte ${index}`).rejects.toBeDefined();
    }
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['cut by a byte', (bytes) => bytes.subarray(0, -1)],
    ['cut to the header', (bytes) => bytes.subarray(0, 48)],
    ['cut to nothing', (bytes) => bytes.subarray(0, 0)],
    ['cut after a segment', (bytes) => bytes.subarray(0, at(2))],
    [
      'cut after a segment, the end kept',
      (bytes) => Buffer.concat([bytes.subarray(0, at(2)), bytes.subarray(-16)]),
    ],
    ['a segment left out', (bytes) => Buffer.concat([bytes.subarray(0, at(1)), bytes.subarray(at(2))])],
    ['a segment repeated', (bytes) => Buffer.concat([bytes.subarray(0, at(2)), bytes.subarray(at(1))])],
    ['lengthened', (bytes) => Buffer.concat([bytes, bytes.subarray(-32)])],
    ['not sealed at all', () => Buffer.concat([Buffer.from('RIFF'), plain])],
  ])('%s / is found, whole and by any range', async (_, spoil) => {
    const store = await spoilt(spoil);
    await expect(read(store, 'a.wav')).rejects.toMatchObject(damaged);
    await expect(read(store, 'a.wav', { start: 0, end: 9 })).rejects.toMatchObject(damaged);
    await expect(read(store, 'a.wav', { start: 70_000, end: 70_009 })).rejects.toMatchObject(damaged);
  });

  it('two segments swapped / is found where they are read', async () => {
    const store = await spoilt((bytes) =>
      Buffer.concat([
        bytes.subarray(0, at(0)),
        bytes.subarray(at(1), at(2)),
        bytes.subarray(at(0), at(1)),
        bytes.subarray(at(2)),
      ]),
    );
    await expect(read(store, 'a.wav')).rejects.toMatchObject(damaged);
    await expect(read(store, 'a.wav', { start: 5, end: 9 })).rejects.toMatchObject(damaged);
    const untouched = { start: 2 * segment, end: 2 * segment + 99 };
    expect(
      (await read(store, 'a.wav', untouched)).equals(plain.subarray(untouched.start, untouched.end + 1)),
    ).toBe(true);
  });

  it('an object in the place of another, or an older one of the same / other segments do not open', async () => {
    const { memory, store } = sealed();
    await store.put('a.wav', plain, type);
    await store.put('b.wav', plain, type);
    const a = memory.objects.get('a.wav')?.bytes as Buffer;
    const b = memory.objects.get('b.wav');
    if (!b) throw new Error('nothing stored');
    const own = b.bytes;
    b.bytes = a;
    await expect(read(store, 'b.wav')).rejects.toMatchObject(damaged);
    b.bytes = Buffer.concat([own.subarray(0, at(1)), a.subarray(at(1))]);
    await expect(read(store, 'b.wav')).rejects.toMatchObject(damaged);
  });

  it('a range / asks the store for the segments it touches and no more', async () => {
    const { memory, store: _ } = sealed();
    let asked = 0;
    const counting = createSealedObjectStore({
      keys,
      store: {
        ...memory,
        read: async function* (key, range) {
          for await (const piece of memory.read(key, range)) {
            asked += piece.length;
            yield piece;
          }
        },
      },
    });
    await counting.put('a.wav', plain, type);
    const range = { start: 2 * segment - 5, end: 2 * segment + 5 };
    expect((await read(counting, 'a.wav', range)).equals(plain.subarray(range.start, range.end + 1))).toBe(
      true,
    );
    expect(asked).toBe(48 + 16 + 2 * sealedSegment);
  });

  it('after a change of keys / old objects open by their key, new ones are sealed with the new', async () => {
    const { memory, store } = sealed();
    await store.put('old.wav', plain, type);
    const rotated = createSealedObjectStore({ store: memory, keys: createMasterKeys([text(2), text(1)]) });
    await rotated.put('new.wav', plain, type);
    expect((await read(rotated, 'old.wav')).equals(plain)).toBe(true);
    expect((await read(rotated, 'new.wav')).equals(plain)).toBe(true);
    await expect(read(store, 'new.wav')).rejects.toMatchObject({
      code: 'provider_rejected',
      message: expect.stringContaining('SECRET_KEY'),
    });
    const forgotten = createSealedObjectStore({ store: memory, keys: createMasterKeys([text(2)]) });
    await expect(read(forgotten, 'old.wav')).rejects.toMatchObject({ code: 'provider_rejected' });
  });
});

describe('plainSize', () => {
  it('every size / there and back', () => {
    for (const size of [0, 1, 15, 16, 17, segment - 1, segment, segment + 1, 2 * segment, 10_000_000_000]) {
      expect(plainSize(sealedSize(size))).toBe(size);
    }
    const possible = new Set(Array.from({ length: segment + 100 }, (_, size) => sealedSize(size)));
    for (let size = 0; size < segment; size++) expect(plainSize(size) !== null).toBe(possible.has(size));
  });
});
