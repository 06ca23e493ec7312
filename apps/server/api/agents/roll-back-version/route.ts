import { publishVersionOf } from '@allo/business';
import { agentSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';
import { agentIdOf, versionOf, versionParamsSchema } from '../agent-address.ts';

/** `POST /v1/agents/:id/versions/:version/rollback`: for calls from now on; those under way keep theirs. */
export function rollBackVersion(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'sipUri' | 'agentsChanged'>,
): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/agents/:id/versions/:version/rollback',
    permission: 'agents:publish',
    tag: 'agents',
    summary: 'Go back to a version that answered calls before',
    params: versionParamsSchema,
    replies: { 200: agentSchema },
    handle: async (ask) => {
      const { orgId, params, reply } = ask;
      const which = {
        agentId: agentIdOf(params.id),
        version: versionOf(params.version),
        isRollback: true,
      };
      const { agent, skillbase } = await publishVersionOf(deps, orgId, actorOf(ask), which);
      await deps.agentsChanged(orgId, skillbase);
      tellVersion(reply, agent.revision);
      return { ...agent, sipUri: deps.sipUri(agent.id) };
    },
  });
}
