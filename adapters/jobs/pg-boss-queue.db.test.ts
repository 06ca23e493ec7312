import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import type { JobQueue } from '@allo/contracts/ports';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPgBossQueue } from './pg-boss-queue.ts';

const clock = createSystemClock();
let database: TestDatabase;
let queue: JobQueue;
const open = () => {
  const { pool, kind } = database;
  const log = createSilentLog();
  return startPgBossQueue({ pool, kind, clock, ids: createIds(clock), log, isWorker: true });
};
beforeAll(async () => {
  database = await openTestDatabase();
  queue = await open();
});
afterAll(async () => {
  await queue?.close();
  await database?.dispose();
});

/** Resolves with what the first so many jobs of this name were about. */
function worked(name: string, count: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  return new Promise((resolve, reject) => {
    queue
      .work(name, (data) => {
        if (seen.push(data.n) === count) resolve(seen);
        return Promise.resolve();
      })
      .catch(reject);
  });
}

describe('the job queue', () => {
  it('does jobs in order, those added before anybody worked too', async () => {
    await queue.add('order', { n: 1 });
    await queue.add('order', { n: 2 });
    const all = worked('order', 3);
    await queue.add('order', { n: 3 });
    expect(await all).toEqual([1, 2, 3]);
  });

  it('keeps one job of a key waiting', async () => {
    await queue.add('keyed', { n: 1 }, { key: 'a' });
    await queue.add('keyed', { n: 2 }, { key: 'a' });
    await queue.add('keyed', { n: 3 }, { key: 'b' });
    expect(await worked('keyed', 2)).toEqual([1, 3]);
  });

  it('leaves what was under way at the end to the next process', async () => {
    const begun = new Promise<void>((resolve, reject) => {
      queue
        .work('long', (_data, signal) => {
          resolve();
          return new Promise((_, fail) => {
            signal.addEventListener('abort', () => fail(signal.reason as Error));
          });
        })
        .catch(reject);
    });
    await queue.add('long', { n: 7 });
    await begun;
    await queue.close();
    queue = await open();
    expect(await worked('long', 1)).toEqual([7]);
  }, 30_000);

  it('leaves the connection usable after a statement of its own failed', async () => {
    await expect(queue.schedule('bad', 'not a cron')).rejects.toThrow();
    const { rows } = await database.pool.query('SELECT 1 AS one');
    expect(rows).toEqual([{ one: 1 }]);
  });
});
