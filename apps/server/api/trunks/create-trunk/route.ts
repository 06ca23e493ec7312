import { createTrunk as create } from '@allo/business';
import { newTrunkSchema, trunkSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `POST /v1/trunks` */
export function createTrunk(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'log' | 'masterKeys' | 'trunksChanged'>,
): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/trunks',
    permission: 'trunks:write',
    tag: 'trunks',
    summary: 'Add a trunk',
    body: newTrunkSchema,
    replies: { 201: trunkSchema },
    handle: async (ask) => {
      const { orgId, body, reply } = ask;
      const made = await create(deps, orgId, actorOf(ask), body);
      await deps.trunksChanged();
      tellVersion(reply, made.version);
      reply.code(201).header('location', `/v1/trunks/${made.id}`);
      return made;
    },
  });
}
