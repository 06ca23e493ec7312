import type { OrgId } from '@allo/contracts';
import type { Db } from '../deps.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { currentOrganisationKey, organisationKey, type SecretDeps, unreadable } from './organisation-key.ts';

/**
 * Seals a text for a column of a table of its own. `purpose` says what it is, down to the row
 * (`webhook/<id>/secret`): it opens with the same organisation and purpose only. {@link sealSecret} is the plainer way
 * for what has a name.
 */
export async function sealText(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
  purpose: string,
  text: string,
): Promise<string> {
  const { version, key } = await currentOrganisationKey(deps, tx, orgId);
  return `${version}.${sealEnvelope(key, binding(orgId, version, purpose), Buffer.from(text))}`;
}

/** Throws `secret_unreadable` for what was sealed otherwise or changed since. */
export async function openText(
  deps: SecretDeps,
  tx: Db,
  orgId: OrgId,
  purpose: string,
  sealed: string,
): Promise<string> {
  const [, digits, envelope] = /^(\d{1,9})\.([\w-]+)$/.exec(sealed) ?? [];
  if (!digits || !envelope) throw unreadable('it is not an envelope');
  const { version, key } = await organisationKey(deps, tx, orgId, Number(digits));
  const bytes = openEnvelope(key, binding(orgId, version, purpose), envelope);
  if (!bytes) throw unreadable('it was changed, or belongs to something else');
  return bytes.toString();
}

const binding = (orgId: string, version: number, purpose: string) =>
  `sealed\n${orgId}\n${version}\n${purpose}`;
