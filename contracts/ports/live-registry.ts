import type { CallId, OrgId } from '../ids.ts';
import type { PartHealth } from './part-health.ts';

/** A call in progress and the node that carries it. */
export interface LiveCall {
  orgId: OrgId;
  callId: CallId;
  nodeId: string;
  /** ISO 8601. */
  startedAt: string;
}

/**
 * Which node carries which live call. A node renews its calls by itself; those of a node that died are gone within
 * `ttlMs`. When the shared store is away a node still knows its own calls, and tells of them when the store is back.
 */
export interface LiveRegistry {
  /** How long a call of a dead node can still be seen. */
  readonly ttlMs: number;
  /** A call of this node. Never rejects; registering again replaces. */
  register(call: Omit<LiveCall, 'nodeId'>): Promise<void>;
  find(orgId: OrgId, callId: CallId): Promise<LiveCall | null>;
  /** Of one organisation, oldest first, of all nodes. */
  list(orgId: OrgId): Promise<LiveCall[]>;
  /** A call of this node; those of others are theirs to remove. Never rejects. */
  remove(orgId: OrgId, callId: CallId): Promise<void>;
  state(): PartHealth;
  /** Removes the calls of this node. Idempotent. */
  close(): Promise<void>;
}
