import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent, EventData, EventType } from '@allo/contracts/events';
import {
  createIds,
  createSilentLog,
  createSystemClock,
  type PersonalDataKind,
  VirtualClock,
} from '@allo/kernel';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../access/actor.ts';
import { createCallStore } from '../calls/call-store.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { organisations } from '../schema/index.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { redactEvent } from './redact-event.ts';
import { redactionSettings, setRedaction } from './redaction-settings.ts';
import { createTranscriptRedactor } from './transcript-redactor.ts';

const other = '00000000-0000-7000-8000-000000000002' as OrgId;
const ids = createIds(createSystemClock());
const actor = systemActor('test');

function eventOf<T extends EventType>(type: T, data: EventData<T>, callId = ids.uuid(), seq = 1): AlloEvent {
  return {
    id: ids.uuid(),
    orgId: defaultOrgId,
    callId,
    seq,
    at: '2026-03-02T09:00:00.000Z',
    type,
    data,
  } as AlloEvent;
}
const field = (name: string, value: string) =>
  eventOf('agent.field_collected', { field: name, value, display: value, isConfirmed: true });
const all = {
  kinds: ['phone', 'card', 'code', 'email', 'name'] as PersonalDataKind[],
  hasContacts: false,
  version: 1,
};
const dataOf = (event: AlloEvent, settings = all) => redactEvent(event, settings).data;

describe('redactEvent', () => {
  it('masks what was said, heard, answered and handed to tools', () => {
    const said = eventOf('call.interrupted', { turn: 't1', heardText: 'карта 4111 1111 1111 1111', atMs: 5 });
    expect(dataOf(said)).toEqual({ turn: 't1', heardText: 'карта **** 11', atMs: 5 });
    const tool = eventOf('agent.calling_tool', {
      turn: 't1',
      toolName: 'crm',
      parameters: { to: [{ phone: 79161234567, mail: 'a@b.ru' }] },
    });
    expect(dataOf(tool)).toMatchObject({
      parameters: { to: [{ phone: '+7*** ** 67', mail: 'a***@***.ru' }] },
    });
  });

  it('leaves a lead how to reach the person, and nothing else of them', () => {
    expect(dataOf(field('phone', '+79161234567'))).toMatchObject({ value: '+79161234567' });
    expect(dataOf(field('wish', 'оплатить 4111 1111 1111 1111'))).toMatchObject({
      value: 'оплатить **** 11',
      display: 'оплатить **** 11',
    });
    expect(dataOf(field('phone', '+79161234567'), { ...all, hasContacts: true })).toMatchObject({
      value: '+7*** ** 67',
    });
  });

  it('keeps pressed figures from adding up to a card', () => {
    const pressed = eventOf('call.dtmf_received', { digit: '4', atMs: 5 });
    expect(dataOf(pressed)).toEqual({ digit: '*', atMs: 5 });
    expect(dataOf(pressed, { ...all, kinds: ['email'] })).toEqual({ digit: '4', atMs: 5 });
  });

  it('touches neither the facts of the line nor anything when nothing is asked for', () => {
    const begun = eventOf('call.initiated', {
      direction: 'inbound',
      wire: 'sip',
      from: '+79161234567',
      to: 'lidia',
    });
    expect(redactEvent(begun, all)).toBe(begun);
    const said = field('wish', '4111 1111 1111 1111');
    expect(redactEvent(said, { ...all, kinds: [] })).toBe(said);
  });
});

describe('a call of an organisation that redacts', () => {
  let database: TestDatabase;
  const clock = new VirtualClock();
  beforeAll(async () => {
    database = await openTestDatabase({ migrations: migrationsFolder });
    await ensureDefaultOrganisation({ db: database.db, clock });
    await database.owner.insert(organisations).values(otherOrganisation(other));
  });
  afterAll(() => database?.dispose());

  it('leaves no number in any table, while another organisation’s does', async () => {
    const deps = { db: database.db, clock, ids, log: createSilentLog(), nodeId: 'a' };
    const redactor = createTranscriptRedactor(deps);
    const store = createCallStore({ ...deps, redactor });
    const place = async (orgId: OrgId) => {
      const callId = ids.uuid() as CallId;
      const text = 'перезвоните 8 916 765 43 21';
      await store.append(orgId, [
        eventOf(
          'call.initiated',
          { direction: 'inbound', wire: 'sip', from: '+79990000000', to: 'lidia' },
          callId,
          1,
        ),
        eventOf(
          'call.user_spoke',
          { turn: 't', speaker: 'caller', text, source: 'stt', startMs: 0, endMs: 9 },
          callId,
          2,
        ),
        eventOf(
          'agent.field_collected',
          { field: 'wish', value: 'код 4512', display: 'код 4512', isConfirmed: true },
          callId,
          3,
        ),
        eventOf(
          'call.ended',
          { reason: 'caller-hung-up', durationMs: 9, outcome: 'lead', outcomeReason: text },
          callId,
          4,
        ),
      ]);
      return callId;
    };
    const stored = async (callId: CallId) => {
      const tables = ['events', 'turns', 'leads'].map((table) =>
        sql.raw(`SELECT to_jsonb(${table}) AS row FROM ${table} WHERE call_id = '${callId}'`),
      );
      const { rows } = await database.owner.execute(
        sql`${sql.join([...tables, sql.raw(`SELECT to_jsonb(calls) FROM calls WHERE id = '${callId}'`)], sql` UNION ALL `)}`,
      );
      return JSON.stringify(rows);
    };
    // Read once before the change: the setting must hold all the same.
    expect(await stored(await place(defaultOrgId))).toContain('765 43 21');
    await setRedaction(deps, defaultOrgId, actor, { kinds: ['phone', 'code'], hasContacts: false });
    redactor.forget(defaultOrgId);
    const redacted = await stored(await place(defaultOrgId));
    expect(redacted).not.toContain('765 43 21');
    expect(redacted).not.toContain('4512');
    expect(redacted).toContain('+7*** ** 21');
    expect(redacted).toContain('+79990000000');
    expect(await stored(await place(other))).toContain('765 43 21');
  });

  it('follows a change made elsewhere, and stores nothing while the settings cannot be read', async () => {
    const deps = { db: database.db, clock };
    const redactor = createTranscriptRedactor(deps);
    const text = 'почта a@b.ru';
    const said = [eventOf('agent.response_ready', { turn: 't', text })];
    expect(await redactor.redact(other, said)).toEqual(said);
    await setRedaction(deps, other, actor, { kinds: ['email'], hasContacts: true });
    expect(await redactor.redact(other, said)).toEqual(said);
    await clock.advance(5_001);
    expect(await redactor.redact(other, said)).toMatchObject([{ data: { text: 'почта a***@***.ru' } }]);
    const away = { ...database.db, inOrganisation: () => Promise.reject(new Error('away')) };
    await expect(createTranscriptRedactor({ db: away, clock }).redact(other, said)).rejects.toThrow('away');
  });

  it('is masked on its way to the disk too, as known from the start', async () => {
    const deps = { db: database.db, clock };
    await setRedaction(deps, other, actor, { kinds: ['email'], hasContacts: true });
    const said = { ...eventOf('agent.response_ready', { turn: 't', text: 'почта a@b.ru' }), orgId: other };
    const redactor = createTranscriptRedactor(deps);
    expect(redactor.redactNow(said)).toBe(said);
    await redactor.load();
    expect(redactor.redactNow(said)).toMatchObject({ data: { text: 'почта a***@***.ru' } });
    const [stored] = await redactor.redact(other, [redactor.redactNow(said)]);
    expect(stored).toEqual(redactor.redactNow(said));
  });

  it('is set by versions, each on record', async () => {
    const before = await database.db.inOrganisation(other, (tx) => redactionSettings(tx, other));
    const after = await setRedaction({ db: database.db, clock }, other, actor, {
      kinds: ['phone', 'card', 'phone'],
      hasContacts: false,
    });
    expect(after).toEqual({ kinds: ['card', 'phone'], hasContacts: false, version: before.version + 1 });
    const stale = setRedaction(
      { db: database.db, clock },
      other,
      actor,
      { kinds: [], hasContacts: false },
      before.version,
    );
    await expect(stale).rejects.toMatchObject({ code: 'precondition_failed' });
    expect(await database.db.inOrganisation(other, (tx) => redactionSettings(tx, other))).toEqual(after);
  });
});
