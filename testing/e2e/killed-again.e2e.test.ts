import type { WebhookWithSecret } from '@allo/contracts/http';
import { createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, type Owner, type ServerProcess, startServerProcess } from '../server/index.ts';
import { createSipCaller } from '../sip-caller/index.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../stand-ins/webhook-receiver/index.ts';
import { CallApi } from './call-api.ts';
import { waitUntil } from './wait-until.ts';

const env = { OUTGOING_ALLOWED_NETWORKS: '127.0.0.1' };
const kills = 5;
const callsEach = 4;

let receiver: WebhookReceiver;
let server: ServerProcess;
let owner: Owner;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startServerProcess({ env });
  owner = await claimServer(server);
});
afterAll(async () => {
  await server?.stop();
  await server?.dispose();
  await receiver?.close();
});

const ask = async <T>(path: string, body?: object): Promise<T> => {
  const reply = await fetch(`${server.httpUrl}${path}`, {
    headers: { ...owner.headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
};

interface Streamed {
  position: number;
  id: string;
  callId: string | null;
  seq: number | null;
}

/** Every event of calls that was told, in order. */
async function stream(): Promise<Streamed[]> {
  const all: Streamed[] = [];
  for (let after = 0; ; ) {
    const page = await ask<{ items: Streamed[]; nextAfter: number }>(`/v1/events?after=${after}&limit=1000`);
    if (page.items.length === 0) return all;
    all.push(...page.items);
    after = page.nextAfter;
  }
}

/** Calls under way, one hung up a moment before; then the process is killed and started again. */
async function killDuringCalls(round: number): Promise<void> {
  const caller = createSipCaller({ clock: createSystemClock() });
  await caller.start();
  try {
    const uri = `sip:lidia@127.0.0.1:${server.sipPort}`;
    const numbers = Array.from({ length: callsEach }, (_, index) => `7900${round}00000${index}`);
    const [first] = await Promise.all(numbers.map((from) => caller.call({ uri, from })));
    await first?.hangUp();
    // Somewhere between the end of a call and its being told.
    await new Promise((resolve) => setTimeout(resolve, round * 40));
    await server.kill();
  } finally {
    await caller.close();
  }
  server = await startServerProcess({ env, dataDir: server.dataDir });
}

describe('a process that is killed again and again during calls', () => {
  it('kill -9 five times / every event is stored and told, none twice, and every end arrives once', async () => {
    const hook = await ask<WebhookWithSecret>('/v1/webhooks', {
      url: receiver.url,
      eventFilters: ['call.initiated', 'call.ended'],
    });
    receiver.trust(hook.secret);
    for (let round = 1; round <= kills; round++) await killDuringCalls(round);

    const api = new CallApi(server.httpUrl, owner);
    const calls = await api.list();
    expect(calls).toHaveLength(kills * callsEach);
    expect(calls.every(({ endedAt }) => endedAt !== null)).toBe(true);
    const stored = new Map<string, number[]>();
    for (const { id } of calls)
      stored.set(
        id,
        (await api.events(id)).map(({ seq }) => seq),
      );
    for (const numbers of stored.values())
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));

    const count = [...stored.values()].reduce((sum, { length }) => sum + length, 0);
    let told: Streamed[] = [];
    await waitUntil('everything stored is told', 20_000, async () => {
      told = (await stream()).filter(({ seq }) => seq !== null);
      return told.length >= count;
    });
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    for (const [callId, numbers] of stored)
      expect(told.filter((one) => one.callId === callId).map(({ seq }) => seq)).toEqual(numbers);

    // Longer than a lease: what a killed process had in hand is sent again when it runs out.
    const processed = (type: string) =>
      receiver.processed
        .filter(({ payload }) => payload.type === type)
        .map(({ payload }) => String(payload.data.callId));
    const expected = [...stored.keys()].sort();
    await waitUntil('every end arrives', 90_000, () => processed('call.ended').length >= expected.length);
    expect(processed('call.ended').sort()).toEqual(expected);
    expect(processed('call.initiated').sort()).toEqual(expected);
    expect(receiver.received.every(({ isVerified }) => isVerified)).toBe(true);
  });
});
