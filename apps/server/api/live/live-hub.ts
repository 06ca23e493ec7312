import type { EventTail } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';
import type { EventTopic } from '@allo/contracts/ports';
import type { Log } from '@allo/kernel';
import { type LiveMessage, liveMessages, type LoadCalls } from './live-messages.ts';
import type { LiveWants } from './live-wants.ts';

/** A screen that follows; the hub gives it what its organisation's events make, from all of which it takes its own. */
export interface LiveFollower {
  orgId: OrgId;
  wants: LiveWants;
  take(messages: readonly LiveMessage[]): void;
  /** What comes next cannot be made: it must come again and resume. */
  lose(): void;
}

/** Hands the end of the event stream to the screens of this process, each organisation its own. */
export interface LiveHub {
  /** The last position that was or is being handed out. */
  readonly position: number;
  /** Answers how to leave. */
  join(follower: LiveFollower): () => void;
  readonly followers: number;
  /** Idempotent. */
  close(): void;
}

export interface LiveHubOptions {
  tail: Pick<EventTail, 'position' | 'onEvents'>;
  loadCalls: LoadCalls;
  /** Called while an organisation has followers; answers how to stop. */
  watch?(orgId: OrgId): () => void;
  log: Log;
}

export function createLiveHub({ tail, loadCalls, watch, log }: LiveHubOptions): LiveHub {
  const rooms = new Map<OrgId, Set<LiveFollower>>();
  const watches = new Map<OrgId, () => void>();
  /** The last batch of each organisation on its way: batches keep their order though loading takes time. */
  const ways = new Map<OrgId, Promise<void>>();

  const deliver = async (orgId: OrgId, events: readonly OutboxEvent[]): Promise<void> => {
    const room = rooms.get(orgId);
    if (!room) return;
    const wanted = wantedBy(room);
    try {
      const messages = await liveMessages(orgId, events, wanted, loadCalls);
      for (const follower of room) follower.take(messages);
    } catch (error) {
      log.warn(
        { orgId, detail: (error as Error).name },
        'live screens are sent away: calls cannot be read now',
      );
      for (const follower of room) follower.lose();
    }
  };

  const stop = tail.onEvents((events) => {
    for (const [orgId, own] of Map.groupBy(events, (event) => event.orgId as OrgId)) {
      if (!rooms.has(orgId)) continue;
      const way = (ways.get(orgId) ?? Promise.resolve()).then(() => deliver(orgId, own));
      ways.set(orgId, way);
      void way.then(() => {
        if (ways.get(orgId) === way) ways.delete(orgId);
      });
    }
  });

  return {
    get position() {
      return tail.position;
    },
    get followers() {
      return [...rooms.values()].reduce((sum, room) => sum + room.size, 0);
    },
    join: (follower) => {
      const { orgId } = follower;
      const room = rooms.get(orgId) ?? new Set();
      if (room.size === 0 && watch) watches.set(orgId, watch(orgId));
      rooms.set(orgId, room.add(follower));
      return () => {
        room.delete(follower);
        if (room.size > 0 || rooms.get(orgId) !== room) return;
        rooms.delete(orgId);
        watches.get(orgId)?.();
        watches.delete(orgId);
      };
    },
    close: () => {
      stop();
      for (const unwatch of watches.values()) unwatch();
      watches.clear();
    },
  };
}

function wantedBy(room: ReadonlySet<LiveFollower>): Pick<LiveWants, 'calls' | 'topics'> {
  const topics = new Set<EventTopic>();
  let calls = false;
  for (const { wants } of room) {
    calls ||= wants.calls;
    for (const topic of wants.topics) topics.add(topic);
  }
  return { calls, topics };
}
