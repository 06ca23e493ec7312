import type { CallId, OrgId } from '@allo/contracts';
import type { Erasure } from '@allo/contracts/http';
import type { ObjectStore } from '@allo/contracts/ports';
import { and, eq, inArray, lt, notInArray, sql } from 'drizzle-orm';
import { systemActor } from '../access/actor.ts';
import type { Db, Deps } from '../deps.ts';
import { expireObjects } from '../recordings/expire-objects.ts';
import { recordingKey } from '../recordings/recording-key.ts';
import { transcriptKey } from '../recordings/transcript-key.ts';
import { calls, events, leads, organisations, turns } from '../schema/index.ts';
import { type Deleted, deletedOf, recordErasure } from './erasure-record.ts';
import { readRetention } from './retention-rules.ts';

export interface RetentionDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'log'> {
  objects: Pick<ObjectStore, 'list' | 'remove'>;
}

const dayMs = 86_400_000;
/** A transaction of this many keeps nobody waiting long, least of all on the embedded database. */
const batch = 200;
const live = ['ringing', 'active'] as const;

/**
 * Deletes what every organisation no longer wants kept, and leaves a proof of it. One organisation that fails does not
 * keep the others. Answers the proofs; none where nothing was old enough.
 */
export async function applyRetention(deps: RetentionDeps, signal?: AbortSignal): Promise<Erasure[]> {
  const all = await deps.db.acrossOrganisations('the job serves everybody', (tx) =>
    tx.select({ id: organisations.id }).from(organisations),
  );
  const proofs: Erasure[] = [];
  for (const { id } of all) {
    signal?.throwIfAborted();
    try {
      const proof = await applyTo(deps, id as OrgId, signal);
      if (proof) proofs.push(proof);
    } catch (error) {
      if (signal?.aborted) throw error;
      deps.log.error({ orgId: id, detail: String(error) }, 'retention failed and is tried again tomorrow');
    }
  }
  return proofs;
}

async function applyTo(deps: RetentionDeps, orgId: OrgId, signal?: AbortSignal): Promise<Erasure | null> {
  const { db, clock, ids } = deps;
  const startedAt = new Date(clock.wallTime());
  const rules = await db.inOrganisation(orgId, (tx) => readRetention(tx, orgId));
  const before = (days: number | null) => (days === null ? null : new Date(clock.wallTime() - days * dayMs));
  const deleted: Deleted[] = [];
  const recordingsBefore = before(rules.recordings);
  if (recordingsBefore) deleted.push(await expire(deps, 'recordings', orgId, recordingsBefore, signal));
  const transcriptsBefore = before(rules.transcripts);
  if (transcriptsBefore) {
    deleted.push(await expire(deps, 'transcripts', orgId, transcriptsBefore, signal));
    deleted.push(await inBatches('spoken words', signal, () => forgetWords(deps, orgId, transcriptsBefore)));
  }
  const callsBefore = before(rules.calls);
  if (callsBefore)
    deleted.push(await inBatches('calls', signal, () => deleteCalls(deps, orgId, callsBefore)));
  const leadsBefore = before(rules.leads);
  if (leadsBefore)
    deleted.push(await inBatches('leads', signal, () => deleteLeads(deps, orgId, leadsBefore)));
  const done = deleted.filter(({ count }) => count > 0);
  if (done.length === 0) return null;
  return db.inOrganisation(orgId, async (tx) =>
    recordErasure(tx, systemActor('retention'), {
      orgId,
      id: ids.uuid(),
      kind: 'retention',
      subjectHash: null,
      startedAt,
      finishedAt: new Date(clock.wallTime()),
      deleted: done,
      remaining: await countOlder(tx, orgId, { transcriptsBefore, callsBefore, leadsBefore }),
    }),
  );
}

async function expire(
  { objects }: RetentionDeps,
  what: 'recordings' | 'transcripts',
  orgId: OrgId,
  olderThan: Date,
  signal?: AbortSignal,
): Promise<Deleted> {
  const keys: string[] = [];
  const onRemoved = (key: string) => void keys.push(key);
  const options = { prefix: `${what}/${orgId}/`, olderThan, onRemoved };
  await expireObjects(objects, signal ? { ...options, signal } : options);
  return deletedOf(what, keys);
}

async function inBatches(
  what: string,
  signal: AbortSignal | undefined,
  next: () => Promise<string[]>,
): Promise<Deleted> {
  const all: string[] = [];
  for (;;) {
    signal?.throwIfAborted();
    const ids = await next();
    all.push(...ids);
    if (ids.length < batch) return deletedOf(what, all);
  }
}

/** Words and what was collected go, the call and its times stay. */
function forgetWords({ db }: RetentionDeps, orgId: OrgId, before: Date): Promise<string[]> {
  return db.inOrganisation(orgId, async (tx) => {
    const found = await tx
      .selectDistinct({ id: calls.id })
      .from(calls)
      .innerJoin(events, and(eq(events.orgId, calls.orgId), eq(events.callId, calls.id)))
      .where(and(eq(calls.orgId, orgId), lt(calls.startedAt, before), notInArray(calls.state, [...live])))
      .limit(batch);
    const ids = found.map(({ id }) => id);
    if (ids.length === 0) return [];
    await tx.delete(turns).where(and(eq(turns.orgId, orgId), inArray(turns.callId, ids)));
    await tx.delete(events).where(and(eq(events.orgId, orgId), inArray(events.callId, ids)));
    await tx
      .update(calls)
      .set({ fields: [], outcomeReason: null })
      .where(and(eq(calls.orgId, orgId), inArray(calls.id, ids)));
    return ids;
  });
}

async function deleteCalls({ db, objects }: RetentionDeps, orgId: OrgId, before: Date): Promise<string[]> {
  const old = await db.inOrganisation(orgId, (tx) =>
    tx
      .select({ id: calls.id })
      .from(calls)
      .where(and(eq(calls.orgId, orgId), lt(calls.startedAt, before), notInArray(calls.state, [...live])))
      .limit(batch),
  );
  const ids = old.map(({ id }) => id as CallId);
  // An object never outlives the row that leads to it.
  for (const id of ids) {
    await objects.remove(recordingKey(orgId, id));
    await objects.remove(transcriptKey(orgId, id));
  }
  if (ids.length > 0) {
    await db.inOrganisation(orgId, (tx) =>
      tx.delete(calls).where(and(eq(calls.orgId, orgId), inArray(calls.id, ids))),
    );
  }
  return ids;
}

function deleteLeads({ db }: RetentionDeps, orgId: OrgId, before: Date): Promise<string[]> {
  return db.inOrganisation(orgId, async (tx) => {
    const old = tx
      .select({ id: leads.id })
      .from(leads)
      .where(and(eq(leads.orgId, orgId), lt(leads.createdAt, before)))
      .limit(batch);
    const gone = await tx
      .delete(leads)
      .where(and(eq(leads.orgId, orgId), inArray(leads.id, old)))
      .returning({ id: leads.id });
    return gone.map(({ id }) => id);
  });
}

/** Looks once more, by other questions than the ones that chose what to delete. */
async function countOlder(
  tx: Db,
  orgId: OrgId,
  limits: { transcriptsBefore: Date | null; callsBefore: Date | null; leadsBefore: Date | null },
): Promise<number> {
  const count = sql<number>`count(*)::int`;
  const ended = notInArray(calls.state, [...live]);
  let remaining = 0;
  if (limits.transcriptsBefore) {
    const [words] = await tx
      .select({ count })
      .from(turns)
      .innerJoin(calls, and(eq(calls.orgId, turns.orgId), eq(calls.id, turns.callId)))
      .where(and(eq(turns.orgId, orgId), lt(calls.startedAt, limits.transcriptsBefore), ended));
    remaining += words?.count ?? 0;
  }
  if (limits.callsBefore) {
    const [old] = await tx
      .select({ count })
      .from(calls)
      .where(and(eq(calls.orgId, orgId), lt(calls.startedAt, limits.callsBefore), ended));
    remaining += old?.count ?? 0;
  }
  if (limits.leadsBefore) {
    const [old] = await tx
      .select({ count })
      .from(leads)
      .where(and(eq(leads.orgId, orgId), lt(leads.createdAt, limits.leadsBefore)));
    remaining += old?.count ?? 0;
  }
  return remaining;
}
