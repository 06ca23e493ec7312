import type { DigestAlgorithm } from './digest.ts';
import type { DigestCredentials } from './digest-challenger.ts';
import type { RateLimit } from './rate-limiter.ts';
import { privateNetworks } from './source-list.ts';

/** Somebody who may call us: known by address, by password, or by both. */
export interface SipTrunk {
  /** For logs and call facts; no personal data. */
  id: string;
  /** IP addresses and CIDR blocks; empty = any source, and then `credentials` are demanded. */
  sources: readonly string[];
  /** When set, INVITE must carry a matching digest. */
  credentials?: DigestCredentials;
}

/** Who may call and how much. */
export interface SipPolicy {
  trunks: readonly SipTrunk[];
  /** Sources that may call without being a trunk. */
  openSources: readonly string[];
  /** Realm of our digest challenges. */
  realm: string;
  /** Default MD5: name SHA-256 too only where every client knows it. */
  algorithms?: readonly DigestAlgorithm[];
  /** New INVITEs per source; more get 503 with Retry-After. */
  inviteLimit: RateLimit;
  /** Live calls and calls being set up together; more get 503. */
  maxCalls: number;
  /** Asked before anything else about the call; false means 404. Without it every called user reaches `onInvite`. */
  hasUser?(user: string): boolean;
}

/**
 * What a fresh installation allows: phones of the same machine and of private networks when there is no trunk yet;
 * once trunks are named, they alone.
 */
export function createDefaultPolicy(changes: Partial<SipPolicy> = {}): SipPolicy {
  const trunks = changes.trunks ?? [];
  return {
    trunks,
    openSources: trunks.length === 0 ? privateNetworks : ['127.0.0.0/8', '::1/128'],
    realm: 'allo',
    inviteLimit: { perSecond: 100, burst: 300 },
    maxCalls: 500,
    ...changes,
  };
}
