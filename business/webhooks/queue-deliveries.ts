import type { OrgId } from '@allo/contracts';
import { and, eq } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { type WebhookDeliveryRow, webhookDeliveries, webhookEndpoints } from '../schema/index.ts';
import { matchesFilter } from './matches-filter.ts';
import type { TellableEvent } from './tellable-event.ts';
import { webhookBody } from './webhook-body.ts';

const rowsPerInsert = 500;

/**
 * Makes a delivery for every endpoint of the organisation that is on and wants the event; answers how many were new.
 * Runs in the transaction that also remembers how far events were read, so none is missed and none told twice.
 */
export async function queueDeliveries(
  tx: Db,
  { ids, clock }: Pick<Deps, 'ids' | 'clock'>,
  orgId: OrgId,
  events: readonly TellableEvent[],
): Promise<number> {
  if (events.length === 0) return 0;
  const endpoints = await tx
    .select({ id: webhookEndpoints.id, eventFilters: webhookEndpoints.eventFilters })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.isEnabled, true)))
    // One that is being removed is waited for, and then is not among them.
    .for('key share');
  const now = new Date(clock.wallTime());
  const rows = events.flatMap((event) => {
    const wanting = endpoints.filter(({ eventFilters }) => matchesFilter(eventFilters, event.type));
    if (wanting.length === 0) return [];
    const body = webhookBody(event);
    const { id: eventId, type: eventType } = event;
    return wanting.map(({ id: endpointId }) =>
      newDelivery({ orgId, id: ids.uuid(), endpointId, eventType, body, messageId: `msg_${eventId}`, now }),
    );
  });
  let queued = 0;
  for (let from = 0; from < rows.length; from += rowsPerInsert) {
    const inserted = await tx
      .insert(webhookDeliveries)
      .values(rows.slice(from, from + rowsPerInsert))
      .onConflictDoNothing()
      .returning({ id: webhookDeliveries.id });
    queued += inserted.length;
  }
  return queued;
}

/** A delivery that is due at once. */
export function newDelivery(
  given: Pick<WebhookDeliveryRow, 'orgId' | 'id' | 'endpointId' | 'messageId' | 'eventType' | 'body'> & {
    now: Date;
    isTest?: boolean;
  },
): WebhookDeliveryRow {
  const { now, isTest = false, ...row } = given;
  return {
    ...row,
    isTest,
    state: 'pending',
    attempts: 0,
    attemptsBefore: 0,
    dueAt: now,
    lease: null,
    lastStatus: null,
    lastError: null,
    createdAt: now,
    finishedAt: null,
  };
}
