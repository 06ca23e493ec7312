import { newOrganisationSchema, organisationSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `POST /v1/organisations`: a client of the organisation the request is for. */
export function createClient(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/organisations',
    permission: 'organisation:manage',
    tag: 'organisations',
    summary: 'Make a client organisation; your members act in it with their roles',
    body: newOrganisationSchema,
    replies: { 201: organisationSchema },
    handle: async (ask) => {
      const made = await tenancy.createClient(ask.orgId, actorOf(ask), ask.body);
      tellVersion(ask.reply, made.version);
      return ask.reply.code(201).send(made);
    },
  });
}
