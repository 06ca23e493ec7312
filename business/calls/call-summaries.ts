import type { OrgId } from '@allo/contracts';
import type { CallSummary } from '@allo/contracts/http';
import { and, eq, inArray } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { calls } from '../schema/index.ts';
import { summaryView } from './call-view.ts';

/** These calls as they are now; those this organisation does not have are left out. */
export async function callSummaries(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  ids: readonly string[],
): Promise<CallSummary[]> {
  if (ids.length === 0) return [];
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(calls)
      .where(and(eq(calls.orgId, orgId), inArray(calls.id, [...ids]))),
  );
  return rows.map(summaryView);
}
