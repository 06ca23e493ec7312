import type { CallId, OrgId } from '@allo/contracts';
import type { Erasure } from '@allo/contracts/http';
import type { ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { recordingKey } from '../recordings/recording-key.ts';
import { transcriptKey } from '../recordings/transcript-key.ts';
import { calls, events, idempotencyKeys, leads, outbox, turns, webhookDeliveries } from '../schema/index.ts';
import { type Deleted, deletedOf, recordErasure, subjectHash } from './erasure-record.ts';
import { type PhonePattern, phonePattern } from './phone-pattern.ts';
import { countMentions, scrubTables } from './scrub-tables.ts';

export interface ForgetDeps extends Pick<Deps, 'db' | 'clock' | 'ids'> {
  objects: Pick<ObjectStore, 'remove' | 'stat'>;
}

/**
 * Forgets a person by telephone number: recordings and transcripts of their calls, what was said and collected, their
 * leads, what was told to others of them and is still kept here, and the number wherever else it stands. Of a call
 * remain its times, its agent and its end, which accounts need. What left the installation before (webhooks delivered,
 * a CRM, Kafka, backups) is not reached. Throws `conflict` while the person is on the line, `bad_request` on no number.
 *
 * Objects are removed first: whoever repeats after a crash finds the calls again, never an object without them.
 */
export async function forgetPhone(
  deps: ForgetDeps,
  orgId: OrgId,
  actor: Actor,
  phone: string,
): Promise<Erasure> {
  const pattern = phonePattern(phone);
  const startedAt = new Date(deps.clock.wallTime());
  const why = 'tables that are only ever added to hold people’s words too';
  const callIds = await deps.db.acrossOrganisations(why, (tx) => callsOf(tx, orgId, pattern));
  const keys = await removeObjects(deps.objects, orgId, callIds);
  return deps.db.acrossOrganisations(why, async (tx) => {
    const leadIds = await leadsOf(tx, orgId, pattern, callIds);
    const deleted = [
      ...(await deleteRows(tx, orgId, callIds, leadIds)),
      deletedOf('objects', keys),
      { ...deletedOf('mentions', []), count: await scrubTables(tx, orgId, pattern) },
    ];
    const remaining =
      (await countMentions(tx, orgId, pattern)) + (await countObjects(deps.objects, orgId, callIds));
    const certificate = await recordErasure(tx, actor, {
      orgId,
      id: deps.ids.uuid(),
      kind: 'forget',
      subjectHash: subjectHash(orgId, pattern.digits),
      startedAt,
      finishedAt: new Date(deps.clock.wallTime()),
      deleted,
      remaining,
    });
    const target = { kind: 'erasure', id: certificate.id };
    await recordChange(tx, orgId, actor, { action: 'privacy.person_forgotten', target });
    return certificate;
  });
}

const withoutSeparators = (column: PgColumn) => sql`regexp_replace(${column}, '[^0-9]', '', 'g')`;

async function callsOf(tx: Db, orgId: OrgId, { core }: PhonePattern): Promise<CallId[]> {
  const found = await tx
    .select({ id: calls.id, state: calls.state })
    .from(calls)
    .where(
      and(
        eq(calls.orgId, orgId),
        // The person is the caller of an inbound call and the called of an outbound one.
        or(
          and(
            eq(calls.direction, 'inbound'),
            sql`${withoutSeparators(calls.fromAddress)} LIKE ${`%${core}`}`,
          ),
          and(eq(calls.direction, 'outbound'), sql`${withoutSeparators(calls.toAddress)} LIKE ${`%${core}`}`),
        ),
      ),
    );
  if (found.some(({ state }) => state === 'ringing' || state === 'active')) {
    throw new AppError('conflict', 'This person is on the line now: end the call or wait, then try again.');
  }
  return found.map(({ id }) => id as CallId);
}

async function leadsOf(tx: Db, orgId: OrgId, { core }: PhonePattern, callIds: CallId[]): Promise<string[]> {
  const found = await tx
    .select({ id: leads.id })
    .from(leads)
    .where(
      and(
        eq(leads.orgId, orgId),
        or(
          sql`${withoutSeparators(leads.phone)} LIKE ${`%${core}`}`,
          callIds.length > 0 ? inArray(leads.callId, callIds) : undefined,
        ),
      ),
    );
  return found.map(({ id }) => id);
}

async function removeObjects(
  objects: ForgetDeps['objects'],
  orgId: OrgId,
  callIds: CallId[],
): Promise<string[]> {
  const removed: string[] = [];
  for (const key of objectKeys(orgId, callIds)) {
    if (!(await objects.stat(key))) continue;
    await objects.remove(key);
    removed.push(key);
  }
  return removed;
}

async function countObjects(
  objects: ForgetDeps['objects'],
  orgId: OrgId,
  callIds: CallId[],
): Promise<number> {
  let count = 0;
  for (const key of objectKeys(orgId, callIds)) if (await objects.stat(key)) count += 1;
  return count;
}

const objectKeys = (orgId: OrgId, callIds: CallId[]): string[] =>
  callIds.flatMap((callId) => [recordingKey(orgId, callId), transcriptKey(orgId, callId)]);

async function deleteRows(tx: Db, orgId: OrgId, callIds: CallId[], leadIds: string[]): Promise<Deleted[]> {
  const deleted: Deleted[] = [];
  const told = await deleteTold(tx, orgId, [...callIds, ...leadIds]);
  if (callIds.length > 0) {
    const spoken = await tx
      .delete(turns)
      .where(and(eq(turns.orgId, orgId), inArray(turns.callId, callIds)))
      .returning({ callId: turns.callId, seq: turns.seq });
    const happened = await tx
      .delete(events)
      .where(and(eq(events.orgId, orgId), inArray(events.callId, callIds)))
      .returning({ id: events.id });
    await tx
      .update(calls)
      .set({ fromAddress: '', toAddress: '', fields: [], outcomeReason: null, latencies: {} })
      .where(and(eq(calls.orgId, orgId), inArray(calls.id, callIds)));
    deleted.push(
      deletedOf('calls', callIds),
      deletedOf(
        'turns',
        spoken.map(({ callId, seq }) => `${callId} ${seq}`),
      ),
      deletedOf(
        'events',
        happened.map(({ id }) => id),
      ),
    );
  }
  if (leadIds.length > 0) {
    await tx.delete(leads).where(and(eq(leads.orgId, orgId), inArray(leads.id, leadIds)));
    deleted.push(deletedOf('leads', leadIds));
  }
  return [...deleted, ...told];
}

/** What was told of these calls and leads and is still kept here. */
async function deleteTold(tx: Db, orgId: OrgId, ids: string[]): Promise<Deleted[]> {
  if (ids.length === 0) return [];
  const mentioned = (column: PgColumn) => sql`${column}::text ~ ${ids.join('|')}`;
  const waiting = await tx
    .delete(outbox)
    // What is told of a call names it in a column, not in what it says.
    .where(and(eq(outbox.orgId, orgId), or(inArray(outbox.callId, ids), mentioned(outbox.payload))))
    .returning({ id: outbox.eventId });
  const sent = await tx
    .delete(webhookDeliveries)
    .where(and(eq(webhookDeliveries.orgId, orgId), mentioned(webhookDeliveries.body)))
    .returning({ id: webhookDeliveries.id });
  const answered = await tx
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.orgId, orgId), mentioned(idempotencyKeys.body)))
    .returning({ id: idempotencyKeys.key });
  return [
    deletedOf(
      'outbox',
      waiting.map(({ id }) => id),
    ),
    deletedOf(
      'webhook deliveries',
      sent.map(({ id }) => id),
    ),
    deletedOf(
      'remembered replies',
      answered.map(({ id }) => id),
    ),
  ];
}
