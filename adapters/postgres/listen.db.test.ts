import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.dispose());

describe.skipIf(!process.env.DATABASE_URL_TEST)('Database.listen on a server', () => {
  it('hears what is notified on commit, also after its connection broke, and nothing after close', async () => {
    const heard: string[] = [];
    const listening = database.listen(['one', 'it"s two'], (channel) => heard.push(channel));
    // Once after connecting: who knows what was missed.
    await expect.poll(() => heard).toEqual(['one', 'it"s two']);
    await database.pool.query(`BEGIN; SELECT pg_notify('it"s two', ''); ROLLBACK`);
    await database.pool.query(`SELECT pg_notify('one', ''), pg_notify('three', '')`);
    await expect.poll(() => heard.slice(2)).toEqual(['one']);
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'allo-listen' AND datname = current_database()`,
    );
    await expect.poll(() => heard.slice(3), { timeout: 10_000 }).toEqual(['one', 'it"s two']);
    await Promise.all([listening.close(), listening.close()]);
    await database.pool.query(`SELECT pg_notify('one', '')`);
    expect(heard).toHaveLength(5);
  });
});

describe.runIf(!process.env.DATABASE_URL_TEST)('Database.listen on the embedded one', () => {
  it('is silent: nobody else can reach it', async () => {
    const heard: string[] = [];
    const listening = database.listen(['one'], (channel) => heard.push(channel));
    await database.pool.query(`SELECT pg_notify('one', '')`);
    await listening.close();
    expect(heard).toEqual([]);
  });
});
