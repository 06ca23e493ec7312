import type { OrgId } from '@allo/contracts';
import type { Db, Deps } from '../deps.ts';
import { tellOf } from '../events/tell-of.ts';
import type { AgentView } from './agent-view.ts';

/** Tells that this version of an agent answers calls from now on. The last thing of its transaction. */
export async function tellPublished(
  tx: Db,
  { ids, clock }: Pick<Deps, 'ids' | 'clock'>,
  orgId: OrgId,
  agent: Pick<AgentView, 'id' | 'name'>,
  version: number,
): Promise<void> {
  const at = new Date(clock.wallTime()).toISOString();
  const data = { agentId: agent.id, agentName: agent.name, version };
  await tellOf(tx, orgId, [{ id: ids.uuid(), at, type: 'agent.published', callId: null, data }]);
}
