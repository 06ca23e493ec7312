import type { Clock } from '@allo/kernel';
import { AttemptLimit } from './attempt-limit.ts';
import { RateRefusal } from './rate-refusal.ts';

const quarterHourMs = 15 * 60_000;
const hourMs = 60 * 60_000;

/** How often a stranger may try what costs us a hash, a letter or a secret. Accounts need not exist to be counted. */
export interface StrangerLimits {
  /** Throws RateRefusal. Counts before the password is looked at, so that many guesses at once are many. */
  beforeSignIn(email: string, address: string): void;
  afterSignIn(email: string, address: string): void;
  /** For everything that sends a letter to an address. */
  beforeLetter(email: string, address: string): void;
  /** For tokens and the way to other sites. */
  beforeToken(address: string): void;
}

/**
 * One address may guess at one account five times; all addresses together thirty times, so that nobody far away locks
 * the owner out with five; and one address may not go through many accounts.
 */
export function createStrangerLimits(clock: Clock): StrangerLimits {
  const limit = (attempts: number, windowMs: number) => new AttemptLimit({ attempts, windowMs }, clock);
  const pair = limit(5, quarterHourMs);
  const account = limit(30, quarterHourMs);
  const signInsOfAddress = limit(60, quarterHourMs);
  const letters = limit(3, hourMs);
  const lettersOfAddress = limit(20, hourMs);
  const tokensOfAddress = limit(60, quarterHourMs);

  const take = (...all: Array<[AttemptLimit, string]>): void => {
    const waitMs = Math.max(...all.map(([one, key]) => one.waitMs(key)));
    if (waitMs > 0) throw new RateRefusal(waitMs);
    for (const [one, key] of all) one.count(key);
  };
  const nameOf = (email: string) => email.trim().toLowerCase();
  const pairOf = (email: string, address: string) => `${nameOf(email)} ${address}`;
  return {
    beforeSignIn: (email, address) =>
      take([pair, pairOf(email, address)], [account, nameOf(email)], [signInsOfAddress, address]),
    afterSignIn: (email, address) => pair.forgive(pairOf(email, address)),
    beforeLetter: (email, address) => take([letters, nameOf(email)], [lettersOfAddress, address]),
    beforeToken: (address) => take([tokensOfAddress, address]),
  };
}
