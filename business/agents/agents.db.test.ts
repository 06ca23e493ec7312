import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { type Skillbase, skillbaseSchema } from '@allo/contracts/skillbase';
import { AppError, createSilentLog, VirtualClock } from '@allo/kernel';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TenantDatabase } from '../deps.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { agents, numbers, organisations, skillbaseVersions } from '../schema/index.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { createAgentDirectory } from './agent-directory.ts';
import { publishVersion } from './publish-version.ts';
import { seedShippedAgents } from './seed-shipped-agents.ts';

const otherOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
let database: TestDatabase;
let db: TenantDatabase;
let owner: TestDatabase['owner'];
let folder: string;
const clock = new VirtualClock();
const log = createSilentLog();

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  ({ db, owner } = database);
  await ensureDefaultOrganisation({ db, clock });
  await ensureDefaultOrganisation({ db, clock });
  await owner.insert(organisations).values(otherOrganisation(otherOrgId));
});
afterAll(() => database?.dispose());
beforeEach(async () => {
  await owner.delete(agents);
  folder = await mkdtemp(join(tmpdir(), 'allo-agents-'));
  return () => rm(folder, { recursive: true, force: true });
});

const words = ['x'];
function skillbase(id: string, name: string): object {
  return {
    id,
    name,
    context: { role: 'secretary' },
    greeting: words,
    flow: [{ id: 'start', say: words }],
    closing: words,
    phrases: Object.fromEntries(
      [
        'silence',
        'silenceGoodbye',
        'notUnderstood',
        'fallback',
        'timeIsUp',
        'askMessage',
        'messageTaken',
        'operator',
        'goodbye',
      ].map((phrase) => [phrase, words]),
    ),
    outcomes: [{ kind: 'lead', reason: 'done' }],
  };
}

/** JSON is YAML too, and the real parser belongs to the scenario engine. */
const parseSkillbase = (source: string): Skillbase => {
  const parsed = skillbaseSchema.safeParse(JSON.parse(source));
  if (!parsed.success) throw new AppError('skillbase_invalid', 'flow is missing');
  return parsed.data;
};
const put = (file: string, content: object) => writeFile(join(folder, file), JSON.stringify(content));
const seed = () => seedShippedAgents({ db, clock }, defaultOrgId, { folder, parseSkillbase });
const versions = (agentId: string) =>
  owner
    .select({ version: skillbaseVersions.version, status: skillbaseVersions.status })
    .from(skillbaseVersions)
    .where(eq(skillbaseVersions.agentId, agentId))
    .orderBy(asc(skillbaseVersions.version));

describe('seedShippedAgents', () => {
  it('makes version 1 once, and a new version only of a file that changed', async () => {
    await put('lidia.yaml', skillbase('lidia', 'Лидия'));
    await put('salon.yml', skillbase('salon', 'Салон'));
    await put('notes.txt', {});
    expect(await seed()).toBe(2);
    expect(await seed()).toBe(0);
    await put('lidia.yaml', skillbase('lidia', 'Лидия Ивановна'));
    expect(await seed()).toBe(1);
    expect(await versions('lidia')).toEqual([
      { version: 1, status: 'archived' },
      { version: 2, status: 'published' },
    ]);
    expect(await versions('salon')).toEqual([{ version: 1, status: 'published' }]);
    const directory = createAgentDirectory({ db, clock, log });
    expect(await directory.resolveAgent(defaultOrgId, 'lidia')).toMatchObject({
      name: 'Лидия Ивановна',
      version: 2,
      skillbase: { name: 'Лидия Ивановна' },
    });
  });

  it('never replaces what a person edited', async () => {
    await put('lidia.yaml', skillbase('lidia', 'Лидия'));
    await seed();
    const body = skillbaseSchema.parse(skillbase('lidia', 'Наша Лидия'));
    await publishVersion(owner, {
      orgId: defaultOrgId,
      body,
      version: 2,
      origin: 'edited',
      checksum: '',
      createdAt: new Date(),
    });
    await put('lidia.yaml', skillbase('lidia', 'Новая Лидия'));
    expect(await seed()).toBe(0);
    expect(await createAgentDirectory({ db, clock, log }).list(defaultOrgId)).toMatchObject([
      { name: 'Наша Лидия', version: 2 },
    ]);
  });

  it('lets a file of the owner take the place of a shipped agent, and keeps it there', async () => {
    await put('lidia.yaml', skillbase('lidia', 'Лидия'));
    await seed();
    const own = await mkdtemp(join(tmpdir(), 'allo-own-agents-'));
    const seedOwn = () =>
      seedShippedAgents({ db, clock }, defaultOrgId, { folder: own, parseSkillbase, origin: 'file' });
    await writeFile(join(own, 'lidia.yaml'), JSON.stringify(skillbase('lidia', 'Наша Лидия')));
    expect([await seedOwn(), await seedOwn()]).toEqual([1, 0]);
    await put('lidia.yaml', skillbase('lidia', 'Новая Лидия'));
    expect(await seed()).toBe(0);
    await rm(own, { recursive: true });
    expect([await seedOwn(), await seed()]).toEqual([0, 0]);
    expect(await createAgentDirectory({ db, clock, log }).list(defaultOrgId)).toMatchObject([
      { name: 'Наша Лидия', version: 2 },
    ]);
  });

  it('names the file it cannot use', async () => {
    await put('broken.yaml', {});
    await expect(seed()).rejects.toMatchObject({
      code: 'skillbase_invalid',
      message: 'broken.yaml: flow is missing',
    });
  });
});

describe('AgentDirectory.resolveAgent', () => {
  beforeEach(async () => {
    await put('lidia.yaml', skillbase('lidia', 'Лидия'));
    await seed();
    await owner.insert(numbers).values({
      orgId: defaultOrgId,
      address: '74951234567',
      agentId: 'lidia',
      createdAt: new Date(),
    });
  });

  it('finds an agent by its id, whatever the case, and by any writing of its number', async () => {
    const { resolveAgent } = createAgentDirectory({ db, clock, log });
    for (const called of ['lidia', 'LIDIA', '+7 495 123-45-67', '84951234567']) {
      expect((await resolveAgent(defaultOrgId, called))?.id).toBe('lidia');
    }
    for (const called of ['nobody', '', '74951234568']) {
      expect(await resolveAgent(defaultOrgId, called)).toBeNull();
    }
  });

  it('finds nothing of another organisation', async () => {
    const { resolveAgent, list } = createAgentDirectory({ db, clock, log });
    expect(await resolveAgent(otherOrgId, 'lidia')).toBeNull();
    expect(await list(otherOrgId)).toEqual([]);
  });

  it('answers from memory while the database is away, and sees changes within seconds when it is back', async () => {
    let isAway = false;
    const flaky: TenantDatabase = {
      ...db,
      inOrganisation: (org, work) =>
        isAway ? Promise.reject(new Error('away')) : db.inOrganisation(org, work),
    };
    const { resolveAgent, refresh } = createAgentDirectory({ db: flaky, clock, log });
    await resolveAgent(defaultOrgId, 'lidia');
    isAway = true;
    await clock.advance(60_000);
    expect((await resolveAgent(defaultOrgId, 'lidia'))?.name).toBe('Лидия');
    isAway = false;
    await put('lidia.yaml', skillbase('lidia', 'Другая'));
    await seed();
    await refresh(defaultOrgId);
    expect((await resolveAgent(defaultOrgId, 'lidia'))?.name).toBe('Другая');
  });

  it('answers the first call after ten seconds by what another process published', async () => {
    const { resolveAgent } = createAgentDirectory({ db, clock, log });
    await resolveAgent(defaultOrgId, 'lidia');
    await put('lidia.yaml', skillbase('lidia', 'Новая'));
    await seed();
    expect((await resolveAgent(defaultOrgId, 'lidia'))?.name).toBe('Лидия');
    await clock.advance(10_001);
    expect((await resolveAgent(defaultOrgId, 'lidia'))?.name).toBe('Новая');
  });
});
