import { AppError } from '@allo/kernel';
import { eq, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { eventConsumers, eventStream } from '../schema/index.ts';

/**
 * Lets a consumer begin again with the event behind `position` (0: the oldest kept). Throws `not_found` for a consumer
 * that never ran and `gone` for a position that is no longer kept or was never given.
 */
export async function replay(deps: Pick<Deps, 'db'>, consumer: string, position: number): Promise<void> {
  await deps.db.acrossOrganisations('a consumer follows events of all organisations', async (tx) => {
    const [stream] = await tx.select().from(eventStream);
    const { trimmed = 0, position: last = 0 } = stream ?? {};
    if ((position > 0 && position < trimmed) || position > last) {
      throw new AppError('gone', `Events are kept from position ${trimmed} to ${last}.`);
    }
    const moved = await tx
      .update(eventConsumers)
      .set({ position: Math.max(position, trimmed), movedAt: sql`now()` })
      .where(eq(eventConsumers.name, consumer))
      .returning({ name: eventConsumers.name });
    if (moved.length === 0) throw new AppError('not_found', 'There is no such consumer.');
  });
}
