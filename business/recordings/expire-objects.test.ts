import { VirtualClock } from '@allo/kernel';
import { createMemoryObjectStore } from '@allo/testing/fakes';
import { describe, expect, it } from 'vitest';
import { expireObjects } from './expire-objects.ts';

const type = { contentType: 'audio/wav' };

describe('expireObjects', () => {
  it('removes what is older under the prefix, and tells each', async () => {
    const clock = new VirtualClock();
    const store = createMemoryObjectStore(clock);
    await store.put('recordings/a/1.wav', Buffer.alloc(10), type);
    await store.put('recordings/b/1.wav', Buffer.alloc(10), type);
    await clock.advance(1000);
    const olderThan = new Date(clock.wallTime());
    await store.put('recordings/a/2.wav', Buffer.alloc(10), type);
    const told: string[] = [];
    const options = { prefix: 'recordings/a/', olderThan };
    expect(await expireObjects(store, { ...options, onRemoved: (key) => told.push(key) })).toEqual({
      removed: 1,
      removedBytes: 10,
      failed: 0,
    });
    expect([told, [...store.objects.keys()]]).toEqual([
      ['recordings/a/1.wav'],
      ['recordings/b/1.wav', 'recordings/a/2.wav'],
    ]);
    expect((await expireObjects(store, options)).removed).toBe(0);
  });

  it('one that cannot be removed / does not keep the others', async () => {
    const clock = new VirtualClock();
    const store = createMemoryObjectStore(clock);
    for (const name of ['1', '2', '3']) await store.put(`recordings/${name}`, Buffer.alloc(5), type);
    await clock.advance(10);
    const stubborn = {
      list: store.list,
      remove: (key: string) => (key.endsWith('2') ? Promise.reject(new Error('held')) : store.remove(key)),
    };
    const olderThan = new Date(clock.wallTime());
    expect(await expireObjects(stubborn, { prefix: '', olderThan })).toEqual({
      removed: 2,
      removedBytes: 10,
      failed: 1,
    });
  });

  it('called off / stops', async () => {
    const clock = new VirtualClock();
    const store = createMemoryObjectStore(clock);
    for (const name of ['1', '2', '3']) await store.put(name, Buffer.alloc(5), type);
    await clock.advance(10);
    const stop = new AbortController();
    const result = await expireObjects(store, {
      prefix: '',
      olderThan: new Date(clock.wallTime()),
      onRemoved: () => stop.abort(),
      signal: stop.signal,
    });
    expect([result.removed, store.objects.size]).toEqual([1, 2]);
  });
});
