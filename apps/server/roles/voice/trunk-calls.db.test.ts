import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import {
  addNumber,
  changeTrunk,
  createAgent,
  createAgentDirectory,
  createTrunk,
  createTrunkDirectory,
  ensureDefaultOrganisation,
  migrationsFolder,
  removeTrunk,
  shippedAgentsFolder,
  systemActor,
  type TrunkDirectory,
} from '@allo/business';
import { parseSkillbase } from '@allo/call/scenario';
import {
  createDefaultPolicy,
  createSipUserAgent,
  createUdpTransport,
  type SipUserAgent,
} from '@allo/call/wire/sip';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import type { NewTrunk, Trunk } from '@allo/contracts/http';
import {
  createIds,
  createMasterKeys,
  createSilentLog,
  createSystemClock,
  createSystemRandom,
} from '@allo/kernel';
import { createSipCaller } from '@allo/testing/sip-caller';
import { sql } from 'drizzle-orm';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeTrunk } from './probe-trunk.ts';
import { createCallResolver, createTrunkAccess } from './trunk-access.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();
const masterKeys = createMasterKeys([Buffer.alloc(32, 1).toString('base64')]);
const actor = systemActor('test');
const other = '00000000-0000-7000-8000-0000000000ff' as OrgId;
const number = '74951234567';
const caller = createSipCaller({ clock });

let database: TestDatabase;
let directory: TrunkDirectory;
let sip: SipUserAgent;
let sipPort = 0;
/** `organisation agent` of every call that came through. */
const landed: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  const deps = { db: database.db, clock, ids, log, masterKeys };
  await ensureDefaultOrganisation(deps);
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at)
        VALUES (${other}, 'Other', false, 1, now(), now())`,
  );
  const yaml = await readFile(join(shippedAgentsFolder, 'lidia.yaml'), 'utf8');
  for (const [org, agentId] of [
    [defaultOrgId, 'ours'],
    [other, 'theirs'],
  ] as const) {
    const body = parseSkillbase(yaml.replace(/^id: lidia/m, `id: ${agentId}`), 'lidia.yaml');
    await createAgent(deps, org, actor, body, { note: '', publish: true });
    await addNumber(deps, org, actor, { number, agentId });
  }
  directory = createTrunkDirectory(deps);
  const agents = createAgentDirectory(deps);
  const access = createTrunkAccess(directory, [], []);
  const resolve = createCallResolver(access, defaultOrgId, agents);
  const transport = createUdpTransport({ host: '127.0.0.1', port: 0, log });
  sip = createSipUserAgent({
    clock,
    ids,
    random: createSystemRandom(),
    log,
    transport,
    policy: createDefaultPolicy({ openSources: [], trunks: access.sipTrunks() }),
    onInvite: (invitation) =>
      void resolve(invitation).then((found) => {
        if (found) landed.push(`${found.orgId} ${found.agent.id}`);
        invitation.reject(found ? 486 : 404);
      }),
  });
  directory.onChanged(() => sip.setTrunks(access.sipTrunks()));
  await sip.start();
  await caller.start();
  sipPort = transport.local.port;
});
afterAll(async () => {
  await caller.close();
  await sip?.close();
  directory?.close();
  await database?.dispose();
});

const deps = () => ({ db: database.db, clock, ids, log, masterKeys });
const trunk = (orgId: OrgId, more: Partial<NewTrunk>): Promise<Trunk> =>
  createTrunk(deps(), orgId, actor, {
    name: ids.token(),
    host: null,
    sources: [],
    username: null,
    password: null,
    isEnabled: true,
    ...more,
  });
/** What the call was answered with: 486 found an agent. */
async function ring(user: string, credentials?: { username: string; password: string }): Promise<number> {
  const call = await caller.dial({
    uri: `sip:${user}@127.0.0.1:${sipPort}`,
    ...(credentials && { credentials }),
  });
  await call.answered.catch(() => {});
  return call.statuses.at(-1) ?? 0;
}

describe('calls by trunks of organisations', () => {
  const mine = { username: 'ours-1', password: 'first-password' };
  const foreign = { username: 'theirs-1', password: 'second-password' };
  let ours: Trunk;

  it('the same number in both / each call lands where its trunk belongs', async () => {
    ours = await trunk(defaultOrgId, mine);
    await trunk(other, foreign);
    await directory.refresh();
    landed.length = 0;
    expect(await ring(`+${number}`, mine)).toBe(486);
    expect(await ring(`+${number}`, foreign)).toBe(486);
    expect(await ring('theirs', foreign)).toBe(486);
    expect(await ring('ours', foreign)).toBe(404);
    expect(landed).toEqual([`${defaultOrgId} ours`, `${other} theirs`, `${other} theirs`]);
  });

  it('a wrong password, or that of the other / nothing lands', async () => {
    landed.length = 0;
    expect(await ring(number, { ...mine, password: foreign.password })).toBe(401);
    expect(await ring(number, { username: 'nobody', password: 'x' })).toBe(401);
    expect(landed).toEqual([]);
  });

  it('switched off, given a new password, removed / as the last word says', async () => {
    const change = async (patch: object) => {
      ours = await changeTrunk(deps(), defaultOrgId, actor, ours.id, ours.version, patch);
      await directory.refresh();
    };
    await change({ isEnabled: false });
    expect(await ring(number, mine)).toBe(401);
    await change({ isEnabled: true, password: 'another-password' });
    expect(await ring(number, mine)).toBe(401);
    expect(await ring(number, { ...mine, password: 'another-password' })).toBe(486);
    await removeTrunk(deps(), defaultOrgId, actor, ours.id, '*');
    await directory.refresh();
    expect(await ring(number, { ...mine, password: 'another-password' })).toBe(401);
  });

  it('an address alone / calls land with the one organisation that named it', async () => {
    const byAddress = await trunk(other, { sources: ['127.0.0.1'] });
    await directory.refresh();
    landed.length = 0;
    expect(await ring(number)).toBe(486);
    expect(landed).toEqual([`${other} theirs`]);
    await expect(trunk(defaultOrgId, { sources: ['127.0.0.0/24'] })).rejects.toMatchObject({
      code: 'conflict',
    });
    await removeTrunk(deps(), other, actor, byAddress.id, '*');
    await directory.refresh();
  });

  it('a trunk anybody could use, or a name that is taken / is refused', async () => {
    await expect(trunk(other, {})).rejects.toMatchObject({ code: 'bad_request' });
    await expect(trunk(other, { sources: ['10.0.0.0/8'] })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(trunk(other, { username: 'half' })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(trunk(defaultOrgId, foreign)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('createTrunkAccess', () => {
  it('leaves the addresses of the settings with the first organisation', () => {
    const inbound = { id: 'a', orgId: other, sources: ['10.1.2.3'], credentials: null };
    const access = createTrunkAccess({ current: () => [inbound] }, [], ['10.0.0.0/8']);
    expect(access.organisationOf('trunk-a', '10.1.2.3')).toBeNull();
    expect(access.organisationOf('trunk-a', '192.0.2.1')).toBe(other);
    expect(access.organisationOf(null, '192.0.2.1')).toBeNull();
  });
});

describe('probeTrunk', () => {
  const probe = (host: string, isAllowed = true) =>
    probeTrunk(host, {
      clock,
      ids,
      log,
      isAllowed: () => isAllowed,
      resolveName: (name) => Promise.resolve(name === 'known.example' ? ['127.0.0.1'] : []),
      timeoutMs: 300,
    });

  it('asks over real SIP, and names the step that fails', async () => {
    await trunk(defaultOrgId, { sources: ['127.0.0.1'] });
    await directory.refresh();
    expect(await probe(`known.example:${sipPort}`)).toMatchObject({
      isOk: true,
      steps: [
        { step: 'address', isOk: true },
        { step: 'name', result: '127.0.0.1' },
        { step: 'request', result: 'SIP 200' },
      ],
    });
    const last = async (host: string, isAllowed = true) => (await probe(host, isAllowed)).steps.at(-1);
    expect(await last('unknown.example')).toMatchObject({
      step: 'name',
      result: 'name_not_found',
      isOk: false,
    });
    expect(await last('127.0.0.1:99999')).toMatchObject({ step: 'address', result: 'port_invalid' });
    expect(await last('127.0.0.1', false)).toMatchObject({ step: 'name', result: 'address_refused' });
    expect(await last('127.0.0.1:9')).toMatchObject({ step: 'request', isOk: false });
  });
});
