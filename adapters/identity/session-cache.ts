import type { Clock } from '@allo/kernel';
import type { Session } from './identity.ts';

const maxAgeMs = 5000;
const maxEntries = 10_000;

/** Sessions lately looked up, by their cookie. What another process ends is seen within five seconds. */
export class SessionCache {
  readonly #clock: Clock;
  readonly #entries = new Map<string, { session: Session; freshUntilMs: number }>();
  #generation = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `look` answers what the database knows; nothing is remembered when something ended meanwhile. */
  async get(key: string, look: () => Promise<Session | null>): Promise<Session | null> {
    const entry = this.#entries.get(key);
    if (entry && entry.freshUntilMs > this.#clock.now()) return this.#unlessExpired(entry.session);
    const generation = this.#generation;
    const session = await look();
    this.#entries.delete(key);
    if (session && generation === this.#generation) this.#put(key, session);
    return session && this.#unlessExpired(session);
  }

  /** Something about sessions or users changed: ask anew. Too seldom to be choosy. */
  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
  }

  #put(key: string, session: Session): void {
    this.#entries.set(key, { session, freshUntilMs: this.#clock.now() + maxAgeMs });
    if (this.#entries.size > maxEntries) this.#entries.delete(this.#entries.keys().next().value as string);
  }

  #unlessExpired(session: Session): Session | null {
    return session.expiresAt.getTime() > this.#clock.wallTime() ? session : null;
  }
}
