import { webhookPayloadSchema, type WebhookDeliveryList, type WebhookWithSecret } from '@allo/contracts/http';
import { createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, type Owner, type ServerProcess, startServerProcess } from '../server/index.ts';
import { createSipCaller, type SipCaller } from '../sip-caller/index.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../stand-ins/webhook-receiver/index.ts';
import { waitUntil } from './wait-until.ts';

let receiver: WebhookReceiver;
let server: ServerProcess;
let owner: Owner;
let caller: SipCaller;
const env = { OUTGOING_ALLOWED_NETWORKS: '127.0.0.1' };

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  server = await startServerProcess({ env });
  owner = await claimServer(server);
  caller = createSipCaller({ clock: createSystemClock() });
  await caller.start();
});
afterAll(async () => {
  await caller?.close();
  await server?.stop();
  await server?.dispose();
  await receiver?.close();
});

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${server.httpUrl}${path}`, {
    method,
    headers: {
      ...owner.headers,
      origin: server.httpUrl,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** A short call, from ringing to the end; answers with the number it came from. */
async function call(from: string): Promise<void> {
  const placed = await caller.call({ uri: `sip:lidia@127.0.0.1:${server.sipPort}`, from });
  await placed.hangUp();
  await placed.ended;
}

const ended = () => receiver.processed.filter((one) => one.payload.type === 'call.ended');

describe('webhooks of a running server', () => {
  it('a real call / its beginning and end arrive, verified, and the log tells of them', async () => {
    const made = await ask<WebhookWithSecret>('POST', '/v1/webhooks', {
      url: receiver.url,
      eventFilters: ['call.initiated', 'call.answered', 'call.ended'],
    });
    receiver.trust(made.secret);
    await call('79001110001');
    await waitUntil('the end of the call arrives', 15_000, async () => ended().length === 1);
    const types = receiver.processed.map((one) => one.payload.type).sort();
    expect(types).toEqual(['call.answered', 'call.ended', 'call.initiated']);
    expect(receiver.received.every((one) => one.isVerified)).toBe(true);
    const [end] = ended();
    expect(webhookPayloadSchema.parse(JSON.parse(end?.body ?? '')).data).toMatchObject({
      callId: expect.any(String) as string,
      seq: expect.any(Number) as number,
      durationMs: expect.any(Number) as number,
    });
    const { items } = await ask<WebhookDeliveryList>('GET', `/v1/webhooks/${made.id}/deliveries`);
    expect(items.map(({ state, messageId }) => [state, messageId])).toContainEqual(['delivered', end?.id]);
  });

  it('kill -9 while a receiver hangs / next start / everything arrives, repetitions known by their id', async () => {
    const before = ended().length;
    receiver.behave('hang');
    await call('79001110002');
    await waitUntil('the receiver holds a request', 15_000, async () => receiver.pending > 0);
    await server.kill();
    receiver.behave({ status: 200 });
    server = await startServerProcess({ env, dataDir: server.dataDir });
    // Longer than a lease: what the killed process had in hand is sent again when it runs out.
    await waitUntil('the end of the call arrives', 60_000, async () => ended().length === before + 1);
    const ids = receiver.processed.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
