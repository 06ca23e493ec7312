import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createFileObjectStore } from '@allo/adapters/files';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { createCallStore, ensureDefaultOrganisation, migrationsFolder } from '@allo/business';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { ObjectStore } from '@allo/contracts/ports';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackup } from './create-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();
const clientOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
/** Everything that could break a line or a value: a line separator, quotes, an emoji beyond the first plane. */
const said = 'Алло\u2028 "да"\n\\ 😀';
let root: string;
let source: TestDatabase;
let objects: ObjectStore;
let file: string;

const progress = () => {};
const storeAt = (name: string) => createFileObjectStore({ folder: join(root, name) });

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'allo-backup-'));
  file = join(root, 'whole.backup');
  source = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: source.db, clock });
  // Rows of clients stand before their agency's in the table.
  await source.pool.query(
    `INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at, parent_id)
     VALUES ($1, $2, false, 1, now() + interval '1 s', now(), $3)`,
    [clientOrgId, said, defaultOrgId],
  );
  await source.pool.query(`UPDATE organisations SET name = 'Agency' WHERE id = $1`, [defaultOrgId]);
  const calls = createCallStore({ db: source.db, clock, ids, log, nodeId: 'n' });
  for (const orgId of [defaultOrgId, clientOrgId]) await calls.append(orgId, callOf(orgId));
  objects = storeAt('objects');
  await objects.put('recordings/a/one.wav', new Uint8Array(200_000).fill(7), { contentType: 'audio/wav' });
  await objects.put('recordings/a/none.wav', new Uint8Array(), { contentType: 'audio/wav' });
  const { pool } = source;
  await createBackup({ pool, objects, file, version: '0', createdAt: new Date(0), progress });
});
afterAll(async () => {
  await source?.dispose();
  await rm(root, { recursive: true, force: true });
});

function callOf(orgId: OrgId): AlloEvent[] {
  const callId = ids.uuid() as CallId;
  const event = (seq: number, type: string, data: object) =>
    ({ id: ids.uuid(), orgId, callId, seq, at: new Date(seq).toISOString(), type, data }) as AlloEvent;
  return [
    event(1, 'call.initiated', { direction: 'inbound', wire: 'sip', from: '', to: 'lidia' }),
    event(2, 'call.user_spoke', {
      turn: 't1',
      speaker: 'caller',
      text: said,
      source: 'stt',
      startMs: 0.1,
      endMs: 1e-7,
    }),
  ];
}

/** Every row of every table as text, but what `migrate` notes of itself. */
async function contentOf({ pool }: TestDatabase): Promise<Record<string, string[]>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
     WHERE schemaname IN ('public', 'auth') AND tablename <> 'migrations' ORDER BY 1`,
  );
  const content: Record<string, string[]> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`);
    content[name] = rows.map(({ row }) => row);
  }
  return content;
}

async function restoreInto(target: TestDatabase, from: string, more: { isReplacing?: boolean } = {}) {
  const store = storeAt(ids.token());
  const counts = await restoreBackup({
    pool: target.pool,
    migrateTo: (only) => target.migrate(migrationsFolder, only),
    objects: store,
    file: from,
    isReplacing: more.isReplacing ?? false,
    progress,
  });
  return { counts, store };
}

describe('a backup', () => {
  it('restored into an empty installation / the same rows and objects, and work goes on', async () => {
    const target = await openTestDatabase();
    const { counts, store } = await restoreInto(target, file);
    expect(counts).toMatchObject({ objects: 2, objectBytes: 200_000 });
    expect(await contentOf(target)).toEqual(await contentOf(source));
    let bytes = 0;
    for await (const piece of store.read('recordings/a/one.wav')) bytes += piece.length;
    expect(bytes).toBe(200_000);
    expect(await store.stat('recordings/a/none.wav')).toMatchObject({ sizeBytes: 0 });
    await target.migrate(migrationsFolder);
    const calls = createCallStore({ db: target.db, clock, ids, log, nodeId: 'n' });
    await calls.append(clientOrgId, callOf(clientOrgId));
    expect((await calls.list(clientOrgId, { limit: 10 })).items).toHaveLength(2);
    await target.dispose();
  });

  it('cut short, changed or no backup at all / nothing is restored', async () => {
    const target = await openTestDatabase();
    const text = gunzipSync(await readFile(file)).toString('utf8');
    const bad: Record<string, Buffer> = {
      cut: (await readFile(file)).subarray(0, 2000),
      endless: gzipSync(text.slice(0, text.lastIndexOf('\nE ') + 1)),
      changed: gzipSync(text.replace('Agency', 'Stolen')),
      foreign: gzipSync('not a backup\n'),
      plain: Buffer.from('not even packed'),
    };
    for (const [name, bytes] of Object.entries(bad)) {
      await writeFile(join(root, name), bytes);
      const restored = restoreInto(target, join(root, name), { isReplacing: true });
      await expect(restored, name).rejects.toMatchObject({ code: 'bad_request' });
    }
    const { rows } = await target.pool.query("SELECT to_regclass('public.organisations') AS found");
    if (rows[0].found) expect((await target.pool.query('SELECT 1 FROM organisations')).rowCount).toBe(0);
    await target.dispose();
  });

  it('into an installation in use / refused, unless it is to be replaced', async () => {
    const target = await openTestDatabase({ migrations: migrationsFolder });
    await ensureDefaultOrganisation({ db: target.db, clock });
    await expect(restoreInto(target, file)).rejects.toMatchObject({ code: 'conflict' });
    await restoreInto(target, file, { isReplacing: true });
    expect(await contentOf(target)).toEqual(await contentOf(source));
    await target.dispose();
  });

  it('of an older version / is brought up to date by the next start', async () => {
    const old = await openTestDatabase();
    await old.migrate(migrationsFolder, ['0001_first_call.sql', '0002_agents_from_files.sql']);
    await old.pool.query(`INSERT INTO organisations VALUES ($1, 'Old', now())`, [defaultOrgId]);
    const older = join(root, 'older.backup');
    const { pool } = old;
    await createBackup({ pool, objects, file: older, version: '0', createdAt: new Date(0), progress });
    const target = await openTestDatabase();
    await restoreInto(target, older);
    await target.migrate(migrationsFolder);
    const { rows } = await target.pool.query('SELECT name, is_demo FROM organisations');
    expect(rows).toEqual([{ name: 'Old', is_demo: true }]);
    await Promise.all([old.dispose(), target.dispose()]);
  });
});
