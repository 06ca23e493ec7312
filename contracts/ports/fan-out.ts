import type { OrgId } from '../ids.ts';
import type { PartHealth } from './part-health.ts';

/** What one organisation's listeners follow; the organisation is part of the name, so that nobody hears another's. */
export interface FanOutChannel {
  orgId: OrgId;
  name: string;
}

export interface FanOutSubscription {
  /** Resolves when messages of other nodes arrive too. Pending while the connection between nodes is away. */
  readonly ready: Promise<void>;
  /** No message is delivered after it. Idempotent. */
  close(): void;
}

/**
 * News between nodes, for screens that are open now: at most once, in the order of the node that published, nothing
 * kept. Whoever must not miss any reads the events and takes this as a sign that there are new ones.
 */
export interface FanOut {
  /** `message` is JSON. Listeners of this node hear it even when other nodes cannot be reached. Never throws. */
  publish(channel: FanOutChannel, message: unknown): void;
  /** A listener that throws is reported to the log and does not disturb the others. */
  subscribe(channel: FanOutChannel, listener: (message: unknown) => void): FanOutSubscription;
  state(): PartHealth;
  /** Idempotent. */
  close(): Promise<void>;
}
