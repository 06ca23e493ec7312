import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent, EventData, EventType } from '@allo/contracts/events';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listLeads } from '../leads/list-leads.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { organisations, outbox } from '../schema/index.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { type CallStore, createCallStore } from './call-store.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();
const otherOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
const startedAt = Date.parse('2026-03-02T09:00:00.123Z');

let database: TestDatabase;
let store: CallStore;

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.insert(organisations).values(otherOrganisation(otherOrgId));
  store = storeOf('node-a');
});
afterAll(() => database?.dispose());

const storeOf = (nodeId: string) => createCallStore({ db: database.db, clock, ids, log, nodeId });

/** Writes events of one call, numbered from 1 and one second apart. */
function callScript(orgId: OrgId = defaultOrgId, beginsAt = startedAt) {
  const callId = ids.uuid() as CallId;
  let seq = 0;
  const event = <T extends EventType>(type: T, data: EventData<T>): AlloEvent => {
    seq += 1;
    const at = new Date(beginsAt + (seq - 1) * 1000).toISOString();
    return { id: ids.uuid(), orgId, callId, seq, at, type, data } as AlloEvent;
  };
  return { callId, event };
}

const latency = (voiceToVoiceMs: number) => ({
  endOfUtteranceMs: 300,
  sttFinalMs: 120,
  llmFirstTokenMs: null,
  ttsFirstByteMs: 40,
  platformMs: 9,
  voiceToVoiceMs,
});

function wholeCall(orgId: OrgId = defaultOrgId) {
  const { callId, event } = callScript(orgId);
  const events = [
    event('call.initiated', {
      direction: 'inbound',
      wire: 'sip',
      from: '+79161234567',
      to: 'lidia',
      codec: 'PCMA/8000',
    }),
    event('call.agent_assigned', { agentId: 'lidia', agentName: 'Лидия', skillbaseVersion: 1 }),
    event('call.answered', { setupMs: 80 }),
    event('agent.turn_measured', { turn: 't1', latency: latency(500) }),
    event('agent.spoke', {
      turn: 't1',
      text: 'Добрый день!',
      isComplete: true,
      startMs: 0,
      endMs: 900,
    }),
    event('call.user_spoke', {
      turn: 't2',
      speaker: 'caller',
      text: 'Меня зовут Анна\u0000\ud800',
      source: 'stt',
      startMs: 1500,
      endMs: 2600,
    }),
    event('agent.field_collected', { field: 'name', value: 'Anna', display: 'Anna', isConfirmed: false }),
    event('agent.field_collected', { field: 'name', value: 'Анна', display: 'Анна', isConfirmed: true }),
    event('agent.spoke', { turn: 't2', text: 'Приятно', isComplete: false, startMs: 3200, endMs: 3600 }),
    event('agent.turn_measured', { turn: 't2', latency: latency(700) }),
    event('agent.outcome', { kind: 'lead', reason: 'name and phone are known' }),
    event('call.ended', {
      reason: 'agent-hung-up',
      durationMs: 9120,
      outcome: 'lead',
      outcomeReason: 'name and phone are known',
    }),
  ];
  return { callId, events };
}

describe('CallStore.append', () => {
  it('makes of a whole call its state, transcript, latencies, fields, outcome and lead', async () => {
    const { callId, events } = wholeCall();
    await store.append(defaultOrgId, events);
    const call = await store.get(defaultOrgId, callId);
    expect(call).toMatchObject({
      id: callId,
      agentName: 'Лидия',
      state: 'completed',
      wire: 'sip',
      from: '+79161234567',
      codec: 'PCMA/8000',
      startedAt: '2026-03-02T09:00:00.123Z',
      answeredAt: '2026-03-02T09:00:02.123Z',
      endedAt: '2026-03-02T09:00:11.123Z',
      durationMs: 9120,
      outcome: 'lead',
      voiceToVoiceP50Ms: 600,
      hasRecording: true,
      fields: [{ name: 'name', value: 'Анна', display: 'Анна', isConfirmed: true }],
    });
    expect(
      call?.transcript.map((turn) => [
        turn.speaker,
        turn.text,
        turn.isInterrupted,
        turn.latency?.voiceToVoiceMs,
      ]),
    ).toEqual([
      ['agent', 'Добрый день!', false, 500],
      ['caller', 'Меня зовут Анна\ufffd', false, undefined],
      ['agent', 'Приятно', true, 700],
    ]);
    const { items } = await listLeads({ db: database.db }, defaultOrgId, { limit: 10 });
    expect(items.filter((lead) => lead.callId === callId)).toMatchObject([
      {
        id: call?.leadId,
        kind: 'lead',
        status: 'new',
        name: 'Анна',
        phone: '+79161234567',
        agentId: 'lidia',
      },
    ]);
  });

  it('changes nothing when the same events come again, in one batch or piece by piece', async () => {
    const { callId, events } = wholeCall();
    await store.append(defaultOrgId, [...events, ...events]);
    const first = await store.get(defaultOrgId, callId);
    for (const event of events) await store.append(defaultOrgId, [event]);
    expect(await store.get(defaultOrgId, callId)).toEqual(first);
    expect(await store.events(defaultOrgId, callId)).toHaveLength(events.length);
    const { items } = await listLeads({ db: database.db }, defaultOrgId, { limit: 100 });
    expect(items.filter((lead) => lead.callId === callId)).toHaveLength(1);
  });

  it('comes to the same call whether events come one at a time or together', async () => {
    const together = wholeCall();
    const apart = wholeCall();
    await store.append(defaultOrgId, together.events);
    for (const event of apart.events) await store.append(defaultOrgId, [event]);
    const [a, b] = await Promise.all([
      store.get(defaultOrgId, together.callId),
      store.get(defaultOrgId, apart.callId),
    ]);
    expect({ ...a, id: '', leadId: '' }).toEqual({ ...b, id: '', leadId: '' });
  });

  it('writes nothing of a batch one event of which is refused', async () => {
    const { callId, events } = wholeCall();
    const bad = { ...(events[3] as AlloEvent), id: 'not a uuid' };
    await expect(store.append(defaultOrgId, [events[0] as AlloEvent, bad])).rejects.toThrow();
    expect(await store.get(defaultOrgId, callId)).toBeNull();
    await store.append(defaultOrgId, events);
    expect((await store.get(defaultOrgId, callId))?.state).toBe('completed');
  });

  it('tells of every event once and of the lead it leaves, keyed by organisation, call and agent', async () => {
    const { callId, events } = wholeCall();
    await store.append(defaultOrgId, events.slice(0, 3));
    await store.append(defaultOrgId, events.slice(0, 3));
    await store.append(defaultOrgId, events);
    const told = await database.owner
      .select()
      .from(outbox)
      .where(eq(outbox.callId, callId))
      .orderBy(outbox.id);
    expect(told.map(({ eventId }) => eventId).slice(0, -1)).toEqual(events.map(({ id }) => id));
    expect(told.at(-1)).toMatchObject({
      type: 'lead.created',
      payload: { callId, kind: 'lead', name: 'Анна' },
    });
    const keyOf = (topic: string) => new Set(told.filter((row) => row.topic === topic).map(({ key }) => key));
    expect([keyOf('call-events'), keyOf('agent-events')]).toEqual([
      new Set([defaultOrgId]),
      new Set([callId]),
    ]);
  });

  it('shows calls as they are now to whoever knows their ids, but no other organisation', async () => {
    const { callId, events } = wholeCall();
    await store.append(defaultOrgId, events.slice(0, 3));
    const ids = [callId, '01959999-0000-7000-8000-0000000000ee'];
    expect(await store.summaries(defaultOrgId, ids)).toMatchObject([{ id: callId, state: 'active' }]);
    expect(await store.summaries(otherOrgId, ids)).toEqual([]);
  });

  it('keeps a rejected call as rejected, without a recording', async () => {
    const { callId, event } = callScript();
    await store.append(defaultOrgId, [
      event('call.initiated', { direction: 'inbound', wire: 'sip', from: '', to: 'nobody' }),
      event('call.rejected', { status: 404, reason: 'unknown-number' }),
    ]);
    expect(await store.get(defaultOrgId, callId)).toMatchObject({
      state: 'rejected',
      endReason: 'unknown-number',
      hasRecording: false,
      transcript: [],
    });
  });
});

describe('CallStore of another organisation', () => {
  it('sees no call, event or lead, and its own call may even have the same id', async () => {
    const { callId, events } = wholeCall();
    await store.append(defaultOrgId, events);
    expect(await store.get(otherOrgId, callId)).toBeNull();
    expect(await store.events(otherOrgId, callId)).toBeNull();
    expect((await store.list(otherOrgId, { limit: 10 })).items).toEqual([]);
    expect((await listLeads({ db: database.db }, otherOrgId, { limit: 10 })).items).toEqual([]);
    await store.append(otherOrgId, events.slice(0, 1));
    expect((await store.get(otherOrgId, callId))?.state).toBe('ringing');
    expect((await store.get(defaultOrgId, callId))?.state).toBe('completed');
  });
});

describe('CallStore.list', () => {
  it('pages newest first without gap or repetition while calls of one moment exist, and filters', async () => {
    const agentId = `pages-${ids.token(4)}`;
    const scripts = Array.from({ length: 7 }, (_, index) =>
      callScript(defaultOrgId, startedAt + Math.floor(index / 3) * 1000),
    );
    for (const { event } of scripts) {
      await store.append(defaultOrgId, [
        event('call.initiated', { direction: 'inbound', wire: 'browser', from: '', to: agentId }),
        event('call.agent_assigned', { agentId, agentName: 'A', skillbaseVersion: 1 }),
      ]);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.list(defaultOrgId, { limit: 2, agentId, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const newestFirst = scripts
      .map(({ callId }, index) => ({ callId, group: Math.floor(index / 3) }))
      .sort((a, b) => b.group - a.group || (a.callId < b.callId ? 1 : -1));
    expect(seen).toEqual(newestFirst.map(({ callId }) => callId));
    expect((await store.list(defaultOrgId, { limit: 9, agentId, state: 'completed' })).items).toEqual([]);
    await expect(store.list(defaultOrgId, { limit: 1, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('CallStore.recoverInterrupted', () => {
  it('ends what this data folder left open, repairs recordings, and leaves other calls alone', async () => {
    const active = wholeCall();
    const ringing = wholeCall();
    const ended = wholeCall();
    const elsewhere = wholeCall();
    const node = storeOf('node-recover');
    await node.append(defaultOrgId, active.events.slice(0, 9));
    await node.append(defaultOrgId, ringing.events.slice(0, 1));
    await node.append(defaultOrgId, ended.events);
    await store.append(defaultOrgId, elsewhere.events.slice(0, 5));

    const repaired: string[] = [];
    const recovered = await node.recoverInterrupted((key) => {
      repaired.push(key);
      return Promise.reject(new Error('a file beyond repair must not keep the others open'));
    });

    expect(new Set(recovered)).toEqual(new Set([active.callId, ringing.callId]));
    expect(repaired).toEqual([`recordings/${defaultOrgId}/${active.callId}.wav`]);
    const call = await node.get(defaultOrgId, active.callId);
    expect(call).toMatchObject({
      state: 'interrupted',
      endReason: 'interrupted',
      endedAt: '2026-03-02T09:00:08.123Z',
      durationMs: 6000,
    });
    expect(call?.transcript).toHaveLength(3);
    expect((await node.events(defaultOrgId, active.callId))?.at(-1)).toMatchObject({
      seq: 10,
      type: 'call.ended',
      data: { reason: 'interrupted' },
    });
    expect((await node.get(defaultOrgId, ringing.callId))?.state).toBe('interrupted');
    expect((await node.get(defaultOrgId, ended.callId))?.state).toBe('completed');
    expect((await node.get(defaultOrgId, elsewhere.callId))?.state).toBe('active');
    expect(await node.recoverInterrupted(() => Promise.resolve())).toEqual([]);
  });
});
