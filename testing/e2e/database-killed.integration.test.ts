import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readinessSchema, type WebhookWithSecret } from '@allo/contracts/http';
import { createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '../integration/index.ts';
import {
  claimServer,
  freePort,
  type Owner,
  type ServerProcess,
  startServerProcess,
} from '../server/index.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../stand-ins/webhook-receiver/index.ts';
import { CallApi } from './call-api.ts';
import { waitUntil } from './wait-until.ts';

const clock = createSystemClock();
const awayMs = 30_000;

/** Allo on a real PostgreSQL whose process is killed, as the kernel kills one that takes too much memory. */
describe.skipIf(!process.env.DATABASE_URL_TEST)('PostgreSQL killed in mid-call', () => {
  let folder: string;
  let port: number;
  let postgres: { kill(): Promise<void>; close(): Promise<void> };
  let receiver: WebhookReceiver;
  let server: ServerProcess;
  let owner: Owner;

  const start = async () => {
    const answer = await startPostgres({ folder, port });
    if (!answer.isRunning) throw new Error(answer.reason);
    postgres = answer;
  };
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${server.httpUrl}${path}`, {
      ...init,
      headers: { ...owner.headers, ...(init.body ? { 'content-type': 'application/json' } : {}) },
      signal: AbortSignal.timeout(15_000),
    });
  const readiness = async () => {
    const reply = await ask('/ready');
    return { code: reply.status, ...readinessSchema.parse(await reply.json()) };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'allo-postgres-'));
    port = await freePort();
    await start();
    receiver = await startWebhookReceiver();
    server = await startServerProcess({
      env: {
        DATABASE_URL: `postgres://allo@127.0.0.1:${port}/postgres`,
        OUTGOING_ALLOWED_NETWORKS: '127.0.0.1',
      },
    });
    owner = await claimServer(server);
  });
  afterAll(async () => {
    await server?.stop();
    await server?.dispose();
    await receiver?.close();
    await postgres?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('away for half a minute / the call goes on, requests are refused in time, everything is there once', async () => {
    const hook = await ask('/v1/webhooks', {
      method: 'POST',
      body: JSON.stringify({ url: receiver.url, eventFilters: ['call.ended'] }),
    });
    receiver.trust(((await hook.json()) as WebhookWithSecret).secret);
    const call = await typedCall(server.httpUrl, owner);
    await call.askAgain();
    const ready = await readiness();
    expect(ready).toMatchObject({ code: 200, status: 'ok' });

    await postgres.kill();
    const backAtMs = clock.now() + awayMs;
    await waitUntil('the server notices', 10_000, async () => (await readiness()).code === 503);
    expect((await readiness()).parts).toContainEqual(
      expect.objectContaining({ id: 'database', state: 'down' }),
    );
    let answers = 0;
    for (; clock.now() < backAtMs; answers++) {
      for (const path of ['/v1/calls', '/v1/leads', `/v1/calls/${call.id}`]) {
        const reply = await ask(path);
        expect([path, reply.status]).toEqual([path, 503]);
        expect(reply.headers.get('content-type')).toContain('application/problem+json');
        expect(await reply.json()).toMatchObject({ code: 'database_failed' });
      }
      await call.askAgain();
    }
    expect(answers).toBeGreaterThan(1);
    await call.hangUp();

    await start();
    await waitUntil('the server is ready again', 30_000, async () => (await readiness()).code === 200);
    const api = new CallApi(server.httpUrl, owner);
    await waitUntil('the call is stored', 30_000, async () => (await api.get(call.id)).endedAt !== null);
    const stored = await api.get(call.id);
    expect(stored.state).toBe('completed');
    const said = stored.transcript.filter(({ speaker }) => speaker === 'caller').map(({ text }) => text);
    expect(said).toEqual(call.said);
    const seqs = (await api.events(call.id)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => index + 1));
    const stream = (await (await ask('/v1/events?after=0&topic=call-events&limit=1000')).json()) as {
      items: Array<{ id: string; callId: string; type: string }>;
    };
    const told = stream.items.filter(({ callId }) => callId === call.id);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    expect(told.at(-1)?.type).toBe('call.ended');
    await waitUntil('the webhook arrives', 30_000, () => receiver.processed.length > 0);
    expect(receiver.processed.map(({ payload }) => payload.data.callId)).toEqual([call.id]);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  }, 180_000);
});

/** A call from a page that only types. */
async function typedCall(httpUrl: string, { headers }: Owner) {
  const socket = new WebSocket(`${httpUrl.replace('http', 'ws')}/v1/browser-call`, { headers } as never);
  await once(socket, 'open');
  const messages: Array<{ type: string; speaker?: string; state?: string; callId?: string }> = [];
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') messages.push(JSON.parse(data) as (typeof messages)[number]);
  });
  const send = (message: object) => socket.send(JSON.stringify(message));
  send({ type: 'start', agent: 'lidia', hasRecognition: false, hasMicrophone: false });
  /** How often the agent said something and began to listen. */
  const turns = () =>
    messages.filter(
      (one, index) =>
        one.state === 'listening' && messages.slice(0, index).some(({ speaker }) => speaker === 'agent'),
    ).length;
  const isToldOf = (what: string, holds: () => boolean) =>
    waitUntil(what, 20_000, holds).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(messages.slice(-8))}`, { cause: error });
    });
  await isToldOf('the agent greets', () => turns() > 0);
  const said: string[] = [];
  return {
    id: messages.find(({ type }) => type === 'ready')?.callId as string,
    said,
    /** Says what is answered and never ends a call, and hears the answer out. */
    askAgain: async () => {
      const [text, before] = ['Повторите, пожалуйста, ещё раз', turns()];
      said.push(text);
      send({ type: 'text', text, isFinal: true, source: 'typed' });
      await isToldOf('the agent answers', () => turns() > before);
    },
    hangUp: async () => {
      const closed = once(socket, 'close');
      send({ type: 'hang-up' });
      await closed;
    },
  };
}
