import type { Lead } from '@allo/contracts/http';
import type { Ids } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { type CallRow, type LeadRow, leads, skillbaseVersions } from '../schema/index.ts';
import { type FieldTypes, leadOfCall } from './lead-of-call.ts';

/** Makes the lead an ended call leaves behind, if it does. A second time changes nothing. Answers it when it is new. */
export async function createLeadOfCall(tx: Db, ids: Ids, call: CallRow): Promise<LeadRow | null> {
  const lead = leadOfCall(call, await fieldTypes(tx, call));
  if (!lead) return null;
  const [made] = await tx
    .insert(leads)
    .values({ ...lead, id: ids.uuid(), status: 'new' satisfies Lead['status'] })
    .onConflictDoNothing({ target: [leads.orgId, leads.callId] })
    .returning();
  return made ?? null;
}

/** What kind of thing each field of the agent's scenario holds. Empty when the version is gone. */
async function fieldTypes(tx: Db, call: CallRow): Promise<FieldTypes> {
  if (call.skillbaseVersion === null) return {};
  const [found] = await tx
    .select({ body: skillbaseVersions.body })
    .from(skillbaseVersions)
    .where(
      and(
        eq(skillbaseVersions.orgId, call.orgId),
        eq(skillbaseVersions.agentId, call.agentId),
        eq(skillbaseVersions.version, call.skillbaseVersion),
      ),
    );
  const steps = found?.body.flow ?? [];
  return Object.fromEntries(steps.flatMap(({ field }) => (field ? [[field.name, field.type]] : [])));
}
