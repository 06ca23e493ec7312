import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { and, asc, eq, like } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { secrets } from '../schema/index.ts';
import type { SecretDeps } from './organisation-key.ts';
import { openText, sealText } from './seal-text.ts';

/** What may be shown of a secret. */
export interface SecretView {
  name: string;
  /** `•••• 4f2a`: the end of a long one, nothing of a short one. */
  hint: string;
  updatedAt: Date;
}

const namePattern = /^[a-z0-9][A-Za-z0-9/_.:-]{0,199}$/;
/** A PEM of a large key fits. */
const longestValue = 16_384;

/**
 * Stores a secret of an organisation, in the place of what the name held. For provider keys, passwords of trunks,
 * tokens of CRMs, signing secrets of webhooks: the row of the thing itself holds no secret, the name leads from it here
 * (`provider/stt`, `trunk/<id>/password`, `webhook/<id>/secret`, `tool/<id>/token`). Call it in the transaction that
 * writes the thing, `removeSecret` in the one that removes it. The value is sealed with AES-256-GCM by the
 * organisation's own key and opens under this organisation, name and version only. Never put a value into a reply, a
 * log or an audit diff: {@link listSecrets} has what people may see. Throws `bad_request` for an empty or huge value.
 */
export async function sealSecret(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
  name: string,
  value: string,
): Promise<void> {
  if (!namePattern.test(name))
    throw new AppError('internal', 'Something went wrong on our side.', { detail: 'not a name of a secret' });
  if (value === '' || value.length > longestValue) {
    throw new AppError('bad_request', `A secret has 1 to ${longestValue} characters.`);
  }
  const [before] = await tx
    .select({ version: secrets.version })
    .from(secrets)
    .where(one(orgId, name))
    .for('update');
  const version = (before?.version ?? 0) + 1;
  const sealed = await sealText(deps, tx, orgId, purposeOf(name, version), value);
  const row = { version, sealed, hint: hintOf(value), updatedAt: new Date(deps.clock.wallTime()) };
  // Two who set a new secret at once: the later one stands, whole.
  await tx
    .insert(secrets)
    .values({ orgId, name, ...row })
    .onConflictDoUpdate({ target: [secrets.orgId, secrets.name], set: row });
}

/** The value, or null when there is none of that name. Throws `secret_unreadable`. */
export async function openSecret(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
  name: string,
): Promise<string | null> {
  const [row] = await tx.select().from(secrets).where(one(orgId, name));
  return row ? openText(deps, tx, orgId, purposeOf(name, row.version), row.sealed) : null;
}

/** Whether there was one. */
export async function removeSecret(tx: Db, orgId: OrgId, name: string): Promise<boolean> {
  const gone = await tx.delete(secrets).where(one(orgId, name)).returning({ name: secrets.name });
  return gone.length > 0;
}

/** What is stored, by name; never a value. */
export async function listSecrets(tx: Db, orgId: OrgId, prefix = ''): Promise<SecretView[]> {
  const begins = like(secrets.name, `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const rows = await tx
    .select({ name: secrets.name, hint: secrets.hint, updatedAt: secrets.updatedAt })
    .from(secrets)
    .where(and(eq(secrets.orgId, orgId), begins))
    .orderBy(asc(secrets.name));
  return rows.map(({ name, hint, updatedAt }) => ({ name, hint: `•••• ${hint}`.trimEnd(), updatedAt }));
}

/** Seals every secret of an organisation anew, with its current key. */
export async function resealSecrets(deps: SecretDeps, tx: Db, orgId: OrgId): Promise<number> {
  const rows = await tx
    .select()
    .from(secrets)
    .where(eq(secrets.orgId, orgId))
    .orderBy(asc(secrets.name))
    .for('update');
  for (const { name, version, sealed } of rows) {
    const purpose = purposeOf(name, version);
    const value = await openText(deps, tx, orgId, purpose, sealed);
    await tx
      .update(secrets)
      .set({ sealed: await sealText(deps, tx, orgId, purpose, value) })
      .where(one(orgId, name));
  }
  return rows.length;
}

const one = (orgId: OrgId, name: string) => and(eq(secrets.orgId, orgId), eq(secrets.name, name));
const purposeOf = (name: string, version: number) => `secret/${version}/${name}`;
/** Four characters of sixteen are a label; of a password they would be half of it. */
const hintOf = (value: string) => (value.length >= 16 ? value.slice(-4).replaceAll(/[^\w-]/g, '•') : '');
