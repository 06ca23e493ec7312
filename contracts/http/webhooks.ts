import { z } from 'zod';
import { eventData } from '../events/event.ts';
import { outboxEventTypes } from '../events/outbox-event.ts';
import { platformEventData } from '../events/platform-event.ts';
import { pageOf, pageQuerySchema, textSchema } from './page.ts';

/** What a webhook may be told of: every event there is, and the test somebody asked for. */
export const webhookEventTypes: readonly string[] = [...outboxEventTypes, 'webhook.test'];

const groups = [...new Set(webhookEventTypes.map((type) => type.split('.')[0]))].map((group) => `${group}.*`);
const filters = new Set(['*', ...groups, ...webhookEventTypes]);

/** `*` for all, `call.*` for a group, `call.ended` for one. */
export const webhookFilterSchema = z.string().refine((filter) => filters.has(filter), {
  message: `is not an event: write *, a group (${groups.join(', ')}) or a type like call.ended`,
});

/** The body of every request to a webhook (Standard Webhooks). `data` by type: {@link webhookDataSchemas}. */
export const webhookPayloadSchema = z.object({
  type: z.string(),
  /** When it happened, ISO 8601; the time of the attempt is in the header `webhook-timestamp`. */
  timestamp: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;

const ofCall = { callId: z.string(), seq: z.number().int() };
/**
 * `data` by type; fields may be added, none goes away or changes its meaning. What is larger than 64 KiB is replaced by
 * its ids and `isTruncated: true`.
 */
export const webhookDataSchemas: Readonly<Record<string, z.ZodObject>> = {
  ...Object.fromEntries(
    Object.entries(eventData).map(([type, schema]) => [type, z.object({ ...ofCall, ...schema.shape })]),
  ),
  ...platformEventData,
  'webhook.test': z.object({ webhookId: z.string() }),
};

export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  eventFilters: z.array(z.string()),
  isEnabled: z.boolean(),
  /** `gone`: the receiver answered 410. `failing`: nothing but failures for five days. */
  disabledReason: z.enum(['user', 'gone', 'failing']).nullable(),
  /** First failure since the last success. */
  failingSince: z.string().nullable(),
  /** Until then the secret before the last rotation signs as well. */
  previousSecretUntil: z.string().nullable(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type WebhookEndpoint = z.infer<typeof webhookSchema>;

/** The secret is in the replies that made it, and never again. */
export const webhookWithSecretSchema = webhookSchema.extend({ secret: z.string() });
export type WebhookWithSecret = z.infer<typeof webhookWithSecretSchema>;

const url = textSchema.min(1);
const description = textSchema.max(500);
const eventFilters = z.array(webhookFilterSchema).min(1).max(50);
export const createWebhookSchema = z.object({
  url,
  description: description.default(''),
  eventFilters: eventFilters.default(['*']),
  isEnabled: z.boolean().default(true),
});
export type CreateWebhook = z.output<typeof createWebhookSchema>;
export const updateWebhookSchema = z
  .object({ url, description, eventFilters, isEnabled: z.boolean() })
  .partial();
export type UpdateWebhook = z.output<typeof updateWebhookSchema>;

export const rotateWebhookSecretSchema = z.object({
  /** Hours in which both secrets sign; 0 when the old one is known to strangers. */
  overlapHours: z.number().int().min(0).max(168).default(24),
});

export const webhookListSchema = pageOf(webhookSchema);
export type WebhookList = z.infer<typeof webhookListSchema>;

/** `dead`: given up after the last attempt; replay brings it back. */
export const webhookDeliveryStateSchema = z.enum(['pending', 'delivered', 'dead']);

export const webhookDeliverySchema = z.object({
  id: z.string(),
  /** `webhook-id` of every attempt: receivers know repetitions by it. */
  messageId: z.string(),
  eventType: z.string(),
  isTest: z.boolean(),
  state: webhookDeliveryStateSchema,
  attempts: z.number().int(),
  /** Null when no further one is planned. */
  nextAttemptAt: z.string().nullable(),
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

export const webhookAttemptSchema = z.object({
  number: z.number().int(),
  at: z.string(),
  durationMs: z.number().int(),
  status: z.number().int().nullable(),
  /** `timeout`, `unreachable`, `address_refused`, `status_500` …; null after success. */
  error: z.string().nullable(),
  /** The first 2 KB. */
  responseBody: z.string().nullable(),
});
export type WebhookAttempt = z.infer<typeof webhookAttemptSchema>;

export const webhookDeliveryDetailSchema = webhookDeliverySchema.extend({
  body: z.string(),
  log: z.array(webhookAttemptSchema),
});
export type WebhookDeliveryDetail = z.infer<typeof webhookDeliveryDetailSchema>;

export const webhookDeliveryListQuerySchema = pageQuerySchema.extend({
  state: webhookDeliveryStateSchema.optional(),
  eventType: textSchema.max(100).optional(),
});
export const webhookDeliveryListSchema = pageOf(webhookDeliverySchema);
export type WebhookDeliveryList = z.infer<typeof webhookDeliveryListSchema>;

const moment = z.iso.datetime().refine((text) => Date.parse(text) > 0, 'is before there were webhooks');
export const replayWebhookSchema = z.object({
  /** By the time the delivery was made; both ends belong to it. */
  since: moment,
  until: moment.optional(),
  states: z
    .array(z.enum(['delivered', 'dead']))
    .min(1)
    .default(['dead']),
});
export type ReplayWebhook = z.output<typeof replayWebhookSchema>;
export const replayedWebhookSchema = z.object({ replayed: z.number().int() });
