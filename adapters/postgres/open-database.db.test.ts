import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabaseOptions } from './open-database.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

const settings = { clock: createSystemClock(), log: createSilentLog() };
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'allo-open-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open = (options: Pick<OpenDatabaseOptions, 'dataDir'> & Partial<OpenDatabaseOptions>) =>
  openDatabase({ databaseUrl: null, ...settings, ...options });

describe('an open database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.dispose());

  it('goes on after failed queries, alone and in a transaction', async () => {
    const { owner: db } = database;
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(db.execute(sql`SELECT * FROM nowhere WHERE a = ${attempt}`)).rejects.toMatchObject({
        cause: { code: '42P01' },
      });
      const failing = db.transaction(async (tx) => {
        await tx.execute(sql`CREATE TABLE gone (a text)`);
        await tx.execute(sql`INSERT INTO nowhere VALUES (${attempt})`);
      });
      await expect(failing).rejects.toMatchObject({ cause: { code: '42P01' } });
    }
    expect((await db.execute(sql`SELECT to_regclass('gone') AS gone, 1 AS one`)).rows).toEqual([
      { gone: null, one: 1 },
    ]);
    expect(await database.isReachable()).toBe(true);
  });

  it('serves many at once, transactions among them, and carries large values', async () => {
    const { owner: db } = database;
    await db.execute(sql`CREATE TABLE heap (a text NOT NULL)`);
    const large = 'я'.repeat(300_000);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? db.execute(sql`INSERT INTO heap VALUES (${large})`)
          : db.transaction((tx) => tx.execute(sql`INSERT INTO heap VALUES ('small')`)),
      ),
    );
    const { rows } = await db.execute(
      sql`SELECT length(a) AS length, count(*)::int AS count FROM heap GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { length: 5, count: 10 },
      { length: 300_000, count: 10 },
    ]);
  });
});

describe('openDatabase of the embedded one', () => {
  it('keeps everything, speaks pgvector, and closes twice', async () => {
    const dataDir = join(root, 'kept');
    const first = await open({ dataDir });
    await first.pool.query(`CREATE EXTENSION vector`);
    await first.pool.query(`CREATE TABLE kept (embedding vector(3))`);
    await first.pool.query(`INSERT INTO kept VALUES ('[1,2,3]')`);
    await Promise.all([first.close(), first.close()]);
    const second = await open({ dataDir });
    const { rows } = await second.pool.query(`SELECT embedding <-> '[1,2,4]' AS distance FROM kept`);
    expect(rows).toEqual([{ distance: 1 }]);
    expect(second.nodeId).toBe(first.nodeId);
    await second.close();
    expect(await second.isReachable()).toBe(false);
  });

  it('refuses a folder another process has open, in one line, and harms nothing', async () => {
    const dataDir = join(root, 'taken');
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { openDatabase } = await import(${JSON.stringify(new URL('./open-database.ts', import.meta.url))});
         const { createSilentLog, createSystemClock } = await import('@allo/kernel');
         const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, databaseUrl: null, clock: createSystemClock(), log: createSilentLog() });
         await database.pool.query('CREATE TABLE mine (a int)');
         console.log('open');
         process.stdin.on('data', async () => {
           await database.pool.query('INSERT INTO mine VALUES (1)');
           await database.close();
           process.exit(0);
         });`,
      ],
      { stdio: ['pipe', 'pipe', 'inherit'], cwd: import.meta.dirname },
    );
    await once(holder.stdout, 'data');
    const refusal: unknown = await open({ dataDir }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'data_locked' });
    expect((refusal as Error).message).toMatch(
      new RegExp(`in use by another Allo \\(process ${holder.pid}, started .*\\): stop it`),
    );
    const left = once(holder, 'exit');
    holder.stdin.write('go on\n');
    expect((await left)[0]).toBe(0);
    const after = await open({ dataDir });
    expect((await after.pool.query(`SELECT count(*)::int AS count FROM mine`)).rows).toEqual([{ count: 1 }]);
    await after.close();
  });

  it('is reached through a socket elsewhere when the path of the folder is too long for one, and by a port', async () => {
    const dataDir = join(root, 'long'.repeat(30));
    for (const transport of ['unix', 'loopback'] as const) {
      const database = await open({ dataDir, transport });
      expect((await database.pool.query(`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
      await database.close();
    }
  });

  it('starts again after its instance breaks, with everything that was acknowledged', async () => {
    const dataDir = join(root, 'breaking');
    const database = await open({ dataDir });
    await database.pool.query(`CREATE TABLE kept (a int)`);
    await database.pool.query(`INSERT INTO kept VALUES (1)`);
    const stranger = connect(join(dataDir, '.s.PGSQL.5432'));
    stranger.on('error', () => {}).resume();
    const dropped = once(stranger, 'close');
    // A message no client may send: the instance would repeat its complaint for ever.
    stranger.end(Buffer.from([0x5a, 0, 0, 0, 4]));
    await dropped;
    await expect.poll(() => database.isReachable(), { timeout: 20_000 }).toBe(true);
    expect((await database.pool.query(`SELECT a FROM kept`)).rows).toEqual([{ a: 1 }]);
    await database.close();
  });

  it('keeps the socket to the folder nobody else may enter', async () => {
    const dataDir = join(root, 'private');
    const database = await open({ dataDir });
    expect((await stat(dataDir)).mode & 0o077).toBe(0);
    await database.close();
  });

  it('says so when the folder cannot be written, and frees the lock when the database does not open', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(open({ dataDir: join(root, 'file', 'data') })).rejects.toMatchObject({
      code: 'data_unwritable',
    });
    const dataDir = join(root, 'broken');
    await open({ dataDir }).then((database) => database.close());
    await rm(join(dataDir, 'postgres', 'global'), { recursive: true });
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(open({ dataDir })).rejects.toMatchObject({
        code: 'database_failed',
        message: expect.stringContaining('does not open') as string,
      });
    }
  });
});

describe('openDatabase of a server', () => {
  const dataDir = () => join(root, 'server');

  it.each([
    ['mysql://h/d', 'DATABASE_URL is not a PostgreSQL address'],
    ['postgres://user:secret@127.0.0.1:1/allo', '(user@127.0.0.1:1/allo): nothing listens there'],
    ['postgres://user:secret@nowhere.invalid/allo', '(user@nowhere.invalid/allo): the host name'],
  ])('%s is refused in one line without the password', async (databaseUrl, expected) => {
    const refusal: unknown = await open({ dataDir: dataDir(), databaseUrl }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'database_failed' });
    const { message } = refusal as Error;
    expect(message).toContain(expected);
    expect(message).not.toMatch(/secret|\n/);
  });

  it('is refused when something else answers there', async () => {
    const imposter = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    imposter.listen(0, '127.0.0.1');
    await once(imposter, 'listening');
    const { port } = imposter.address() as { port: number };
    await expect(
      open({ dataDir: dataDir(), databaseUrl: `postgres://u:p@127.0.0.1:${port}/d` }),
    ).rejects.toMatchObject({ code: 'database_failed' });
    imposter.close();
  });

  it.skipIf(!process.env.DATABASE_URL_TEST)(
    'breaks a connection off between two queries / the transaction fails, the process and the others go on',
    async () => {
      const database = await open({
        dataDir: join(root, 'broken-off'),
        databaseUrl: process.env.DATABASE_URL_TEST as string,
      });
      const transaction = database.db.acrossOrganisations('a test', async (tx) => {
        const { rows } = await tx.execute<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
        await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
        // Until the news of it came: it comes while nobody asks for anything.
        await settings.clock.sleep(200);
      });
      await expect(transaction).rejects.toMatchObject({ code: 'database_failed' });
      expect(await database.isReachable()).toBe(true);
      await database.close();
    },
  );
});
