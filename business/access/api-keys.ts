import type { OrgId } from '@allo/contracts';
import type { Principal } from '@allo/contracts/access';
import type { ApiKey, MadeApiKey, NewApiKey } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, count, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { type ApiKeyRow, apiKeys } from '../schema/index.ts';
import type { Asker } from '../tenancy/asker.ts';
import { lockOrganisation } from '../tenancy/lock-organisation.ts';
import { apiKeyHash, apiKeyPrefix, makeApiKeyToken, writeApiKeyToken } from './api-key-token.ts';
import { recordChange } from './record-change.ts';

/** Enough for every program of a company, few enough to look through. */
const mostKeys = 200;
/** How exact `lastUsedAt` is. */
const usedEveryMs = 60_000;

/** The keys of organisations. A key itself is known only to whoever made it. */
export interface ApiKeys {
  /** Newest first, without the revoked ones. */
  list(orgId: OrgId): Promise<ApiKey[]>;
  /** Throws `forbidden` for scopes the maker has not, `bad_request` for an expiry in the past, `conflict` for too many. */
  create(orgId: OrgId, asker: Asker, wanted: NewApiKey): Promise<MadeApiKey>;
  /** Throws `not_found`. */
  revoke(orgId: OrgId, asker: Asker, keyId: string): Promise<void>;
  /** Whose key it is, whether it still works or not; null: there is none, or it was revoked. */
  find(keyId: string): Promise<ApiKeyRow | null>;
  /** Remembers that it was used, to the minute. */
  markUsed(key: Pick<ApiKeyRow, 'orgId' | 'id'>): Promise<void>;
}

export interface ApiKeysOptions extends Deps {
  /** A key is no longer what it was: forget what was remembered. */
  onChanged(): void;
}

export function createApiKeys(options: ApiKeysOptions): ApiKeys {
  const { db, clock } = options;
  return {
    list: async (orgId) => {
      const rows = await db.inOrganisation(orgId, (tx) =>
        tx
          .select()
          .from(apiKeys)
          .where(and(eq(apiKeys.orgId, orgId), isNull(apiKeys.revokedAt)))
          .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id)),
      );
      return rows.map((row) => apiKeyView(row, clock.wallTime()));
    },
    create: (orgId, asker, wanted) => createKey(options, orgId, asker, wanted),
    revoke: async (orgId, asker, keyId) => {
      try {
        await revokeKey(options, orgId, asker, keyId);
      } finally {
        options.onChanged();
      }
    },
    find: async (keyId) => {
      const [row] = await db.acrossOrganisations('whose key it is', (tx) =>
        tx
          .select()
          .from(apiKeys)
          .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt))),
      );
      return row ?? null;
    },
    markUsed: async ({ orgId, id }) => {
      const now = new Date(clock.wallTime());
      const isOld = lt(apiKeys.lastUsedAt, new Date(now.getTime() - usedEveryMs));
      await db.inOrganisation(orgId as OrgId, (tx) =>
        tx
          .update(apiKeys)
          .set({ lastUsedAt: now })
          .where(and(eq(apiKeys.orgId, orgId), eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), isOld))),
      );
    },
  };
}

async function createKey(
  { db, clock, ids }: Deps,
  orgId: OrgId,
  { principal, actor }: Asker,
  wanted: NewApiKey,
): Promise<MadeApiKey> {
  const nowMs = clock.wallTime();
  const scopes = [...new Set(wanted.scopes)];
  const above = scopes.filter((scope) => !principal.permissions.has(scope));
  if (above.length > 0) {
    throw new AppError(
      'forbidden',
      `You may not do this yourself, so no key of yours may: ${above.join(', ')}.`,
    );
  }
  const expiresAt = wanted.expiresAt ? new Date(wanted.expiresAt) : null;
  if (expiresAt && expiresAt.getTime() <= nowMs) {
    throw new AppError('bad_request', 'body.expiresAt: is in the past.');
  }
  const made = makeApiKeyToken(ids);
  const row: ApiKeyRow = {
    orgId,
    id: made.keyId,
    name: wanted.name,
    secretHash: apiKeyHash(made.secret),
    scopes,
    madeByUser: null,
    madeByName: principal.name,
    createdAt: new Date(nowMs),
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  };
  await db.inOrganisation(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    await requireRoom(tx, orgId);
    await tx.insert(apiKeys).values({ ...row, madeByUser: await userBehind(tx, principal) });
    await recordChange(tx, orgId, actor, {
      action: 'key.created',
      target: { kind: 'key', id: row.id },
      after: { name: row.name, scopes, expiresAt },
    });
  });
  return { ...apiKeyView(row, nowMs), token: writeApiKeyToken(made) };
}

async function revokeKey({ db, clock }: Deps, orgId: OrgId, { actor }: Asker, keyId: string): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    const [row] = await tx
      .update(apiKeys)
      .set({ revokedAt: new Date(clock.wallTime()) })
      .where(and(eq(apiKeys.orgId, orgId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
      .returning();
    if (!row) throw new AppError('not_found', 'There is no such key.');
    await recordChange(tx, orgId, actor, {
      action: 'key.revoked',
      target: { kind: 'key', id: keyId },
      before: { name: row.name, scopes: row.scopes },
    });
  });
}

async function requireRoom(tx: Db, orgId: OrgId): Promise<void> {
  const [all] = await tx
    .select({ keys: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.orgId, orgId), isNull(apiKeys.revokedAt)));
  if ((all?.keys ?? 0) < mostKeys) return;
  throw new AppError('conflict', `There are ${mostKeys} keys: revoke some first.`);
}

/** The account a key comes from, through however many keys. */
async function userBehind(tx: Db, { kind, id, orgId }: Principal): Promise<string | null> {
  if (kind === 'user') return id;
  const [maker] = await tx
    .select({ madeByUser: apiKeys.madeByUser })
    .from(apiKeys)
    .where(and(eq(apiKeys.orgId, orgId), eq(apiKeys.id, id)));
  return maker?.madeByUser ?? null;
}

function apiKeyView(row: ApiKeyRow, nowMs: number): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: apiKeyPrefix(row.id),
    scopes: row.scopes,
    madeBy: row.madeByName,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    isExpired: row.expiresAt !== null && row.expiresAt.getTime() <= nowMs,
  };
}
