import type { OrgId } from '@allo/contracts';
import type { AlloEvent, EventType } from '@allo/contracts/events';
import type { EventJournal, JournalState } from '@allo/contracts/ports';
import type { Clock, Log } from '@allo/kernel';
import { createEventLane, type EventLane } from './event-lane.ts';

/** Where running calls leave their events. Never makes them wait. */
export interface CallEventSink {
  /** Takes an event to be stored soon, in order. It is in the journal when this returns. Never throws. */
  push(event: AlloEvent): void;
  /**
   * Stores what an earlier process left in the journal; to be run at start, before interrupted calls are closed.
   * Answers false when the database did not take everything within `deadlineMs`.
   */
  recover(deadlineMs: number): Promise<boolean>;
  /** Resolves true when everything taken so far is stored or put aside, false after `deadlineMs`. */
  flush(deadlineMs: number): Promise<boolean>;
  status(): CallEventSinkStatus;
  /** Stops writing; what is not stored stays in the journal for the next start. Idempotent. */
  close(): void;
}

export interface CallEventSinkStatus {
  /** In memory, not stored yet. */
  queued: number;
  /** In the journal, not stored yet; those in memory among them. */
  onDisk: number;
  /** Lost: neither memory nor the journal could take them. */
  dropped: number;
  /** Put aside, because the database refuses them for what they are. */
  refused: number;
  /** The database does not take events of some organisation now. */
  isStalled: boolean;
  /** Null: there is no journal. */
  journal: JournalState | null;
}

export interface CallEventSinkOptions {
  /** Writes a batch of one organisation, all or nothing. */
  append(orgId: OrgId, events: readonly AlloEvent[]): Promise<void>;
  /** Without one: memory alone, for a process that takes no calls. */
  journal?: EventJournal;
  clock: Clock;
  log: Log;
  /** Events held in memory at most. */
  maxQueued?: number;
  /** Of these, events of one organisation; the rest waits in the journal. */
  window?: number;
}

const defaultMaxQueued = 20_000;
const defaultWindow = 2000;
const recoverPage = 1000;
/** Beyond this share of the room, details are no longer taken. */
const roomForDetails = 0.75;

/** What a call can be understood without: dropped first when room runs short. */
const details: ReadonlySet<EventType> = new Set<EventType>([
  'agent.processing',
  'agent.response_ready',
  'agent.step_entered',
  'agent.calling_tool',
  'tool.started',
  'tool.completed',
  'call.silence',
  'call.interrupted',
  'call.held',
  'call.resumed',
]);

export function createCallEventSink(options: CallEventSinkOptions): CallEventSink {
  const {
    append,
    journal = null,
    clock,
    log,
    maxQueued = defaultMaxQueued,
    window = defaultWindow,
  } = options;
  const stopping = new AbortController();
  const lanes = new Map<string, EventLane>();
  const waiting: Array<() => void> = [];
  let isShedding = false;
  let dropped = 0;
  let refused = 0;

  const queued = (): number => {
    let sum = 0;
    for (const lane of lanes.values()) sum += lane.queued;
    return sum;
  };

  const laneOf = (orgId: string): EventLane => {
    const known = lanes.get(orgId);
    if (known) return known;
    const lane = createEventLane({
      orgId: orgId as OrgId,
      append,
      journal,
      clock,
      log,
      signal: stopping.signal,
      window,
      onIdle: () => {
        lanes.delete(orgId);
        if (lanes.size > 0) return;
        isShedding = false;
        for (const wake of waiting.splice(0)) wake();
      },
      onRefused: () => {
        refused += 1;
      },
    });
    lanes.set(orgId, lane);
    return lane;
  };

  const drop = (event: AlloEvent): void => {
    dropped += 1;
    if (isShedding) return;
    isShedding = true;
    log.error({ type: event.type, queued: queued() }, 'events are dropped: neither memory nor disk has room');
  };

  const push = (event: AlloEvent): void => {
    const isDetail = details.has(event.type);
    const before = journal?.end ?? 0;
    const isWorthDisk = journal !== null && !(isDetail && journal.fullness >= roomForDetails);
    const position = isWorthDisk ? journal.append(event) : null;
    if (stopping.signal.aborted) {
      // The journal keeps it for the next start.
      if (position === null) drop(event);
      return;
    }
    const lane = laneOf(event.orgId);
    const total = queued();
    const hasRoom =
      position === null
        ? total < (isDetail ? maxQueued * roomForDetails : maxQueued)
        : total < maxQueued && lane.queued < window;
    if (hasRoom && !lane.hasLeft) lane.hold({ event, position });
    else if (position !== null) lane.leave(position, before);
    else drop(event);
  };

  const flush = async (deadlineMs: number): Promise<boolean> => {
    if (lanes.size === 0) return true;
    const done = new Promise<boolean>((resolve) => waiting.push(() => resolve(!stopping.signal.aborted)));
    const deadline = new AbortController();
    const late = clock.sleep(deadlineMs, deadline.signal).then(
      () => false,
      () => false,
    );
    const isDone = await Promise.race([done, late]);
    deadline.abort();
    return isDone;
  };

  return {
    push,
    recover: async (deadlineMs) => {
      if (!journal) return true;
      const end = journal.end;
      let found = 0;
      for (let after = 0; after < end; ) {
        const { entries, nextAfter } = await journal.read({ after, orgId: null, limit: recoverPage });
        let before = after;
        for (const { event, position } of entries) {
          const lane = laneOf(event.orgId);
          if (lane.queued < window && !lane.hasLeft && queued() < maxQueued) lane.hold({ event, position });
          else lane.leave(position, before);
          before = position;
        }
        found += entries.length;
        if (nextAfter === after) break;
        after = nextAfter;
      }
      if (found > 0) log.info({ events: found }, 'events of the last run are taken from the journal');
      return flush(deadlineMs);
    },
    flush,
    status: () => {
      const held = journal?.status();
      return {
        queued: queued(),
        onDisk: held?.waiting ?? 0,
        dropped,
        refused,
        isStalled: [...lanes.values()].some((lane) => lane.isStalled),
        journal: held?.state ?? null,
      };
    },
    close: () => stopping.abort(),
  };
}
