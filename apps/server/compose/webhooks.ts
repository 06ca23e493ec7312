import { createOutgoingHttp } from '@allo/adapters/outgoing-http';
import {
  createWebhookConsumer,
  createWebhookDispatcher,
  createWebhooks,
  type DisabledWebhook,
  disabledLetters,
  type EventConsumer,
  pruneDeliveries,
  type WebhookDeps,
  type Webhooks,
} from '@allo/business';
import type { JobQueue, Mailer, OutgoingHttp } from '@allo/contracts/ports';
import { createSystemRandom, type Lifecycle } from '@allo/kernel';
import type { Config } from '../config/config.ts';
import { version } from '../version.ts';
import { composeMailer } from './accounts.ts';

export interface WebhooksOptions extends Omit<WebhookDeps, 'http'> {
  config: Pick<Config, 'accounts' | 'outgoingAllowedNetworks'>;
  jobs: JobQueue;
  /** Makes deliveries of events, sends them and clears old ones away. */
  isWorker: boolean;
  /** Adds a follower of events. */
  follow(consumer: EventConsumer): void;
  lifecycle: Lifecycle;
  /** The terminal. */
  print(line: string): void;
}

export interface ComposedWebhooks {
  webhooks: Webhooks;
  /** The way out for everything tenants choose an address of. */
  outgoing: OutgoingHttp;
}

/** While few are up; in UTC. */
const everyNight = '41 0 * * *';

/** Webhooks of this process: what people do with them, and with the worker role their sending. */
export async function startWebhooks(options: WebhooksOptions): Promise<ComposedWebhooks> {
  const { config, clock, log, jobs, isWorker, follow, lifecycle } = options;
  const http = createOutgoingHttp({
    clock,
    allowedNetworks: config.outgoingAllowedNetworks,
    userAgent: `Allo/${version}`,
  });
  await lifecycle.start({ name: 'outgoing http', stop: () => http.close() });
  if (!isWorker) return { webhooks: createWebhooks({ ...options, http }), outgoing: http };

  const mailer = composeMailer(config.accounts.mail, options);
  await lifecycle.start({ name: 'letters about webhooks', stop: () => mailer.close() });
  const dispatcher = createWebhookDispatcher({
    ...options,
    http,
    random: createSystemRandom(),
    onDisabled: (disabled) => tellOwners({ ...options, mailer }, disabled),
  });
  await lifecycle.start(dispatcher);
  follow(createWebhookConsumer(options, () => dispatcher.wake()));
  await jobs.work('webhook-log', async (_data, signal) => {
    const removed = await pruneDeliveries(options, signal);
    log.info({ removed }, 'old webhook deliveries were removed');
  });
  await jobs.schedule('webhook-log', everyNight);
  return { webhooks: createWebhooks({ ...options, http }, () => dispatcher.wake()), outgoing: http };
}

async function tellOwners(
  { db, mailer, log }: Pick<WebhooksOptions, 'db' | 'log'> & { mailer: Mailer },
  disabled: DisabledWebhook,
): Promise<void> {
  for (const letter of await disabledLetters({ db }, disabled)) {
    try {
      await mailer.send(letter);
    } catch (error) {
      const { code } = error as { code?: string };
      log.warn({ orgId: disabled.orgId, code }, 'a letter about a webhook was not sent');
    }
  }
}
