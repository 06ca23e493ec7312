import type { WebhookDelivery } from '@allo/contracts/http';
import type { WebhookDeliveryRow } from '../schema/index.ts';

/** A delivery for the list; its bodies are read one by one. */
export function deliveryView(row: Omit<WebhookDeliveryRow, 'body'>): WebhookDelivery {
  return {
    id: row.id,
    messageId: row.messageId,
    eventType: row.eventType,
    isTest: row.isTest,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.state === 'pending' && row.lease === null ? row.dueAt.toISOString() : null,
    lastStatus: row.lastStatus,
    lastError: row.lastError,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
