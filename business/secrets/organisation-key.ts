import { createSecretKey, generateKeySync, type KeyObject } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import { AppError, type Clock, deriveKey, type Log, type MasterKey, type MasterKeys } from '@allo/kernel';
import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { organisationKeys } from '../schema/index.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';

/** What sealing and opening need beside a transaction. */
export interface SecretDeps {
  masterKeys: MasterKeys;
  clock: Clock;
  log: Log;
}

/** A data key of an organisation. */
export interface OrganisationKey {
  version: number;
  key: KeyObject;
}

/** The key that seals now; made when there is none, or when the master key of the last one is gone for good. */
export async function currentOrganisationKey(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
): Promise<OrganisationKey> {
  const newest = await newestKey(tx, orgId);
  const master = newest && deps.masterKeys.byId(newest.masterKeyId);
  if (newest && master) return unwrapped(master, newest);
  if (newest) {
    const { masterKeyId } = newest;
    deps.log.error(
      { orgId, masterKeyId },
      'the master key of an organisation is not known: it gets a new key',
    );
  }
  return addOrganisationKey(deps, tx, orgId, (newest?.version ?? 0) + 1);
}

/** Makes the next key of an organisation; who comes second takes what the first made. */
export async function addOrganisationKey(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
  version: number,
): Promise<OrganisationKey> {
  const key = generateKeySync('aes', { length: 256 });
  const master = deps.masterKeys.current();
  const row = { orgId, version, masterKeyId: master.id, wrapped: wrap(master, orgId, version, key) };
  const createdAt = new Date(deps.clock.wallTime());
  const made = await tx
    .insert(organisationKeys)
    .values({ ...row, createdAt })
    .onConflictDoNothing()
    .returning();
  return made.length > 0 ? { version, key } : organisationKey(deps, tx, orgId, version);
}

/** The key of that version. Throws `secret_unreadable` when it cannot be had. */
export async function organisationKey(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
  version: number,
): Promise<OrganisationKey> {
  const [row] = await tx
    .select()
    .from(organisationKeys)
    .where(and(eq(organisationKeys.orgId, orgId), eq(organisationKeys.version, version)));
  if (!row) throw unreadable(`there is no key ${version} of its organisation`);
  const master = deps.masterKeys.byId(row.masterKeyId);
  if (!master) throw unreadable(`master key ${row.masterKeyId} is not among those of this server`);
  return unwrapped(master, row);
}

type KeyRow = typeof organisationKeys.$inferSelect;

export async function newestKey(tx: Db, orgId: OrgId): Promise<KeyRow | null> {
  const [row] = await tx
    .select()
    .from(organisationKeys)
    .where(eq(organisationKeys.orgId, orgId))
    .orderBy(desc(organisationKeys.version))
    .limit(1);
  return row ?? null;
}

/** The same data key under another master key; null when the first does not open it. */
export function rewrap(from: MasterKey, to: MasterKey, row: KeyRow): string | null {
  const bytes = openEnvelope(wrappingKey(from), binding(row.orgId, row.version), row.wrapped);
  return bytes && sealEnvelope(wrappingKey(to), binding(row.orgId, row.version), bytes);
}

export function unreadable(detail: string): AppError {
  return new AppError(
    'secret_unreadable',
    'A stored secret cannot be read: it was sealed with another key or is damaged. Put back the key, or enter the secret anew.',
    { detail },
  );
}

const wrappingKey = (master: MasterKey) => deriveKey(master, 'allo/organisation-keys');
const binding = (orgId: string, version: number) => `organisation-key\n${orgId}\n${version}`;

function wrap(master: MasterKey, orgId: OrgId, version: number, key: KeyObject): string {
  return sealEnvelope(wrappingKey(master), binding(orgId, version), key.export());
}

function unwrapped(master: MasterKey, row: KeyRow): OrganisationKey {
  const bytes = openEnvelope(wrappingKey(master), binding(row.orgId, row.version), row.wrapped);
  if (!bytes) throw unreadable(`key ${row.version} of its organisation is damaged`);
  return { version: row.version, key: createSecretKey(bytes) };
}
