import type { OrgId } from '../ids.ts';
import type { PartHealth } from './part-health.ts';

/** Where events travel; one topic for each family of event types. */
export const eventTopics = [
  'call-events',
  'agent-events',
  'tool-events',
  'billing-events',
  /** What is of no call and no bill: leads, webhooks, members. */
  'platform-events',
] as const;
export type EventTopic = (typeof eventTopics)[number];

/** One event on its way. */
export interface BusRecord {
  orgId: OrgId;
  /** Records of one key in one topic keep their order: the organisation, the call or the agent. */
  key: string;
  /** UUIDv7; the same in every delivery, for recognising duplicates. */
  eventId: string;
  /** Its place in the outbox; grows, with gaps. */
  position: number;
  /** JSON. Comes from outside this process: readers parse it. */
  value: unknown;
}

/**
 * Takes one record. A rejection means that it was not taken: it comes again after a pause, and the records of its key
 * wait behind it. A record may come more than once.
 */
export type BusHandler = (record: BusRecord) => Promise<void>;

export interface BusSubscription {
  /** Takes no more records, lets the handlers in hand finish, and resolves. Idempotent. */
  close(): Promise<void>;
}

/** Carries events from the outbox to whoever reads them: at least once, in order for each key. */
export interface EventBus {
  /**
   * Resolves when the records cannot be lost any more: held by every in-sync replica, or, within one process, taken by
   * every group. Rejects with a retryable AppError otherwise; some of the records may have arrived then, and publishing
   * all of them again is right. Only `too_large` is for good: the bus will never take that record.
   */
  publish(topic: EventTopic, records: readonly BusRecord[]): Promise<void>;
  /**
   * Gives every record of the topic to one handler of each group; consumers of one group share the work. A group that
   * was away goes on where it stopped. Resolves when records published from now on will reach it. Throws a retryable
   * AppError when the bus cannot be reached.
   */
  consume(topic: EventTopic, group: string, handler: BusHandler): Promise<BusSubscription>;
  state(): PartHealth;
  /** Closes the subscriptions too. Idempotent. */
  close(): Promise<void>;
}
