import type { OrgId } from '@allo/contracts';
import type { NewTrunk, PageQuery, Trunk, TrunkPatch } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { newestPage, olderThan } from '../newest-page.ts';
import { type TrunkRow, trunks } from '../schema/index.ts';
import type { SecretDeps } from '../secrets/organisation-key.ts';
import { sealText } from '../secrets/seal-text.ts';
import { requireOwnSources } from './trunk-sources.ts';

export type TrunkDeps = Pick<Deps, 'db' | 'ids'> & SecretDeps;

export const passwordPurpose = (trunkId: string) => `trunk/${trunkId}/password`;

function trunkView(row: TrunkRow): Trunk {
  const { id, name, host, sources, username, sealedPassword, isEnabled, version } = row;
  return {
    id,
    name,
    host,
    sources,
    username,
    hasPassword: sealedPassword !== null,
    isEnabled,
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listTrunks({ db }: Pick<Deps, 'db'>, orgId: OrgId, { cursor, limit }: PageQuery) {
  const older = olderThan(trunks.createdAt, trunks.id, cursor);
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(trunks)
      .where(and(eq(trunks.orgId, orgId), older))
      .orderBy(desc(trunks.createdAt), desc(trunks.id))
      .limit(limit + 1),
  );
  return newestPage(rows, limit, (row) => row.createdAt, trunkView);
}

/** Throws `not_found`. */
export async function getTrunk({ db }: Pick<Deps, 'db'>, orgId: OrgId, trunkId: string): Promise<Trunk> {
  return trunkView(await db.inOrganisation(orgId, (tx) => lockTrunk(tx, orgId, trunkId)));
}

/** Throws `conflict` for a name, a user name or an address that is taken, `bad_request` for a trunk anybody could use. */
export async function createTrunk(
  deps: TrunkDeps,
  orgId: OrgId,
  actor: Actor,
  made: NewTrunk,
): Promise<Trunk> {
  const { password, ...facts } = made;
  const now = new Date(deps.clock.wallTime());
  const id = deps.ids.uuid();
  await requireUsable(deps, orgId, id, { ...facts, hasPassword: password !== null });
  return deps.db.inOrganisation(orgId, async (tx) => {
    const sealedPassword = password && (await sealText(deps, tx, orgId, passwordPurpose(id), password));
    const row = { orgId, id, ...facts, sealedPassword, version: 1, createdAt: now, updatedAt: now };
    const [stored] = await tx.insert(trunks).values(row).onConflictDoNothing().returning();
    if (!stored) throw taken();
    const after = trunkView(stored);
    await recordChange(tx, orgId, actor, { action: 'trunk.created', target: { kind: 'trunk', id }, after });
    return after;
  });
}

/** Throws `not_found`, `precondition_failed`, and what {@link createTrunk} throws. */
export async function changeTrunk(
  deps: TrunkDeps,
  orgId: OrgId,
  actor: Actor,
  trunkId: string,
  expected: ExpectedVersion,
  { password, ...patch }: TrunkPatch,
): Promise<Trunk> {
  const known = await getTrunk(deps, orgId, trunkId);
  const hasPassword = password === undefined ? known.hasPassword : password !== null;
  await requireUsable(deps, orgId, trunkId, { ...known, ...patch, hasPassword });
  return deps.db.inOrganisation(orgId, async (tx) => {
    const row = await lockTrunk(tx, orgId, trunkId);
    requireVersion(row.version, expected);
    const before = trunkView(row);
    const sealedPassword =
      password == null ? password : await sealText(deps, tx, orgId, passwordPurpose(trunkId), password);
    const changed = {
      ...row,
      ...patch,
      ...(sealedPassword === undefined ? {} : { sealedPassword }),
      version: row.version + 1,
      updatedAt: new Date(deps.clock.wallTime()),
    };
    if ((changed.username === null) !== (changed.sealedPassword === null)) throw halfCredentials();
    await tx
      .update(trunks)
      .set(changed)
      .where(and(eq(trunks.orgId, orgId), eq(trunks.id, trunkId)))
      .catch((error: unknown) => {
        throw isTaken(error) ? taken() : error;
      });
    const after = trunkView(changed);
    const target = { kind: 'trunk', id: trunkId };
    await recordChange(tx, orgId, actor, { action: 'trunk.changed', target, before, after });
    return after;
  });
}

/** Throws `not_found`, `precondition_failed`. */
export async function removeTrunk(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  trunkId: string,
  expected: ExpectedVersion,
): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    const row = await lockTrunk(tx, orgId, trunkId);
    requireVersion(row.version, expected);
    await tx.delete(trunks).where(and(eq(trunks.orgId, orgId), eq(trunks.id, trunkId)));
    const target = { kind: 'trunk', id: trunkId };
    await recordChange(tx, orgId, actor, { action: 'trunk.removed', target, before: trunkView(row) });
  });
}

async function lockTrunk(tx: Db, orgId: OrgId, trunkId: string): Promise<TrunkRow> {
  const [row] = await tx
    .select()
    .from(trunks)
    .where(and(eq(trunks.orgId, orgId), eq(trunks.id, trunkId)))
    .for('update');
  if (!row) throw new AppError('not_found', 'There is no such trunk.');
  return row;
}

interface Entrance {
  sources: string[];
  username: string | null;
  hasPassword: boolean;
}

async function requireUsable(deps: TrunkDeps, orgId: OrgId, id: string, made: Entrance): Promise<void> {
  if ((made.username === null) === made.hasPassword) throw halfCredentials();
  await requireOwnSources(deps, orgId, id, made);
}

function halfCredentials(): AppError {
  return new AppError(
    'bad_request',
    'body.username: a user name and a password go together; give both or neither.',
  );
}

function taken(): AppError {
  return new AppError('conflict', 'The name or the user name is taken: choose another.');
}

function isTaken(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return cause?.code === '23505';
}
