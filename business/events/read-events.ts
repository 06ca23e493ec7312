import type { OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';
import type { EventTopic } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { eventStream, outbox } from '../schema/index.ts';
import { outboxView } from './outbox-view.ts';

export interface EventQuery {
  orgId: OrgId;
  /** Without it: all. */
  topics?: readonly EventTopic[];
  /** Position of the last event known; 0: from the oldest kept. */
  after: number;
  limit: number;
}

export interface EventPage {
  items: OutboxEvent[];
  /** What to ask for next. */
  nextAfter: number;
}

/**
 * Events of one organisation in order. Throws `gone` when some of those asked for are no longer kept, or when the
 * position was never given (the database was replaced): whoever asks must load what they show anew.
 */
export async function readEvents(deps: Pick<Deps, 'db'>, query: EventQuery): Promise<EventPage> {
  const { orgId, topics, after, limit } = query;
  const { position, trimmed } = await streamBounds(deps);
  if ((after > 0 && after < trimmed) || after > position) {
    throw new AppError(
      'gone',
      'These events are no longer kept: load what you show anew and go on from there.',
    );
  }
  const rows = await deps.db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(outbox)
      .where(
        and(
          eq(outbox.orgId, orgId),
          gt(outbox.position, after),
          lte(outbox.position, position),
          topics && inArray(outbox.topic, [...topics]),
        ),
      )
      .orderBy(asc(outbox.position))
      .limit(limit),
  );
  const items = rows.map(outboxView);
  return { items, nextAfter: items.length < limit ? position : (items.at(-1) as OutboxEvent).position };
}

/** The last position given and the last no longer kept. */
export async function streamBounds(deps: Pick<Deps, 'db'>): Promise<{ position: number; trimmed: number }> {
  const [stream] = await deps.db.acrossOrganisations('the bounds of the stream are the same for all', (tx) =>
    tx.select({ position: eventStream.position, trimmed: eventStream.trimmed }).from(eventStream),
  );
  return stream ?? { position: 0, trimmed: 0 };
}
