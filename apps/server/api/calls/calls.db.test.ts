import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import {
  type CallStore,
  createCallStore,
  ensureDefaultOrganisation,
  migrationsFolder,
  recordingKey,
} from '@allo/business';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import { permissionsOf, type Role } from '@allo/contracts/access';
import type { AlloEvent, EventData, EventType } from '@allo/contracts/events';
import type { CallList } from '@allo/contracts/http';
import { createIds, createSilentLog, VirtualClock } from '@allo/kernel';
import { createMemoryObjectStore } from '@allo/testing/fakes';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { createTestApi, openAccess, otherOrgId } from '../testing.ts';

const clock = new VirtualClock();
const ids = createIds(clock);
const objects = createMemoryObjectStore(clock);
let database: TestDatabase;
let calls: CallStore;
let api: Api;
let role: Role = 'owner';
const live = new Set<CallId>();

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  const { db, nodeId } = database;
  await ensureDefaultOrganisation({ db, clock });
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at)
        VALUES (${otherOrgId}, 'Other', false, 1, now(), now())`,
  );
  calls = createCallStore({ db, clock, ids, log: createSilentLog(), nodeId });
  ({ api } = await createTestApi({
    db,
    calls,
    objects,
    hangUp: (orgId, callId) => orgId === defaultOrgId && live.has(callId),
    access: {
      ...openAccess,
      principalOf: async (asked) => ({
        ...(await openAccess.principalOf(asked)),
        permissions: permissionsOf(role),
      }),
    },
  }));
});
afterAll(() => database?.dispose());

interface Story {
  orgId?: OrgId;
  day?: string;
  from?: string;
  said?: string;
  outcome?: 'lead' | 'callback';
  isOver?: boolean;
}
async function store({ orgId = defaultOrgId, day = '2026-03-02', from = '+79160000000', ...story }: Story) {
  const callId = ids.uuid() as CallId;
  let seq = 0;
  const event = <T extends EventType>(type: T, data: EventData<T>): AlloEvent => {
    seq += 1;
    const at = `${day}T09:00:0${seq}.000Z`;
    return { id: ids.uuid(), orgId, callId, seq, at, type, data } as AlloEvent;
  };
  const spoken = { turn: 't1', speaker: 'caller', source: 'stt', startMs: 1200, endMs: 2900 } as const;
  await calls.append(orgId, [
    event('call.initiated', { direction: 'inbound', wire: 'sip', from, to: 'salon' }),
    event('call.agent_assigned', { agentId: 'salon', agentName: 'Анна', skillbaseVersion: 1 }),
    event('call.answered', { setupMs: 40 }),
    ...(story.said ? [event('call.user_spoke', { ...spoken, text: story.said })] : []),
    ...(story.isOver === false
      ? []
      : [
          event('call.ended', {
            reason: 'caller-hung-up',
            durationMs: 3000,
            outcome: story.outcome ?? null,
            outcomeReason: null,
          }),
        ]),
  ]);
  return callId;
}
const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, orgId: OrgId = defaultOrgId) =>
  api.inject({ method, url, headers: { 'allo-organisation': orgId } });
const found = async (query: string) => {
  const reply = await ask('GET', `/v1/calls?${query}`);
  expect([query, reply.statusCode]).toEqual([query, 200]);
  return reply.json<CallList>().items.map(({ id }) => id);
};

describe('the list of calls', () => {
  it('finds by time, number, outcome and words in any form', async () => {
    const early = await store({ day: '2026-01-05', said: 'Хочу записаться на маникюр', outcome: 'lead' });
    const late = await store({ day: '2026-02-05', from: '+79261112233', said: 'Сколько стоят стрижки' });
    await store({ orgId: otherOrgId, day: '2026-01-05', said: 'Хочу записаться на маникюр' });
    expect(await found('from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00%2B03:00')).toEqual([early]);
    expect(await found('phone=8(926)111-22-33')).toEqual([late]);
    expect(await found('phone=26111')).toEqual([late]);
    expect(await found('outcome=lead&direction=inbound')).toEqual([early]);
    expect(await found(`q=${encodeURIComponent('маникюра')}`)).toEqual([early]);
    expect(await found(`q=${encodeURIComponent('стрижка стоит')}`)).toEqual([late]);
    expect(await found(`q=${encodeURIComponent("'; (& | -- ")}`)).toEqual([]);
    expect(await found('q=x&direction=outbound')).toEqual([]);
  });

  it('400: dates and numbers that are none; 403: words for whoever may not listen', async () => {
    for (const query of ['from=yesterday', 'phone=abc', 'outcome=x', 'q=', 'limit=1000', 'q=%00']) {
      expect([query, (await ask('GET', `/v1/calls?${query}`)).statusCode]).toEqual([query, 400]);
    }
    role = 'viewer';
    expect((await ask('GET', '/v1/calls?q=x')).statusCode).toBe(403);
    expect((await ask('GET', '/v1/calls')).statusCode).toBe(200);
    role = 'owner';
  });
});

describe('one call', () => {
  it('shows its transcript as JSON, text and subtitles', async () => {
    const id = await store({ said: 'Алло,\nвы слышите?' });
    const read = async (format: string) =>
      (await ask('GET', `/v1/calls/${id}/transcript?format=${format}`)).body;
    expect(await read('txt')).toBe('[00:00:01] Клиент: Алло, вы слышите?\n');
    expect(await read('srt')).toBe('1\n00:00:01,200 --> 00:00:02,900\nКлиент: Алло, вы слышите?\n\n');
    expect(JSON.parse(await read('json'))).toMatchObject({
      id,
      transcript: [{ text: 'Алло,\nвы слышите?' }],
    });
    expect((await ask('GET', `/v1/calls/${id}/transcript?format=doc`)).statusCode).toBe(400);
  });

  it('is hung up while it goes on, and only by its organisation', async () => {
    const id = await store({ isOver: false });
    const url = `/v1/calls/${id}/hang-up`;
    expect((await ask('POST', url)).json()).toMatchObject({ code: 'unavailable' });
    live.add(id);
    expect((await ask('POST', url, otherOrgId)).statusCode).toBe(404);
    expect((await ask('POST', url)).statusCode).toBe(202);
    const over = await store({});
    expect((await ask('POST', `/v1/calls/${over}/hang-up`)).statusCode).toBe(409);
    expect((await ask('DELETE', `/v1/calls/${id}`)).statusCode).toBe(409);
  });

  it('goes with its recording, and its lead stays', async () => {
    const id = await store({ outcome: 'lead' });
    await objects.put(recordingKey(defaultOrgId, id), new Uint8Array(4), { contentType: 'audio/wav' });
    expect((await ask('DELETE', `/v1/calls/${id}`, otherOrgId)).statusCode).toBe(404);
    expect(await objects.stat(recordingKey(defaultOrgId, id))).not.toBeNull();
    expect((await ask('DELETE', `/v1/calls/${id}`)).statusCode).toBe(204);
    expect(await objects.stat(recordingKey(defaultOrgId, id))).toBeNull();
    for (const path of ['', '/events', '/transcript']) {
      expect((await ask('GET', `/v1/calls/${id}${path}`)).statusCode).toBe(404);
    }
    expect((await ask('DELETE', `/v1/calls/${id}`)).statusCode).toBe(404);
    const { rows } = await database.owner.execute(sql`SELECT 1 FROM leads WHERE call_id IS NULL`);
    expect(rows).toHaveLength(1);
  });

  it.each(['x', '%00', '00000000-0000-0000-0000-00000000000g'])('404: %s is no call', async (id) => {
    for (const [method, path] of [
      ['GET', '/transcript'],
      ['POST', '/hang-up'],
      ['DELETE', ''],
    ] as const) {
      expect((await ask(method, `/v1/calls/${id}${path}`)).statusCode).toBe(404);
    }
  });
});
