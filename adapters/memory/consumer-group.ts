import type { BusHandler, BusRecord } from '@allo/contracts/ports';
import { AppError, type Clock, type Log, type Timer } from '@allo/kernel';
import { RecentIds } from './recent-ids.ts';
import { retryPauseMs } from './retry-pause.ts';

interface Pending {
  record: BusRecord;
  taken: PromiseWithResolvers<void>;
  attempts: number;
}

/** Records of one key, waiting for each other. */
interface Lane {
  queue: Pending[];
  pause: Timer | null;
}

interface Member {
  handler: BusHandler;
  inHand: Set<Promise<void>>;
}

/** How many records one consumer has in hand at once, each of another key. */
const handlersPerMember = 16;
const idsRemembered = 10_000;

/** One group of one topic: lanes by key, and the consumers that share them. */
export class ConsumerGroup {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #members: Member[] = [];
  readonly #lanes = new Map<string, Lane>();
  readonly #ready: Lane[] = [];
  readonly #pending = new Map<string, Pending>();
  readonly #taken = new RecentIds(idsRemembered);
  #inHand = 0;
  #turn = 0;
  #isClosed = false;

  constructor(deps: { clock: Clock; log: Log }) {
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  get hasMembers(): boolean {
    return this.#members.length > 0;
  }

  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Resolves when a handler took it; at once when one did lately. One that is waiting already keeps its place. */
  accept(record: BusRecord): Promise<void> {
    if (this.#taken.has(record.eventId)) return Promise.resolve();
    const known = this.#pending.get(record.eventId);
    if (known) return known.taken.promise;
    const pending: Pending = { record, taken: Promise.withResolvers(), attempts: 0 };
    // Nobody may be waiting for it: publish gives up after a while.
    pending.taken.promise.catch(() => undefined);
    this.#pending.set(record.eventId, pending);
    const lane = this.#lanes.get(record.key) ?? { queue: [], pause: null };
    this.#lanes.set(record.key, lane);
    lane.queue.push(pending);
    if (lane.queue.length === 1) this.#ready.push(lane);
    this.#pump();
    return pending.taken.promise;
  }

  /** Answers how to leave: takes nothing more, and resolves when what is in hand is done. */
  join(handler: BusHandler): () => Promise<void> {
    const member: Member = { handler, inHand: new Set() };
    this.#members.push(member);
    this.#pump();
    return async () => {
      const at = this.#members.indexOf(member);
      if (at >= 0) this.#members.splice(at, 1);
      await Promise.allSettled(member.inHand);
    };
  }

  /** What waits is refused. */
  close(): void {
    this.#isClosed = true;
    for (const lane of this.#lanes.values()) lane.pause?.cancel();
    for (const { taken } of this.#pending.values()) {
      taken.reject(new AppError('unavailable', 'The event bus is closed.'));
    }
    this.#pending.clear();
    this.#lanes.clear();
    this.#ready.length = 0;
  }

  #pump(): void {
    while (!this.#isClosed && this.#inHand < this.#members.length * handlersPerMember) {
      const lane = this.#ready.shift();
      if (!lane) return;
      const member = this.#members[this.#turn++ % this.#members.length] as Member;
      this.#inHand += 1;
      const work = this.#give(lane, member).finally(() => {
        member.inHand.delete(work);
        this.#inHand -= 1;
        this.#pump();
      });
      member.inHand.add(work);
    }
  }

  async #give(lane: Lane, member: Member): Promise<void> {
    const pending = lane.queue[0] as Pending;
    try {
      pending.attempts += 1;
      // A handler that throws at once fails like one that rejects.
      await Promise.resolve().then(() => member.handler(pending.record));
    } catch (error) {
      const { eventId } = pending.record;
      const detail = error instanceof Error ? error.message : String(error);
      this.#log.warn({ eventId, attempts: pending.attempts, detail }, 'an event was not taken');
      this.#pause(lane, retryPauseMs(pending.attempts));
      return;
    }
    lane.queue.shift();
    this.#taken.add(pending.record.eventId);
    this.#pending.delete(pending.record.eventId);
    if (lane.queue.length > 0) this.#ready.push(lane);
    else this.#lanes.delete(pending.record.key);
    pending.taken.resolve();
  }

  #pause(lane: Lane, pauseMs: number): void {
    if (this.#isClosed) return;
    lane.pause = this.#clock.setTimer(pauseMs, () => {
      lane.pause = null;
      this.#ready.push(lane);
      this.#pump();
    });
  }
}
