import { and, eq, gt, inArray, isNotNull, lte, min, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { eventConsumers, eventStream, outbox } from '../schema/index.ts';

/** For replay, and for whoever was away. */
export const keptDays = 7;
const chunk = 5000;

/**
 * Removes events older than seven days by the database's clock, but none that one of these consumers has not passed yet.
 * Answers how many.
 */
export async function trimEvents(deps: Pick<Deps, 'db'>, consumers: readonly string[]): Promise<number> {
  let removed = 0;
  for (;;) {
    const count = await deps.db.acrossOrganisations('old events of all organisations go together', (tx) =>
      trimOnce(tx, consumers),
    );
    removed += count;
    if (count < chunk) return removed;
  }
}

async function trimOnce(
  tx: Parameters<Parameters<Deps['db']['acrossOrganisations']>[1]>[0],
  consumers: readonly string[],
): Promise<number> {
  const [stream] = await tx.select().from(eventStream);
  if (!stream) return 0;
  const [young] = await tx
    .select({ first: min(outbox.position) })
    .from(outbox)
    .where(
      and(isNotNull(outbox.position), gt(outbox.createdAt, sql`now() - make_interval(days => ${keptDays})`)),
    );
  const [slowest] = await tx
    .select({ position: min(eventConsumers.position) })
    .from(eventConsumers)
    .where(inArray(eventConsumers.name, [...consumers, '']));
  const end = Math.min(
    Number(young?.first ?? stream.position + 1) - 1,
    Number(slowest?.position ?? stream.position),
    stream.trimmed + chunk,
  );
  if (end <= stream.trimmed) return 0;
  await tx.delete(outbox).where(and(isNotNull(outbox.position), lte(outbox.position, end)));
  await tx.update(eventStream).set({ trimmed: end }).where(eq(eventStream.id, true));
  return end - stream.trimmed;
}
