import { AppError, type Clock, type Ids } from '@allo/kernel';
import { headerValue, type SipHeader, type SipRequest } from '../message/index.ts';
import type { SipSource } from '../transport/sip-transport.ts';
import { createDigestChallenger } from './digest-challenger.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { isScanner } from './scanner-signature.ts';
import type { SipPolicy, SipTrunk } from './sip-policy.ts';
import { createSourceList } from './source-list.ts';

export type GateVerdict =
  /** `trunkId` is null for an open source. */
  | { kind: 'pass'; trunkId: string | null }
  /** No answer at all, so that a stranger learns nothing. */
  | { kind: 'drop'; reason: 'scanner' | 'unknown-source' | 'guessing' }
  | { kind: 'challenge'; headers: SipHeader[] }
  | { kind: 'limit' };

export interface RequestGate {
  /** Judges a request outside any dialog and transaction. */
  judge(request: SipRequest, source: SipSource): GateVerdict;
  /** Whether an answer to this source is wanted at all, e.g. 400 to something malformed. */
  isWelcome(source: SipSource): boolean;
  /** Who may call from now on; challenges under way stay good. Errors: as `createRequestGate`. */
  setTrunks(trunks: readonly SipTrunk[]): void;
}

/** Errors: AppError `config_invalid` when the policy names an impossible source or an open door. */
export function createRequestGate(clock: Clock, ids: Ids, policy: SipPolicy): RequestGate {
  const open = createSourceList(policy.openSources);
  let trunks = readTrunks(policy.trunks);
  const limiter = createRateLimiter(clock, policy.inviteLimit);
  // Asking for a challenge is part of every call; a wrong proof is a guess, and guessing is slow.
  const challenges = createRateLimiter(clock, policy.inviteLimit);
  const guesses = createRateLimiter(clock, { perSecond: 0.2, burst: 20 });
  const challenger = createDigestChallenger(clock, ids, policy);
  const isListed = ({ trunk, list }: (typeof trunks)[number], address: string) =>
    trunk.sources.length > 0 && list.has(address);

  function candidates(address: string): SipTrunk[] {
    const listed = trunks.filter((entry) => isListed(entry, address));
    const roaming = trunks.filter(({ trunk }) => trunk.sources.length === 0 && trunk.credentials);
    return [...listed, ...roaming].map(({ trunk }) => trunk);
  }

  function judgeTrunk(request: SipRequest, address: string): GateVerdict {
    const possible = candidates(address);
    const trusted = possible.find((trunk) => !trunk.credentials);
    if (trusted) return { kind: 'pass', trunkId: trusted.id };
    // A roaming account says nothing about an address: only its INVITE is worth an answer.
    if (possible.length === 0 || (request.method !== 'INVITE' && !isListedAnywhere(address)))
      return { kind: 'drop', reason: 'unknown-source' };
    if (request.method !== 'INVITE') return { kind: 'pass', trunkId: possible[0]?.id ?? null };
    const accounts = possible.flatMap(({ credentials }) => (credentials ? [credentials] : []));
    const verdict = challenger.check(request, address, accounts);
    if (verdict.kind === 'accepted') {
      const trunk = possible.find(({ credentials }) => credentials?.username === verdict.username);
      return { kind: 'pass', trunkId: trunk?.id ?? null };
    }
    const isGuess = !verdict.isStale && headerValue(request, 'authorization') !== null;
    if (!(isGuess ? guesses : challenges).take(address)) return { kind: 'drop', reason: 'guessing' };
    return { kind: 'challenge', headers: verdict.headers };
  }

  const isListedAnywhere = (address: string) => trunks.some((entry) => isListed(entry, address));

  return {
    judge(request, { address }) {
      if (isScanner(request)) return { kind: 'drop', reason: 'scanner' };
      let verdict = judgeTrunk(request, address);
      if (verdict.kind !== 'pass' && open.has(address)) verdict = { kind: 'pass', trunkId: null };
      if (verdict.kind === 'pass' && request.method === 'INVITE' && !limiter.take(address))
        return { kind: 'limit' };
      return verdict;
    },
    isWelcome: ({ address }) => open.has(address) || isListedAnywhere(address),
    setTrunks(next) {
      trunks = readTrunks(next);
    },
  };
}

function readTrunks(trunks: readonly SipTrunk[]) {
  return trunks.map((trunk) => {
    if (trunk.sources.length === 0 && !trunk.credentials)
      throw new AppError(
        'config_invalid',
        'A SIP trunk needs source addresses, or a user name and password.',
      );
    return { trunk, list: createSourceList(trunk.sources) };
  });
}
