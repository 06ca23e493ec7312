import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileObjectStore } from '@allo/adapters/files';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { ObjectStore } from '@allo/contracts/ports';
import { createIds, createSilentLog, VirtualClock } from '@allo/kernel';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../access/actor.ts';
import { createCallStore } from '../calls/call-store.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { recordingKey } from '../recordings/recording-key.ts';
import { auditLog, calls, idempotencyKeys, leads, organisations } from '../schema/index.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { applyRetention } from './apply-retention.ts';
import { forgetPhone } from './forget-phone.ts';
import { listErasures } from './list-erasures.ts';
import { changeRetention } from './retention-rules.ts';
import { textColumns } from './scrub-tables.ts';

const otherOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
const clock = new VirtualClock();
const ids = createIds(clock);
const log = createSilentLog();
const actor = systemActor('test');
let database: TestDatabase;
let objects: ObjectStore;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.insert(organisations).values(otherOrganisation(otherOrgId));
  folder = await mkdtemp(join(tmpdir(), 'allo-privacy-'));
  objects = createFileObjectStore({ folder });
});
afterAll(async () => {
  await database?.dispose();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await database.owner.delete(calls);
  await database.owner.delete(leads);
});

const deps = () => ({ db: database.db, clock, ids, log, objects });
const store = () => createCallStore({ ...deps(), nodeId: 'n' });

interface CallOptions {
  orgId?: OrgId;
  from?: string;
  text?: string;
  isLive?: boolean;
}

/** A call with words, a lead and a recording, a day before now. */
async function storeCall(options: CallOptions = {}): Promise<CallId> {
  const { orgId = defaultOrgId, from = '+79161234567', text = 'Алло', isLive = false } = options;
  const callId = ids.uuid() as CallId;
  let seq = 0;
  const event = (type: string, data: object) => {
    seq += 1;
    const at = new Date(clock.wallTime() + seq).toISOString();
    return { id: ids.uuid(), orgId, callId, seq, at, type, data } as AlloEvent;
  };
  const spoken = { turn: 't1', speaker: 'caller', text, source: 'stt', startMs: 0, endMs: 1 };
  await store().append(orgId, [
    event('call.initiated', { direction: 'inbound', wire: 'sip', from, to: '+74951112233' }),
    event('call.agent_assigned', { agentId: 'lidia', agentName: 'Лидия', skillbaseVersion: 1 }),
    event('call.answered', { setupMs: 1 }),
    event('call.user_spoke', spoken),
    ...(isLive
      ? []
      : [
          event('call.ended', {
            reason: 'caller-hung-up',
            durationMs: 60_000,
            outcome: 'callback',
            outcomeReason: text,
          }),
        ]),
  ]);
  await objects.put(recordingKey(orgId, callId), new Uint8Array(10), { contentType: 'audio/wav' });
  return callId;
}

/** Every value of every table that holds the digits, however they are set apart. */
async function placesWith(digits: string, orgId: OrgId): Promise<string[]> {
  const places: string[] = [];
  for (const { table, column } of await textColumns(database.owner)) {
    const { rows } = await database.owner.execute<{ value: string }>(
      sql`SELECT ${sql.identifier(column)}::text AS value FROM ${sql.identifier(table)} WHERE org_id = ${orgId}`,
    );
    for (const { value } of rows) {
      if (value?.replace(/[^0-9]/g, '').includes(digits)) places.push(`${table}.${column}`);
    }
  }
  return places;
}

describe('forgetting a telephone number', () => {
  it('removes the person’s words, leads and recordings, keeps the bare call, and proves it', async () => {
    const callId = await storeCall();
    const elses = await storeCall({
      from: '+79990001122',
      text: 'Мне звонили с 8 (916) 123-45-67, кто это?',
    });
    expect((await placesWith('9161234567', defaultOrgId)).length).toBeGreaterThan(3);

    const erasure = await forgetPhone(deps(), defaultOrgId, actor, '8 916 123-45-67');

    expect(erasure.remaining).toBe(0);
    const counts = Object.fromEntries(erasure.deleted.map(({ what, count }) => [what, count]));
    expect(counts).toMatchObject({ calls: 1, turns: 1, events: 5, leads: 1, objects: 1 });
    expect(counts.mentions).toBeGreaterThan(0);
    expect(await placesWith('9161234567', defaultOrgId)).toEqual([]);
    expect(await objects.stat(recordingKey(defaultOrgId, callId))).toBeNull();
    const call = await store().get(defaultOrgId, callId);
    expect(call).toMatchObject({ from: '', durationMs: 60_000, transcript: [], fields: [], leadId: null });
    const other = await store().get(defaultOrgId, elses);
    expect(other?.transcript[0]?.text).toMatch(/^Мне звонили с .*0000000000, кто это\?$/);
    const hash = createHash('sha256').update(`${defaultOrgId}:79161234567`).digest('hex');
    expect(erasure.subjectHash).toBe(hash);
    expect((await listErasures(deps(), defaultOrgId, { limit: 1 })).items).toEqual([erasure]);
    const logged = await database.owner.select().from(auditLog).where(eq(auditLog.targetId, erasure.id));
    expect(logged).toMatchObject([{ action: 'privacy.person_forgotten', actorId: actor.id, diff: {} }]);
  });

  it('reaches replies kept for repeated requests', async () => {
    const callId = await storeCall();
    const row = { orgId: defaultOrgId, principalId: 'u', fingerprint: 'f', createdAt: new Date() };
    await database.owner.insert(idempotencyKeys).values([
      { ...row, key: 'of the call', status: 200, body: JSON.stringify({ call: callId }) },
      { ...row, key: 'of the number', status: 200, body: '{"phone":79161234567}' },
    ]);
    await forgetPhone(deps(), defaultOrgId, actor, '+79161234567');
    const kept = await database.owner.select().from(idempotencyKeys);
    expect(kept.map(({ key, body }) => [key, JSON.parse(body as string) as unknown])).toEqual([
      ['of the number', { phone: 70000000000 }],
    ]);
  });

  it('leaves another organisation’s call with the same person alone', async () => {
    const theirs = await storeCall({ orgId: otherOrgId });
    await storeCall();
    await forgetPhone(deps(), defaultOrgId, actor, '+79161234567');
    const call = await store().get(otherOrgId, theirs);
    expect([call?.from, call?.transcript.length]).toEqual(['+79161234567', 1]);
    expect(await objects.stat(recordingKey(otherOrgId, theirs))).not.toBeNull();
  });

  it('while the person is on the line / refused, nothing is touched', async () => {
    const callId = await storeCall({ isLive: true });
    await expect(forgetPhone(deps(), defaultOrgId, actor, '+79161234567')).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await objects.stat(recordingKey(defaultOrgId, callId))).not.toBeNull();
  });

  it('again, or one nobody knows / a proof that there was nothing', async () => {
    const erasure = await forgetPhone(deps(), defaultOrgId, actor, '+79995554433');
    expect([erasure.remaining, erasure.deleted.every(({ count }) => count === 0)]).toEqual([0, true]);
    await expect(forgetPhone(deps(), defaultOrgId, actor, '12')).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('retention', () => {
  const dayMs = 86_400_000;

  it('deletes what is older than each kind may be, in every organisation, with a proof; live calls never', async () => {
    const old = await storeCall();
    const live = await storeCall({ isLive: true });
    const theirs = await storeCall({ orgId: otherOrgId });
    await clock.advance(40 * dayMs);
    const young = await storeCall();
    await changeRetention(deps(), defaultOrgId, actor, { transcripts: 30, leads: 35 });

    const proofs = await applyRetention(deps());

    expect(proofs).toHaveLength(1);
    const counts = Object.fromEntries((proofs[0]?.deleted ?? []).map(({ what, count }) => [what, count]));
    expect(counts).toEqual({ 'spoken words': 1, leads: 1 });
    expect(proofs[0]?.remaining).toBe(0);
    const words = async (orgId: OrgId, id: CallId) => (await store().get(orgId, id))?.transcript.length;
    expect(await words(defaultOrgId, old)).toBe(0);
    expect(await words(defaultOrgId, live)).toBe(1);
    expect(await words(defaultOrgId, young)).toBe(1);
    expect(await words(otherOrgId, theirs)).toBe(1);
    expect(await applyRetention(deps())).toEqual([]);
  });

  it('deletes whole calls with their recordings where the organisation says so', async () => {
    const old = await storeCall();
    await clock.advance(10 * dayMs);
    const young = await storeCall();
    await changeRetention(deps(), defaultOrgId, actor, { calls: 5 });
    await applyRetention(deps());
    expect(await store().get(defaultOrgId, old)).toBeNull();
    expect(await objects.stat(recordingKey(defaultOrgId, old))).toBeNull();
    expect(await store().get(defaultOrgId, young)).not.toBeNull();
    await changeRetention(deps(), defaultOrgId, actor, { calls: null });
  });

  it('takes thousands in turns and stops when told, losing nothing', async () => {
    for (let index = 0; index < 450; index++) {
      await database.owner.insert(leads).values({
        orgId: defaultOrgId,
        id: ids.uuid(),
        callId: null,
        agentId: 'a',
        kind: 'lead',
        status: 'new',
        name: null,
        phone: null,
        fields: [],
        createdAt: new Date(clock.wallTime() - 100 * dayMs),
      });
    }
    const stop = AbortSignal.abort(new Error('stopping'));
    await expect(applyRetention(deps(), stop)).rejects.toThrow('stopping');
    const [proof] = await applyRetention(deps());
    expect(proof?.deleted.find(({ what }) => what === 'leads')?.count).toBe(450);
  });
});
