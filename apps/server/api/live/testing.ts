import type { EventTail } from '@allo/business';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';
import { AppError } from '@allo/kernel';
import type { ApiDeps } from '../api-deps.ts';

/** A stream of events in memory that obeys the rules of the real one. */
export interface TestStream {
  events: ApiDeps['events'];
  /** Appends events, by default of this type of one call of the default organisation, and tells the tail; answers the last position. */
  tell(count: number, about?: Partial<Pick<OutboxEvent, 'orgId' | 'topic' | 'type' | 'callId'>>): number;
  /** Forgets everything up to a position. */
  trim(position: number): void;
  listeners(): number;
}

export const sampleCallId = '01959999-0000-7000-8000-000000000001';

export function createTestStream(): TestStream {
  const kept: OutboxEvent[] = [];
  const listeners = new Set<Parameters<EventTail['onEvents']>[0]>();
  let trimmed = 0;
  let position = 0;
  return {
    events: {
      tail: {
        get position() {
          return position;
        },
        onEvents: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      read: ({ orgId, topics, after, limit }) => {
        if ((after > 0 && after < trimmed) || after > position) {
          return Promise.reject(new AppError('gone', 'These events are no longer kept.'));
        }
        const items = kept
          .filter(
            (event) =>
              event.orgId === orgId && event.position > after && (topics?.includes(event.topic) ?? true),
          )
          .slice(0, limit);
        const nextAfter = items.length < limit ? position : (items.at(-1) as OutboxEvent).position;
        return Promise.resolve({ items, nextAfter });
      },
    },
    tell: (count, about = {}) => {
      const batch = Array.from({ length: count }, (_, index): OutboxEvent => {
        const orgId = about.orgId ?? (defaultOrgId as OrgId);
        return {
          position: position + index + 1,
          id: `01959999-0000-7000-8000-${String(position + index + 1).padStart(12, '0')}`,
          orgId,
          topic: 'call-events',
          key: orgId,
          type: 'call.held',
          at: '2026-03-02T09:00:00.000Z',
          callId: sampleCallId,
          seq: position + index + 1,
          data: { atMs: index },
          ...about,
        };
      });
      kept.push(...batch);
      position += count;
      for (const listener of listeners) listener(batch);
      return position;
    },
    trim: (until) => {
      trimmed = until;
      kept.splice(
        0,
        kept.findIndex((event) => event.position > until),
      );
    },
    listeners: () => listeners.size,
  };
}
