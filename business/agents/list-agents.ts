import type { OrgId } from '@allo/contracts';
import type { AgentListQuery } from '@allo/contracts/http';
import { and, asc, eq, gt, ilike, isNotNull, isNull, or } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeKeyCursor, encodeKeyCursor } from '../key-cursor.ts';
import { agents } from '../schema/index.ts';
import { anywhere } from '../text-match.ts';
import { type AgentView, agentView, newestDrafts } from './agent-view.ts';

/** In order of id. Throws `bad_request` on a foreign cursor. */
export async function listAgents(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  { cursor, limit, q, status }: AgentListQuery,
): Promise<{ items: AgentView[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeKeyCursor(cursor);
  const words = q ? anywhere(q) : null;
  const rows = await db.inOrganisation(orgId, (tx) => {
    const drafts = newestDrafts(tx);
    return tx
      .select({ agent: agents, draft: drafts.version })
      .from(agents)
      .leftJoin(drafts, and(eq(drafts.orgId, agents.orgId), eq(drafts.agentId, agents.id)))
      .where(
        and(
          eq(agents.orgId, orgId),
          after === null ? undefined : gt(agents.id, after),
          status === 'published' ? isNotNull(agents.publishedVersion) : undefined,
          status === 'draft' ? isNull(agents.publishedVersion) : undefined,
          words === null
            ? undefined
            : or(ilike(agents.name, words), ilike(agents.description, words), ilike(agents.id, words)),
        ),
      )
      .orderBy(asc(agents.id))
      .limit(limit + 1);
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ agent, draft }) => agentView(agent, draft)),
    nextCursor: last ? encodeKeyCursor(last.agent.id) : null,
  };
}
