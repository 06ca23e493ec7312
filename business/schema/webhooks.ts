import type { WebhookDelivery, WebhookEndpoint } from '@allo/contracts/http';
import { boolean, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

/** Where an organisation wants to be told of events. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    url: text('url').notNull(),
    description: text('description').notNull(),
    eventFilters: text('event_filters').array().notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    disabledReason: text('disabled_reason').$type<NonNullable<WebhookEndpoint['disabledReason']>>(),
    previousSecretUntil: time('previous_secret_until'),
    failingSince: time('failing_since'),
    failedAttempts: integer('failed_attempts').notNull(),
    pausedUntil: time('paused_until'),
    version: integer('version').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type WebhookEndpointRow = typeof webhookEndpoints.$inferSelect;

/** One event on its way to one endpoint. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    endpointId: uuid('endpoint_id').notNull(),
    messageId: text('message_id').notNull(),
    eventType: text('event_type').notNull(),
    body: text('body').notNull(),
    isTest: boolean('is_test').notNull(),
    state: text('state').$type<WebhookDelivery['state']>().notNull(),
    attempts: integer('attempts').notNull(),
    attemptsBefore: integer('attempts_before').notNull(),
    dueAt: time('due_at').notNull(),
    /** Token of the worker's turn at it; null when nobody is sending it. */
    lease: text('lease'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    createdAt: time('created_at').notNull(),
    finishedAt: time('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique('webhook_deliveries_org_id_endpoint_id_message_id_key').on(
      table.orgId,
      table.endpointId,
      table.messageId,
    ),
  ],
);
export type WebhookDeliveryRow = typeof webhookDeliveries.$inferSelect;

export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    orgId: uuid('org_id').notNull(),
    deliveryId: uuid('delivery_id').notNull(),
    number: integer('number').notNull(),
    at: time('at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    status: integer('status'),
    error: text('error'),
    responseBody: text('response_body'),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.deliveryId, table.number] })],
);
