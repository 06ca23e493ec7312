import type { OrgId } from '@allo/contracts';
import type { ProviderPort, ProviderSettings } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { providers } from '../schema/index.ts';
import type { SecretDeps } from '../secrets/organisation-key.ts';
import { listSecrets, openSecret, removeSecret, sealSecret } from '../secrets/secrets.ts';

/** A service of an organisation's own as it may be shown. */
export interface OwnProvider {
  port: ProviderPort;
  baseUrl: string;
  model: string;
  voice: string | null;
  /** `•••• 4f2a`; null: it has no key. */
  keyHint: string | null;
  version: number;
  updatedAt: Date;
}

/** The same with its key: for calls and nothing else. */
export interface OpenedProvider {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  voice: string | null;
}

export type ProviderDeps = Pick<Deps, 'db'> & SecretDeps;

/** Name of the secret that holds its key. */
export const keyNameOf = (port: ProviderPort) => `provider/${port}`;
const one = (orgId: OrgId, port: ProviderPort) => and(eq(providers.orgId, orgId), eq(providers.port, port));

export async function listProviders(deps: Pick<Deps, 'db'>, orgId: OrgId): Promise<OwnProvider[]> {
  return deps.db.inOrganisation(orgId, async (tx) => {
    const rows = await tx.select().from(providers).where(eq(providers.orgId, orgId));
    const hints = new Map((await listSecrets(tx, orgId, 'provider/')).map(({ name, hint }) => [name, hint]));
    return rows.map(({ orgId: _, ...row }) => ({ ...row, keyHint: hints.get(keyNameOf(row.port)) ?? null }));
  });
}

/**
 * Sets the service of a port, from the next call on. Without `apiKey` the stored key stays, but for the same origin
 * only: who may change the address must not learn the key by sending it to a server of theirs. Throws
 * `precondition_failed` when `expected` is given and another version is there.
 */
export async function setProvider(
  deps: ProviderDeps,
  orgId: OrgId,
  actor: Actor,
  port: ProviderPort,
  settings: ProviderSettings,
  expected: ExpectedVersion = '*',
): Promise<void> {
  const { baseUrl, model, voice = null } = settings;
  await deps.db.inOrganisation(orgId, async (tx) => {
    const [before] = await tx.select().from(providers).where(one(orgId, port)).for('update');
    requireVersion(before?.version ?? 0, expected);
    await setKey(deps, tx, orgId, port, settings, before?.baseUrl ?? null);
    const row = {
      baseUrl,
      model,
      voice,
      version: (before?.version ?? 0) + 1,
      updatedAt: new Date(deps.clock.wallTime()),
    };
    await tx
      .insert(providers)
      .values({ orgId, port, ...row })
      .onConflictDoUpdate({ target: [providers.orgId, providers.port], set: row });
    const shown = (of: typeof row | undefined) =>
      of && { baseUrl: of.baseUrl, model: of.model, voice: of.voice };
    await recordChange(tx, orgId, actor, {
      action: 'provider.changed',
      target: { kind: 'provider', id: port },
      before: shown(before),
      after: {
        ...shown(row),
        ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey && 'changed' }),
      },
    });
  });
}

/** From the next call on the instance's service is used. Whether there was one of the organisation's own. */
export async function removeProvider(
  deps: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  port: ProviderPort,
): Promise<boolean> {
  return deps.db.inOrganisation(orgId, async (tx) => {
    const [gone] = await tx.delete(providers).where(one(orgId, port)).returning();
    if (!gone) return false;
    await removeSecret(tx, orgId, keyNameOf(port));
    const { baseUrl, model, voice } = gone;
    const before = { baseUrl, model, voice };
    await recordChange(tx, orgId, actor, {
      action: 'provider.removed',
      target: { kind: 'provider', id: port },
      before,
    });
    return true;
  });
}

/**
 * The stored key as settings that are not stored yet would have it: their own, or the stored one when the origin is the
 * same. Throws `bad_request` like {@link setProvider}.
 */
export async function withStoredKey(
  deps: ProviderDeps,
  orgId: OrgId,
  port: ProviderPort,
  settings: ProviderSettings,
): Promise<OpenedProvider> {
  const { baseUrl, model, voice = null } = settings;
  if (settings.apiKey !== undefined) return { baseUrl, model, voice, apiKey: settings.apiKey };
  return deps.db.inOrganisation(orgId, async (tx) => {
    const [stored] = await tx.select().from(providers).where(one(orgId, port));
    const apiKey = await openSecret(deps, tx, orgId, keyNameOf(port));
    if (apiKey !== null) requireSameOrigin(stored?.baseUrl ?? null, baseUrl);
    return { baseUrl, model, voice, apiKey };
  });
}

/** With its key; null when the organisation has none of its own. Throws `secret_unreadable`. */
export async function openProvider(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
  port: ProviderPort,
): Promise<OpenedProvider | null> {
  const [row] = await tx.select().from(providers).where(one(orgId, port));
  if (!row) return null;
  const apiKey = await openSecret(deps, tx, orgId, keyNameOf(port));
  return { baseUrl: row.baseUrl, apiKey, model: row.model, voice: row.voice };
}

/** What calls use of the organisation's own now, in a transaction of its own. */
export async function openProviderOf(
  deps: ProviderDeps,
  orgId: OrgId,
  port: ProviderPort,
): Promise<OpenedProvider | null> {
  return deps.db.inOrganisation(orgId, (tx) => openProvider(deps, tx, orgId, port));
}

async function setKey(
  deps: ProviderDeps,
  tx: Db,
  orgId: OrgId,
  port: ProviderPort,
  { apiKey, baseUrl }: ProviderSettings,
  storedUrl: string | null,
): Promise<void> {
  const name = keyNameOf(port);
  if (apiKey === null) await removeSecret(tx, orgId, name);
  else if (apiKey !== undefined) await sealSecret(deps, tx, orgId, name, apiKey);
  else if ((await listSecrets(tx, orgId, name)).some((stored) => stored.name === name))
    requireSameOrigin(storedUrl, baseUrl);
}

function requireSameOrigin(storedUrl: string | null, wantedUrl: string): void {
  if (storedUrl !== null && new URL(storedUrl).origin === new URL(wantedUrl).origin) return;
  throw new AppError(
    'bad_request',
    'The address leads to another server: enter the key for it, or null for none.',
  );
}
