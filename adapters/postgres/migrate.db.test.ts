import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'allo-migrations-'));
});
afterEach(async () => {
  await database?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const put = (name: string, text: string) => writeFile(join(folder, name), text);

describe('Database.migrate', () => {
  it('applies each file once in order, several statements in one, and what is not SQL never', async () => {
    await put('0002_rows.sql', "INSERT INTO things VALUES ('a'); INSERT INTO things VALUES ('b');");
    await put('0001_things.sql', 'CREATE TABLE things (a text);');
    await put('folder.ts', 'not sql');
    expect(await database.migrate(folder)).toEqual(['0001_things.sql', '0002_rows.sql']);
    await put('0003_more.sql', "INSERT INTO things VALUES ('c');");
    expect(await database.migrate(folder)).toEqual(['0003_more.sql']);
    expect(await database.migrate(folder)).toEqual([]);
    expect((await database.owner.execute(sql`SELECT a FROM things ORDER BY a`)).rows).toEqual([
      { a: 'a' },
      { a: 'b' },
      { a: 'c' },
    ]);
  });

  it('leaves nothing of a run one file of which fails, names the file, and works once it is mended', async () => {
    await put('0001_things.sql', 'CREATE TABLE things (a text);');
    await put('0002_bad.sql', 'ALTER TABLE nowhere ADD b text;');
    await expect(database.migrate(folder)).rejects.toMatchObject({
      code: 'database_failed',
      message: expect.stringContaining('0002_bad.sql') as string,
    });
    expect((await database.owner.execute(sql`SELECT to_regclass('things') AS found`)).rows).toEqual([
      { found: null },
    ]);
    await put('0002_bad.sql', 'ALTER TABLE things ADD b text;');
    expect(await database.migrate(folder)).toHaveLength(2);
  });

  it('refuses a file changed after it was applied, and a database newer than the program', async () => {
    await put('0001_things.sql', 'CREATE TABLE things (a text);');
    await database.migrate(folder);
    await put('0001_things.sql', 'CREATE TABLE things (a text, b text);');
    await expect(database.migrate(folder)).rejects.toThrow(/0001_things\.sql was changed/);
    await rm(join(folder, '0001_things.sql'));
    await expect(database.migrate(folder)).rejects.toThrow(/newer Allo \(it has 0001_things\.sql\)/);
  });

  it('lets two that start together apply each file once', async () => {
    await put('0001_things.sql', 'CREATE TABLE things (a text);');
    const runs = await Promise.all([database.migrate(folder), database.migrate(folder)]);
    expect(runs.flat()).toEqual(['0001_things.sql']);
  });
});
