import type { OrgId } from '@allo/contracts';
import type { ToolSecret } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Deps } from '../deps.ts';
import type { SecretDeps } from '../secrets/organisation-key.ts';
import { listSecrets, removeSecret, sealSecret } from '../secrets/secrets.ts';

/** Tools have secrets of their own: none may send a provider's key somewhere. */
const prefix = 'tool/';
export const toolSecretKey = (name: string) => `${prefix}${name}`;

/** By name, never the value. */
export async function listToolSecrets({ db }: Pick<Deps, 'db'>, orgId: OrgId): Promise<ToolSecret[]> {
  const all = await db.inOrganisation(orgId, (tx) => listSecrets(tx, orgId));
  return all
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, hint, updatedAt }) => ({
      name: name.slice(prefix.length),
      hint,
      updatedAt: updatedAt.toISOString(),
    }));
}

/** Sets a secret anew or replaces it. */
export async function setToolSecret(
  deps: Pick<Deps, 'db'> & SecretDeps,
  orgId: OrgId,
  actor: Actor,
  name: string,
  value: string,
): Promise<void> {
  await deps.db.inOrganisation(orgId, async (tx) => {
    await sealSecret(deps, tx, orgId, toolSecretKey(name), value);
    const target = { kind: 'tool_secret', id: name };
    await recordChange(tx, orgId, actor, { action: 'tool_secret.set', target });
  });
}

/** Throws `not_found`. */
export async function removeToolSecret(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  name: string,
): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    if (!(await removeSecret(tx, orgId, toolSecretKey(name)))) {
      throw new AppError('not_found', 'There is no such secret.');
    }
    const target = { kind: 'tool_secret', id: name };
    await recordChange(tx, orgId, actor, { action: 'tool_secret.removed', target });
  });
}
