import type { OutboxEvent } from '@allo/contracts/events';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { eventStream, outbox } from '../schema/index.ts';
import { outboxView } from './outbox-view.ts';

/** The channel of the database by which other processes hear that events were placed. */
export const placedChannel = 'allo_placed';

/**
 * Gives positions to what was committed since, at most `limit`, in order of id and without gaps. The row of the stream is
 * held until the commit, so even two relays at once would not give one position twice, nor show a later one before an
 * earlier. Null: another process leads now.
 */
export async function placeEvents(tx: Db, leader: string, limit: number): Promise<OutboxEvent[] | null> {
  const [stream] = await tx
    .update(eventStream)
    .set({ beat: sql`${eventStream.beat} + 1` })
    .where(eq(eventStream.leader, leader))
    .returning({ position: eventStream.position });
  if (!stream) return null;
  const unplaced = tx
    .$with('unplaced')
    .as(
      tx
        .select({ id: outbox.id })
        .from(outbox)
        .where(isNull(outbox.position))
        .orderBy(asc(outbox.id))
        .limit(limit),
    );
  const numbered = tx.$with('numbered').as(
    tx
      .select({
        id: unplaced.id,
        number: sql<number>`row_number() OVER (ORDER BY ${unplaced.id})`.as('number'),
      })
      .from(unplaced),
  );
  const placed = await tx
    .with(unplaced, numbered)
    .update(outbox)
    .set({ position: sql`${stream.position}::bigint + ${numbered.number}` })
    .from(numbered)
    .where(and(eq(outbox.id, numbered.id), isNull(outbox.position)))
    .returning();
  if (placed.length === 0) return [];
  await tx.update(eventStream).set({ position: stream.position + placed.length });
  await tx.execute(sql`SELECT pg_notify(${placedChannel}, '')`);
  return placed.map((row) => outboxView(row as never)).sort((a, b) => a.position - b.position);
}
