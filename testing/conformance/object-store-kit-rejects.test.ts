import type { ObjectStore } from '@allo/contracts/ports';
import { VirtualClock } from '@allo/kernel';
import { createMemoryObjectStore } from '@allo/testing/fakes';
import { describe, expect, it } from 'vitest';
import { objectStoreCases } from './object-store-kit.ts';

/** Names of the cases a spoilt store fails, up to the slash. */
async function failures(spoil: (good: ObjectStore) => Partial<ObjectStore>): Promise<string[]> {
  const failed: string[] = [];
  const create = () => {
    const good = createMemoryObjectStore(new VirtualClock());
    return Promise.resolve({ store: { ...good, ...spoil(good) }, close: () => undefined });
  };
  for (const { name, run } of objectStoreCases({ create, largeBytes: 300_000 })) {
    await run().catch(() => failed.push(name.split(' / ')[0] as string));
  }
  return failed;
}

async function* oneByteLess(pieces: AsyncIterable<Uint8Array>) {
  let held: Uint8Array | null = null;
  for await (const piece of pieces) {
    if (held) yield held;
    held = piece;
  }
  if (held) yield held.subarray(0, -1);
}

describe('the object store kit', () => {
  it('a good store / passes', async () => {
    expect(await failures(() => ({}))).toEqual([]);
  });

  it('the last byte lost / is rejected', async () => {
    const failed = await failures((good) => ({ read: (...wanted) => oneByteLess(good.read(...wanted)) }));
    expect(failed).toContain('bytes of any size');
  });

  it('ranges ignored / is rejected', async () => {
    const failed = await failures((good) => ({ read: (key) => good.read(key) }));
    expect(failed).toEqual(
      expect.arrayContaining(['bytes of any size', 'a range beyond the end', 'malformed keys and ranges']),
    );
  });

  it('pieces kept instead of copied / is rejected', async () => {
    const failed = await failures((good) => ({
      put: async (key, body, options) => {
        if (body instanceof Uint8Array) return good.put(key, body, options);
        const kept: Uint8Array[] = [];
        for await (const piece of body) kept.push(piece);
        return good.put(key, Buffer.concat(kept), options);
      },
    }));
    expect(failed).toEqual(['a stream of uneven pieces']);
  });

  it('half an object kept when the body fails / is rejected', async () => {
    const failed = await failures((good) => ({
      put: async (key, body, options) => {
        if (body instanceof Uint8Array) return good.put(key, body, options);
        let stored = Buffer.alloc(0);
        for await (const piece of body) {
          stored = Buffer.concat([stored, piece]);
          await good.put(key, stored, options);
        }
        await good.put(key, stored, options);
      },
    }));
    expect(failed).toEqual(['a body that fails']);
  });

  it('a put that does not replace / is rejected', async () => {
    const failed = await failures((good) => ({
      put: async (key, body, options) => {
        if (!(await good.stat(key))) await good.put(key, body, options);
      },
    }));
    expect(failed).toContain('put again');
  });

  it('a prefix taken for a folder / is rejected', async () => {
    async function* inFolder(good: ObjectStore, prefix: string) {
      for await (const one of good.list(prefix)) {
        if (prefix === '' || prefix.endsWith('/') || one.key === prefix) yield one;
      }
    }
    expect(await failures((good) => ({ list: (prefix) => inFolder(good, prefix) }))).toEqual(['listed']);
  });

  it('one page only / is rejected', async () => {
    async function* firstPage(good: ObjectStore, prefix: string) {
      let left = 20;
      for await (const one of good.list(prefix)) if (left-- > 0) yield one;
    }
    expect(await failures((good) => ({ list: (prefix) => firstPage(good, prefix) }))).toEqual(['many']);
  });

  it('removal that does nothing, or minds absence / is rejected', async () => {
    expect(await failures(() => ({ remove: () => Promise.resolve() }))).toContain('removed');
    const minding = await failures((good) => ({
      remove: async (key) => {
        if (!(await good.stat(key))) throw new Error('absent');
        await good.remove(key);
      },
    }));
    expect(minding).toEqual(expect.arrayContaining(['an absent object', 'removed']));
  });

  it('an absent object read as nothing / is rejected', async () => {
    const failed = await failures((good) => ({
      read: async function* (key, range) {
        if (await good.stat(key)) yield* good.read(key, range);
      },
    }));
    expect(failed).toEqual(['an absent object']);
  });

  it('a check that fails / is rejected', async () => {
    expect(await failures(() => ({ check: () => Promise.reject(new Error('down')) }))).toEqual(['the check']);
  });
});
