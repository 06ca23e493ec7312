import { createLead as create } from '@allo/business';
import { leadSchema, newLeadSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `POST /v1/leads`: somebody to get back to whom no call left. */
export function createLead(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'ids'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/leads',
    permission: 'leads:write',
    tag: 'leads',
    summary: 'Add a lead',
    body: newLeadSchema,
    replies: { 201: leadSchema },
    handle: async (ask) => {
      const made = await create(deps, ask.orgId, actorOf(ask), ask.body);
      tellVersion(ask.reply, made.version);
      ask.reply.code(201).header('location', `/v1/leads/${made.id}`);
      return made;
    },
  });
}
