import { addNumber as add } from '@allo/business';
import { newPhoneNumberSchema, phoneNumberSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `POST /v1/numbers` */
export function addNumber(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'agentsChanged'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/numbers',
    permission: 'numbers:write',
    tag: 'numbers',
    summary: 'Let an agent answer a number',
    body: newPhoneNumberSchema,
    replies: { 201: phoneNumberSchema },
    handle: async (ask) => {
      const { orgId, body, reply } = ask;
      const added = await add(deps, orgId, actorOf(ask), body);
      await deps.agentsChanged(orgId);
      tellVersion(reply, added.version);
      reply.code(201).header('location', `/v1/numbers/${encodeURIComponent(added.number)}`);
      return added;
    },
  });
}
