import type { OrgId } from '@allo/contracts';
import type { Skillbase } from '@allo/contracts/skillbase';
import { AppError } from '@allo/kernel';
import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { agents, skillbaseVersions } from '../schema/index.ts';
import { type AgentView, findAgent } from './agent-view.ts';
import { lockAgent } from './lock-agent.ts';
import { tellPublished } from './tell-published.ts';

/**
 * Lets a stored version answer calls from now on, a draft or an older one again; calls under way keep theirs.
 * `not_found`: no such agent or version. `conflict`: rolling back to what was never published.
 */
export async function publishVersionOf(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  orgId: OrgId,
  actor: Actor,
  { agentId, version, isRollback }: { agentId: string; version: number; isRollback: boolean },
): Promise<{ agent: AgentView; skillbase: Skillbase }> {
  const now = new Date(deps.clock.wallTime());
  return deps.db.inOrganisation(orgId, async (tx) => {
    const before = await lockAgent(tx, orgId, agentId);
    if (isRollback) await requirePublishedBefore(tx, orgId, agentId, version);
    const skillbase = await publishStored(tx, orgId, agentId, version, now);
    const agent = (await findAgent(tx, orgId, agentId)) as AgentView;
    const action = isRollback ? 'agent.rolled_back' : 'agent.published';
    await recordChange(tx, orgId, actor, {
      action,
      target: { kind: 'agent', id: agentId },
      before,
      after: agent,
    });
    await tellPublished(tx, deps, orgId, agent, version);
    return { agent, skillbase };
  });
}

/** The agent is named anew only where the version renames it: a name given by hand stays. */
export async function publishStored(
  tx: Db,
  orgId: OrgId,
  agentId: string,
  version: number,
  now: Date,
): Promise<Skillbase> {
  const ofAgent = and(eq(skillbaseVersions.orgId, orgId), eq(skillbaseVersions.agentId, agentId));
  const wanted = and(ofAgent, eq(skillbaseVersions.version, version));
  const [next] = await tx.select({ body: skillbaseVersions.body }).from(skillbaseVersions).where(wanted);
  if (!next) throw noSuchVersion();
  const published = and(ofAgent, eq(skillbaseVersions.status, 'published'));
  const [last] = await tx
    .update(skillbaseVersions)
    .set({ status: 'archived' })
    .where(published)
    .returning({ body: skillbaseVersions.body });
  await tx.update(skillbaseVersions).set({ status: 'published', publishedAt: now }).where(wanted);
  const { name, description, language } = next.body;
  await tx
    .update(agents)
    .set({
      publishedVersion: version,
      language,
      ...(last?.body.name === name ? {} : { name }),
      ...(last?.body.description === description ? {} : { description }),
      updatedAt: now,
      version: sql`${agents.version} + 1`,
    })
    .where(and(eq(agents.orgId, orgId), eq(agents.id, agentId)));
  return next.body;
}

async function requirePublishedBefore(tx: Db, orgId: OrgId, agentId: string, version: number): Promise<void> {
  const [found] = await tx
    .select({ status: skillbaseVersions.status })
    .from(skillbaseVersions)
    .where(
      and(
        eq(skillbaseVersions.orgId, orgId),
        eq(skillbaseVersions.agentId, agentId),
        eq(skillbaseVersions.version, version),
      ),
    );
  if (!found) throw noSuchVersion();
  if (found.status === 'draft') {
    throw new AppError('conflict', `Version ${version} never answered calls: publish it instead.`);
  }
}

export function noSuchVersion(): AppError {
  return new AppError('not_found', 'The agent has no such version.');
}
