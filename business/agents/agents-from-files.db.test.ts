import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId } from '@allo/contracts';
import type { Skillbase } from '@allo/contracts/skillbase';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../migrations/folder.ts';
import { agents, skillbaseVersions } from '../schema/index.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { createAgentDirectory } from './agent-directory.ts';
import { seedShippedAgents } from './seed-shipped-agents.ts';

let database: TestDatabase;
let shipped: string;
let own: string;
const clock = new VirtualClock();

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
});
afterAll(() => database?.dispose());
beforeEach(async () => {
  await database.owner.delete(skillbaseVersions);
  await database.owner.delete(agents);
  [shipped, own] = await Promise.all([
    mkdtemp(join(tmpdir(), 'allo-shipped-')),
    mkdtemp(join(tmpdir(), 'allo-own-')),
  ]);
  return () => Promise.all([shipped, own].map((folder) => rm(folder, { recursive: true })));
});

/** The folders hold `id name` where real ones hold YAML: what is read from it is the scenario engine's affair. */
const parseSkillbase = (source: string): Skillbase => {
  const [id, name] = source.split(' ');
  return { id, name, description: '', language: 'ru' } as Skillbase;
};

/** A start of the program: what comes with it, then the person's own folder. Answers `id vN name`. */
async function start(ownFolder = own): Promise<string[]> {
  const deps = { db: database.db, clock, log: createSilentLog() };
  await seedShippedAgents(deps, defaultOrgId, { folder: shipped, parseSkillbase });
  await seedShippedAgents(deps, defaultOrgId, { folder: ownFolder, parseSkillbase, origin: 'file' });
  const list = await createAgentDirectory(deps).list(defaultOrgId);
  return list.map(({ id, version, name }) => `${id} v${version} ${name}`);
}

describe('agents from files of the data folder', () => {
  it('no such folder / only the shipped ones', async () => {
    await writeFile(join(shipped, 'a.yaml'), 'lidia Lidia');
    expect(await start(join(own, 'absent'))).toEqual(['lidia v1 Lidia']);
  });

  it('a file of its own, changed later / a new version, once', async () => {
    await writeFile(join(own, 'desk.yaml'), 'desk Desk');
    expect(await start()).toEqual(['desk v1 Desk']);
    expect(await start()).toEqual(['desk v1 Desk']);
    await writeFile(join(own, 'desk.yaml'), 'desk Reception');
    expect(await start()).toEqual(['desk v2 Reception']);
  });

  it('a file with the id of a shipped agent / stands above it, also when the shipped one changes', async () => {
    await writeFile(join(shipped, 'a.yaml'), 'lidia Lidia');
    await writeFile(join(own, 'mine.yaml'), 'lidia Mine');
    expect(await start()).toEqual(['lidia v2 Mine']);
    await writeFile(join(shipped, 'a.yaml'), 'lidia Newer');
    expect(await start()).toEqual(['lidia v2 Mine']);
  });

  it('edited by a person since / the file no longer wins', async () => {
    await writeFile(join(own, 'desk.yaml'), 'desk Desk');
    await start();
    await database.owner
      .update(skillbaseVersions)
      .set({ origin: 'edited' })
      .where(eq(skillbaseVersions.agentId, 'desk'));
    await writeFile(join(own, 'desk.yaml'), 'desk Other');
    expect(await start()).toEqual(['desk v1 Desk']);
  });

  it('two files with one id / are refused, both named', async () => {
    await writeFile(join(own, 'one.yaml'), 'desk One');
    await writeFile(join(own, 'two.yaml'), 'desk Two');
    await expect(start()).rejects.toMatchObject({
      code: 'skillbase_invalid',
      message: expect.stringMatching(/two\.yaml.*one\.yaml/),
    });
  });
});
