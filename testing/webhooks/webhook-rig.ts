/** Two organisations with webhooks on a virtual clock, real receivers and a real database. */

import { createOutgoingHttp } from '@allo/adapters/outgoing-http';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import type { OrgId } from '@allo/contracts';
import { type CreateWebhook, createWebhookSchema } from '@allo/contracts/http';
import type { OutgoingHttp } from '@allo/contracts/ports';
import {
  createIds,
  createMasterKeys,
  createSeededRandom,
  createSilentLog,
  createSystemClock,
  VirtualClock,
} from '@allo/kernel';
import { startWebhookReceiver, type WebhookReceiver } from '@allo/testing/stand-ins/webhook-receiver';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { systemActor } from '../../business/access/actor.ts';
import { migrationsFolder } from '../../business/migrations/folder.ts';
import { organisations, webhookEndpoints } from '../../business/schema/index.ts';
import { otherOrganisation } from '../../business/tenancy/testing.ts';
import { createEndpoint } from '../../business/webhooks/create-endpoint.ts';
import {
  createWebhookDispatcher,
  type DispatcherOptions,
  type WebhookDispatcher,
} from '../../business/webhooks/dispatcher.ts';
import { listDeliveries } from '../../business/webhooks/list-deliveries.ts';
import { queueDeliveries } from '../../business/webhooks/queue-deliveries.ts';
import type { DisabledWebhook, WebhookDeps } from '../../business/webhooks/webhook-deps.ts';

/** Two organisations. */
export const anna = '00000000-0000-7000-8000-00000000000a' as OrgId;
export const boris = '00000000-0000-7000-8000-00000000000b' as OrgId;
export const hourMs = 3_600_000;
export const actor = systemActor('test');
export const limits = { total: 8, perOrganisation: 6, perEndpoint: 2 };
export const eventId = (number: number) => `01959999-0000-7000-8000-${String(number).padStart(12, '0')}`;

export let database: TestDatabase;
export let clock: VirtualClock;
export let deps: WebhookDeps;
export let http: OutgoingHttp;
export let disabled: DisabledWebhook[];
const receivers: WebhookReceiver[] = [];
const dispatchers: WebhookDispatcher[] = [];

/** To be called once at the top of a test file: everything above is made anew for each test. */
export function useWebhookRig(): void {
  beforeAll(async () => {
    database = await openTestDatabase({ migrations: migrationsFolder });
    await database.owner.insert(organisations).values([otherOrganisation(anna), otherOrganisation(boris)]);
  });
  afterAll(() => database?.dispose());

  beforeEach(async () => {
    await database.owner.delete(webhookEndpoints);
    clock = new VirtualClock();
    // Real time on the network: virtual time moves only while nothing is under way.
    http = createOutgoingHttp({ clock: createSystemClock(), allowedNetworks: ['127.0.0.1'] });
    deps = {
      db: database.db,
      clock,
      ids: createIds(clock),
      log: createSilentLog(),
      masterKeys: createMasterKeys([Buffer.alloc(32, 1).toString('base64')]),
      http,
    };
    disabled = [];
  });
  afterEach(async () => {
    for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop?.();
    for (const receiver of receivers.splice(0)) await receiver.close();
    http.close();
  });
}

export function dispatcherOf(options: Partial<DispatcherOptions> = {}): WebhookDispatcher {
  const dispatcher = createWebhookDispatcher({
    ...deps,
    http,
    random: createSeededRandom(1),
    limits,
    onDisabled: async (one) => void disabled.push(one),
    ...options,
  });
  dispatchers.push(dispatcher);
  return dispatcher;
}

export async function receiverOf(orgId: OrgId, wanted: Partial<CreateWebhook> = {}) {
  const receiver = await startWebhookReceiver({ nowMs: () => clock.wallTime() });
  receivers.push(receiver);
  const made = await createEndpoint(
    deps,
    orgId,
    actor,
    createWebhookSchema.parse({ url: receiver.url, ...wanted }),
  );
  receiver.trust(made.secret);
  return { receiver, id: made.id, secret: made.secret };
}

let told = 0;

/** The number of an event nobody was told of yet. */
export function nextEvent(): number {
  told += 1;
  return told;
}

/** The last event is told once more. */
export function forgetLastEvent(): void {
  told -= 1;
}

export function tell(orgId: OrgId, number = 1, type = 'call.ended'): Promise<number> {
  const events = Array.from({ length: number }, () => ({
    id: eventId(nextEvent()),
    type,
    timestamp: new Date(clock.wallTime()).toISOString(),
    data: { callId: eventId(told), seq: 9 },
  }));
  return database.db.acrossOrganisations('events', (tx) => queueDeliveries(tx, deps, orgId, events));
}

export const deliveriesOf = async (orgId: OrgId, id: string) =>
  (await listDeliveries(deps, orgId, id, { limit: 100 })).items;
