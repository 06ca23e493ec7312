import type { OrgId } from '@allo/contracts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { agents } from '../schema/index.ts';
import { type AgentView, findAgent } from './agent-view.ts';
import { noSuchAgent } from './get-agent.ts';

/** The agent as it is, held until the end of the transaction. Throws `not_found`. */
export async function lockAgent(tx: Db, orgId: OrgId, agentId: string): Promise<AgentView> {
  await tx
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.orgId, orgId), eq(agents.id, agentId)))
    .for('update');
  const agent = await findAgent(tx, orgId, agentId);
  if (!agent) throw noSuchAgent();
  return agent;
}
