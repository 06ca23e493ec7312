import type { OrgId } from '@allo/contracts';
import type { AlloEvent, PlatformEvent } from '@allo/contracts/events';
import { sql } from 'drizzle-orm';
import { storable } from '../calls/storable.ts';
import type { Db } from '../deps.ts';
import { outbox } from '../schema/index.ts';
import { lockNumber, outboxKey } from './outbox-key.ts';
import { markTold } from './told-transactions.ts';

/** An event of a call or of the platform, and the agent it concerns where the event itself does not say. */
export type Told = (AlloEvent | PlatformEvent) & { agentId?: string };

/** The channel of the database by which other processes hear that there is something to relay. */
export const toldChannel = 'allo_told';

/**
 * Tells of what a transaction does, in that transaction: everybody who follows hears of it if and only if it commits. An
 * event whose id was told before is passed over. To be called once and last, after `recordChange` where there is one,
 * because it makes others who tell of the same keys wait for the commit. Answers how many were new.
 */
export async function tellOf(tx: Db, orgId: OrgId, events: readonly Told[]): Promise<number> {
  if (events.length === 0) return 0;
  const rows = events.map((event) => rowOf(orgId, event));
  const locks = [...new Set(rows.map(lockNumber))].sort();
  // In one order for everybody, so that no two wait for each other.
  await tx.execute(sql`
    SELECT pg_notify(${toldChannel}, ''), (
      SELECT count(pg_advisory_xact_lock(lock)) FROM unnest(${`{${locks.join(',')}}`}::bigint[]) AS lock)`);
  const fresh = await tx.insert(outbox).values(rows).onConflictDoNothing().returning({ id: outbox.id });
  markTold(tx);
  return fresh.length;
}

function rowOf(orgId: OrgId, event: Told) {
  const { id, type, at, callId } = event;
  const agentId = agentOf(event);
  return {
    orgId,
    ...outboxKey(orgId, { type, callId, agentId }),
    eventId: id,
    type,
    at: new Date(at),
    callId,
    seq: 'seq' in event ? event.seq : null,
    payload: storable<unknown>(event.data),
  };
}

function agentOf(event: Told): string | null {
  if (event.agentId !== undefined) return event.agentId;
  return 'agentId' in event.data ? event.data.agentId : null;
}
