import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Ids } from '@allo/kernel';
import { headerValue, type SipHeader, type SipRequest } from '../message/index.ts';
import { type DigestAlgorithm, digestResponse, parseDigest } from './digest.ts';

export interface DigestCredentials {
  username: string;
  password: string;
}

export type DigestVerdict =
  | { kind: 'accepted'; username: string }
  /** Send 401 with `headers`; `isStale` says that only the nonce was too old. */
  | { kind: 'challenge'; headers: SipHeader[]; isStale: boolean };

export interface DigestChallenger {
  /** Checks the Authorization header against any of `accounts`. */
  check(request: SipRequest, sourceAddress: string, accounts: readonly DigestCredentials[]): DigestVerdict;
}

export interface DigestOptions {
  realm: string;
  /**
   * Strongest first (RFC 8760 §2.3), each a challenge of its own; default MD5 alone, because widespread clients
   * (libre 1.0 of baresip) give up when any challenge names an algorithm they do not know.
   */
  algorithms?: readonly DigestAlgorithm[];
  nonceLifeMs?: number;
}

// How many nonces are remembered for replay; the oldest goes first.
const maxNonces = 10_000;

/**
 * The server's half of digest authentication (RFC 7616, RFC 8760). A nonce carries its own expiry, signed together
 * with the caller's address, so that challenging a stranger costs no memory; only nonces that were used with the
 * right password are kept, to refuse a repeated nonce count.
 */
export function createDigestChallenger(clock: Clock, ids: Ids, options: DigestOptions): DigestChallenger {
  const key = ids.token(32);
  const algorithms = options.algorithms ?? ['MD5'];
  const lifeMs = options.nonceLifeMs ?? 60_000;
  const counts = new Map<string, number>();

  const sign = (expiry: string, salt: string, address: string) =>
    createHmac('sha256', key).update(`${expiry}.${salt}.${address}`).digest('hex').slice(0, 32);

  function makeNonce(address: string): string {
    const expiry = Math.floor(clock.now() + lifeMs).toString(16);
    const salt = ids.token(8);
    return `${expiry}.${salt}.${sign(expiry, salt, address)}`;
  }

  function judgeNonce(nonce: string, address: string): 'fresh' | 'stale' | 'forged' {
    const [expiry = '', salt = '', signature = ''] = nonce.split('.');
    if (!sameText(signature, sign(expiry, salt, address))) return 'forged';
    return Number.parseInt(expiry, 16) < clock.now() ? 'stale' : 'fresh';
  }

  function challenge(address: string, isStale: boolean): DigestVerdict {
    const headers = algorithms.map((algorithm) => ({
      name: 'www-authenticate',
      value:
        `Digest realm="${options.realm}", nonce="${makeNonce(address)}", algorithm=${algorithm}, qop="auth"` +
        (isStale ? ', stale=true' : ''),
    }));
    return { kind: 'challenge', headers, isStale };
  }

  /** Each nonce count may be used once, upward. */
  function takeCount(nonce: string, nonceCount: string): boolean {
    const count = Number.parseInt(nonceCount, 16);
    if (count <= (counts.get(nonce) ?? 0)) return false;
    counts.set(nonce, count);
    if (counts.size > maxNonces) counts.delete(counts.keys().next().value as string);
    return true;
  }

  return {
    check(request, address, accounts) {
      const given = parseDigest(headerValue(request, 'authorization') ?? '');
      const nonce = given?.get('nonce') ?? '';
      const username = given?.get('username') ?? '';
      const algorithm = readAlgorithm(given?.get('algorithm'));
      const account = accounts.find((candidate) => candidate.username === username);
      if (!given || !account || !algorithm || !algorithms.includes(algorithm))
        return challenge(address, false);
      if (given.get('realm') !== options.realm) return challenge(address, false);
      const nonceState = judgeNonce(nonce, address);
      if (nonceState === 'forged') return challenge(address, false);
      const nonceCount = given.get('nc') ?? '';
      const qop = given.get('qop') === 'auth' ? { nonceCount, clientNonce: given.get('cnonce') ?? '' } : null;
      const expected = digestResponse({
        ...account,
        algorithm,
        realm: options.realm,
        method: request.method,
        uri: given.get('uri') ?? '',
        nonce,
        qop,
      });
      if (!sameText((given.get('response') ?? '').toLowerCase(), expected)) return challenge(address, false);
      if (nonceState === 'stale') return challenge(address, true);
      if (!takeCount(nonce, qop ? nonceCount : '1')) return challenge(address, true);
      return { kind: 'accepted', username };
    },
  };
}

function readAlgorithm(name: string | null | undefined): DigestAlgorithm | null {
  const upper = (name ?? 'MD5').toUpperCase();
  return upper === 'MD5' || upper === 'SHA-256' ? upper : null;
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
