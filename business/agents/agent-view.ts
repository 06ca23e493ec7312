import type { Agent, VersionSummary } from '@allo/contracts/http';
import { and, eq, max } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { type AgentRow, agents, type SkillbaseVersionRow, skillbaseVersions } from '../schema/index.ts';

/** An agent as the API shows it, but for its address, which the node knows. */
export type AgentView = Omit<Agent, 'sipUri'>;

export function agentView(row: AgentRow, draftVersion: number | null): AgentView {
  const { id, name, description, language, publishedVersion, version } = row;
  return {
    id,
    name,
    description,
    language,
    version: publishedVersion,
    draftVersion,
    revision: version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Agent and number of its newest draft, as a subquery to join. */
export function newestDrafts(tx: Db) {
  return tx
    .select({
      orgId: skillbaseVersions.orgId,
      agentId: skillbaseVersions.agentId,
      version: max(skillbaseVersions.version).as('draft_version'),
    })
    .from(skillbaseVersions)
    .where(eq(skillbaseVersions.status, 'draft'))
    .groupBy(skillbaseVersions.orgId, skillbaseVersions.agentId)
    .as('drafts');
}

/** Null when this organisation has no such agent. */
export async function findAgent(tx: Db, orgId: string, agentId: string): Promise<AgentView | null> {
  const drafts = newestDrafts(tx);
  const [found] = await tx
    .select({ agent: agents, draft: drafts.version })
    .from(agents)
    .leftJoin(drafts, and(eq(drafts.orgId, agents.orgId), eq(drafts.agentId, agents.id)))
    .where(and(eq(agents.orgId, orgId), eq(agents.id, agentId)));
  return found ? agentView(found.agent, found.draft) : null;
}

type VersionFacts = Omit<SkillbaseVersionRow, 'orgId' | 'agentId' | 'body' | 'checksum'>;

export function versionView(row: VersionFacts): VersionSummary {
  const { version, status, origin, note, authorName, createdAt, publishedAt } = row;
  return {
    version,
    status,
    origin,
    note,
    authorName,
    createdAt: createdAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
  };
}
