import { RateRefusal } from '@allo/adapters/identity';
import { type ApiKeys, isApiKeySecret, readApiKeyToken } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import { type Permission, type Principal, permissionsOf } from '@allo/contracts/access';
import type { Membership } from '@allo/contracts/http';
import type { RateLimiter } from '@allo/contracts/ports';
import { AppError, type Clock, type Log } from '@allo/kernel';
import { Remembered } from './remembered.ts';

type FoundKey = NonNullable<Awaited<ReturnType<ApiKeys['find']>>>;

export interface ApiKeyCheckOptions {
  keys: Pick<ApiKeys, 'find' | 'markUsed'>;
  /** Where the account a key comes from may act now. */
  membershipsOf(person: { userId: string }): Promise<Membership[]>;
  limiter: Pick<RateLimiter, 'take'>;
  clock: Clock;
  log: Log;
}

const maxAgeMs = 5000;
const usedEveryMs = 60_000;
/** Wrong keys from one address. */
const wrongKeys = { limit: 20, windowMs: 60_000 };

/** Tells whom an API key speaks for. */
export class ApiKeyCheck {
  readonly #options: ApiKeyCheckOptions;
  readonly #known: Remembered<FoundKey | null>;
  /** By key: when its use was written last. */
  readonly #usedAtMs = new Map<string, number>();
  /** By address: until when it is refused without a look. */
  readonly #refusedUntilMs = new Map<string, number>();
  readonly #writing = new Set<Promise<void>>();

  constructor(options: ApiKeyCheckOptions) {
    this.#options = options;
    this.#known = new Remembered(options.clock, maxAgeMs);
  }

  /** Of a bearer token. Throws `unauthorized`, the same whatever is wrong with the key, and `rate_limited`. */
  async principalOf(bearer: string, address: string): Promise<Principal> {
    const token = readApiKeyToken(bearer);
    if (!token) throw await this.#wrong(address);
    // Only what would have to be looked up is refused: a good key goes on working beside a guesser of the same address.
    if (!this.#known.has(token.keyId)) this.#requirePatience(address);
    const key = await this.#known.get(token.keyId, () => this.#options.keys.find(token.keyId));
    if (!key || !isApiKeySecret(token.secret, key.secretHash) || this.#isExpired(key)) {
      throw await this.#wrong(address);
    }
    const permissions = await this.#permissionsOf(key);
    if (!permissions) throw await this.#wrong(address);
    this.#markUsed(key);
    const orgId = key.orgId as OrgId;
    return { kind: 'api-key', id: key.id, name: key.name, orgId, role: null, permissions };
  }

  /** Some key was changed. */
  forget(): void {
    this.#known.clear();
  }

  /** Waits for what is being written. Idempotent. */
  async close(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing);
  }

  #isExpired({ expiresAt }: FoundKey): boolean {
    return expiresAt !== null && expiresAt.getTime() <= this.#options.clock.wallTime();
  }

  /** No more than the account behind it may do now; null: that account is no member any more. */
  async #permissionsOf({ scopes, madeByUser, orgId }: FoundKey): Promise<ReadonlySet<Permission> | null> {
    if (madeByUser === null) return new Set(scopes);
    const memberships = await this.#options.membershipsOf({ userId: madeByUser });
    const membership = memberships.find(({ id }) => id === orgId);
    if (!membership) return null;
    const held = permissionsOf(membership.role);
    return new Set(scopes.filter((scope) => held.has(scope)));
  }

  #requirePatience(address: string): void {
    const waitMs = (this.#refusedUntilMs.get(address) ?? 0) - this.#options.clock.now();
    if (waitMs > 0) throw new RateRefusal(waitMs);
    this.#refusedUntilMs.delete(address);
  }

  /** Counts a wrong key and answers what to throw. */
  async #wrong(address: string): Promise<AppError> {
    const verdict = await this.#options.limiter.take(`wrong-key:${address}`, wrongKeys);
    if (verdict.isAllowed) {
      return new AppError('unauthorized', 'This API key is wrong, expired or revoked.');
    }
    this.#refusedUntilMs.set(address, this.#options.clock.now() + verdict.resetMs);
    trim(this.#refusedUntilMs);
    return new RateRefusal(verdict.resetMs);
  }

  #markUsed(key: FoundKey): void {
    const { clock, keys, log } = this.#options;
    const now = clock.now();
    if (now - (this.#usedAtMs.get(key.id) ?? -usedEveryMs) < usedEveryMs) return;
    this.#usedAtMs.set(key.id, now);
    trim(this.#usedAtMs);
    const task = keys.markUsed(key).catch((error: unknown) => {
      const { code } = error as { code?: string };
      log.warn({ keyId: key.id, code: code ?? 'internal' }, 'the use of an API key was not written down');
    });
    this.#writing.add(task);
    void task.finally(() => this.#writing.delete(task));
  }
}

const mostRemembered = 10_000;

function trim(map: Map<string, number>): void {
  if (map.size > mostRemembered) map.delete(map.keys().next().value as string);
}
