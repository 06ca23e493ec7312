import type { OrgId } from '@allo/contracts';
import type { AgentPatch } from '@allo/contracts/http';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { agents } from '../schema/index.ts';
import { type AgentView, findAgent } from './agent-view.ts';
import { lockAgent } from './lock-agent.ts';

/** Names an agent for people; what it says of itself is in its skillbase. Throws `not_found`, `precondition_failed`. */
export async function changeAgent(
  deps: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  actor: Actor,
  agentId: string,
  expected: ExpectedVersion,
  patch: AgentPatch,
): Promise<AgentView> {
  return deps.db.inOrganisation(orgId, async (tx) => {
    const before = await lockAgent(tx, orgId, agentId);
    requireVersion(before.revision, expected);
    await tx
      .update(agents)
      .set({ ...patch, version: before.revision + 1, updatedAt: new Date(deps.clock.wallTime()) })
      .where(and(eq(agents.orgId, orgId), eq(agents.id, agentId)));
    const after = (await findAgent(tx, orgId, agentId)) as AgentView;
    const target = { kind: 'agent', id: agentId };
    await recordChange(tx, orgId, actor, { action: 'agent.changed', target, before, after });
    return after;
  });
}

/** With its versions and numbers; its calls stay. Throws `not_found`, `precondition_failed`. */
export async function removeAgent(
  deps: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  agentId: string,
  expected: ExpectedVersion,
): Promise<void> {
  await deps.db.inOrganisation(orgId, async (tx) => {
    const before = await lockAgent(tx, orgId, agentId);
    requireVersion(before.revision, expected);
    await tx.delete(agents).where(and(eq(agents.orgId, orgId), eq(agents.id, agentId)));
    const target = { kind: 'agent', id: agentId };
    await recordChange(tx, orgId, actor, { action: 'agent.removed', target, before });
  });
}
