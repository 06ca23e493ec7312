import type { OrgId } from '@allo/contracts';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { trunks } from '../schema/index.ts';
import type { SecretDeps } from '../secrets/organisation-key.ts';
import { openText, sealText } from '../secrets/seal-text.ts';
import { passwordPurpose } from './trunks.ts';

/** Seals the passwords of an organisation's trunks anew, with its current key. Answers how many. */
export async function resealPasswords(deps: SecretDeps, tx: Db, orgId: OrgId): Promise<number> {
  const rows = await tx
    .select({ id: trunks.id, sealedPassword: trunks.sealedPassword })
    .from(trunks)
    .where(and(eq(trunks.orgId, orgId), isNotNull(trunks.sealedPassword)))
    .orderBy(asc(trunks.id))
    .for('update');
  for (const { id, sealedPassword } of rows) {
    const purpose = passwordPurpose(id);
    const password = await openText(deps, tx, orgId, purpose, sealedPassword as string);
    const which = and(eq(trunks.orgId, orgId), eq(trunks.id, id));
    await tx
      .update(trunks)
      .set({ sealedPassword: await sealText(deps, tx, orgId, purpose, password) })
      .where(which);
  }
  return rows.length;
}
