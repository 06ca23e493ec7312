import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import type { Deps } from '../deps.ts';
import { type AgentView, findAgent } from './agent-view.ts';

/** Throws `not_found`. */
export async function getAgent({ db }: Pick<Deps, 'db'>, orgId: OrgId, agentId: string): Promise<AgentView> {
  const agent = await db.inOrganisation(orgId, (tx) => findAgent(tx, orgId, agentId));
  if (!agent) throw noSuchAgent();
  return agent;
}

export function noSuchAgent(): AppError {
  return new AppError('not_found', 'There is no such agent.');
}
