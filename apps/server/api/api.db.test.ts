import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { createCallStore, ensureDefaultOrganisation, listLeads, migrationsFolder } from '@allo/business';
import { type CallId, defaultOrgId } from '@allo/contracts';
import type { AlloEvent, EventData, EventType } from '@allo/contracts/events';
import type { CallDetail, CallList } from '@allo/contracts/http';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from './api.ts';
import { createTestApi } from './testing.ts';

const clock = createSystemClock();
const ids = createIds(clock);
let database: TestDatabase;
let api: Api;
const callIds: CallId[] = [];

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  const { db, nodeId } = database;
  await ensureDefaultOrganisation({ db, clock });
  const calls = createCallStore({ db, clock, ids, log: createSilentLog(), nodeId });
  for (let index = 0; index < 5; index++) {
    callIds.unshift(await storeCall(calls, index));
  }
  ({ api } = await createTestApi({
    calls,
    leads: { list: (orgId, query) => listLeads({ db }, orgId, query) },
  }));
});
afterAll(() => database?.dispose());

async function storeCall(calls: ReturnType<typeof createCallStore>, index: number): Promise<CallId> {
  const callId = ids.uuid() as CallId;
  const beganAt = Date.parse('2026-03-02T09:00:00Z') + index * 60_000;
  let seq = 0;
  const event = <T extends EventType>(type: T, data: EventData<T>): AlloEvent => {
    seq += 1;
    const at = new Date(beganAt + seq * 1000).toISOString();
    return { id: ids.uuid(), orgId: defaultOrgId, callId, seq, at, type, data } as AlloEvent;
  };
  await calls.append(defaultOrgId, [
    event('call.initiated', { direction: 'inbound', wire: 'sip', from: '+79160000000', to: 'salon' }),
    event('call.answered', { setupMs: 40 }),
    event('call.user_spoke', {
      turn: 't1',
      speaker: 'caller',
      text: 'Здравствуйте',
      source: 'stt',
      startMs: 1,
      endMs: 900,
    }),
    event('call.ended', {
      reason: 'caller-hung-up',
      durationMs: 3000,
      outcome: 'callback',
      outcomeReason: 'asked to',
    }),
  ]);
  return callId;
}

async function pageAt(cursor: string): Promise<CallList> {
  const reply = await api.inject(`/v1/calls?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
  expect(reply.statusCode).toBe(200);
  return reply.json<CallList>();
}

describe('the API over the real stores', () => {
  it('pages through calls newest first by the cursors it gives', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: CallList = await pageAt(next);
      seen.push(...page.items.map(({ id }) => id));
      next = page.nextCursor;
    }
    expect(seen).toEqual(callIds);
  });

  it('answers a call, its events and its lead', async () => {
    const call = (await api.inject(`/v1/calls/${callIds[0]}`)).json<CallDetail>();
    expect(call).toMatchObject({
      state: 'completed',
      outcome: 'callback',
      transcript: [{ text: 'Здравствуйте' }],
    });
    const events = (await api.inject(`/v1/calls/${callIds[0]}/events`)).json<{ items: unknown[] }>();
    expect(events.items).toHaveLength(4);
    const leads = (await api.inject('/v1/leads?limit=1')).json<{ items: unknown[]; nextCursor: string }>();
    expect(leads.items).toMatchObject([{ id: call.leadId, callId: callIds[0], phone: '+79160000000' }]);
    const rest = await api.inject(`/v1/leads?cursor=${leads.nextCursor}`);
    expect(rest.json<{ items: unknown[] }>().items).toHaveLength(4);
  });

  it('refuses cursors it did not make and finds nothing at ids it did not give', async () => {
    const forged = Buffer.from('["2026-03-02T09:00:00.000Z","1 OR 1=1"]').toString('base64url');
    for (const cursor of ['x', forged]) {
      expect((await api.inject(`/v1/calls?cursor=${cursor}`)).statusCode).toBe(400);
    }
    expect((await api.inject(`/v1/calls/${ids.uuid()}`)).statusCode).toBe(404);
    expect((await api.inject(`/v1/calls/${ids.uuid()}/events`)).statusCode).toBe(404);
  });
});
