import type { OrgId } from '@allo/contracts';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { idempotencyKeys } from '../schema/index.ts';

/** One request under an Idempotency-Key. */
export interface KeyedRequest {
  orgId: OrgId;
  /** Who asks. */
  principalId: string;
  key: string;
  /** SHA-256 of method, address and body. */
  fingerprint: string;
}

export interface StoredReply {
  status: number;
  contentType: string | null;
  /** Null: it held a secret and was not kept. */
  body: string | null;
}

export type RequestState =
  /** Never seen: do it, then `finish` or `forget`. */
  | { kind: 'fresh' }
  | { kind: 'done'; reply: StoredReply }
  | { kind: 'running'; sinceMs: number }
  /** The key was used for something else. */
  | { kind: 'other' };

/** Remembers for a day what was answered, so that a repeated request has no second effect. */
export interface RequestMemory {
  begin(request: KeyedRequest): Promise<RequestState>;
  finish(request: KeyedRequest, reply: StoredReply): Promise<void>;
  /** It had no effect (it failed): the next one with this key is fresh. */
  forget(request: KeyedRequest): Promise<void>;
  /** Removes what is older than a day; answers how many. */
  trim(): Promise<number>;
}

export const rememberedForMs = 24 * 3_600_000;

export function createRequestMemory({ db, clock }: Pick<Deps, 'db' | 'clock'>): RequestMemory {
  const oldest = () => new Date(clock.wallTime() - rememberedForMs);
  const mine = ({ orgId, principalId, key }: KeyedRequest) =>
    and(
      eq(idempotencyKeys.orgId, orgId),
      eq(idempotencyKeys.principalId, principalId),
      eq(idempotencyKeys.key, key),
    );
  return {
    begin: (request) =>
      db.inOrganisation(request.orgId, async (tx) => {
        const { orgId, principalId, key, fingerprint } = request;
        await tx.delete(idempotencyKeys).where(and(mine(request), lt(idempotencyKeys.createdAt, oldest())));
        const made = await tx
          .insert(idempotencyKeys)
          .values({ orgId, principalId, key, fingerprint, createdAt: new Date(clock.wallTime()) })
          .onConflictDoNothing()
          .returning({ key: idempotencyKeys.key });
        if (made.length > 0) return { kind: 'fresh' };
        const [found] = await tx.select().from(idempotencyKeys).where(mine(request));
        // Forgotten between the two statements: the asker may try again.
        if (!found) return { kind: 'running', sinceMs: 0 };
        if (found.fingerprint !== fingerprint) return { kind: 'other' };
        const { status, contentType, body, createdAt } = found;
        return status === null
          ? { kind: 'running', sinceMs: clock.wallTime() - createdAt.getTime() }
          : { kind: 'done', reply: { status, contentType, body } };
      }),
    finish: async (request, reply) => {
      await db.inOrganisation(request.orgId, (tx) =>
        tx.update(idempotencyKeys).set(reply).where(mine(request)),
      );
    },
    forget: async (request) => {
      await db.inOrganisation(request.orgId, (tx) =>
        tx.delete(idempotencyKeys).where(and(mine(request), isNull(idempotencyKeys.status))),
      );
    },
    trim: () =>
      db.acrossOrganisations('old replies are removed for everybody', async (tx) => {
        const gone = await tx
          .delete(idempotencyKeys)
          .where(lt(idempotencyKeys.createdAt, oldest()))
          .returning({ key: idempotencyKeys.key });
        return gone.length;
      }),
  };
}
