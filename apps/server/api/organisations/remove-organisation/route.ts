import { organisationRemovalSchema } from '@allo/contracts/http';
import { askerOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `DELETE /v1/organisation?confirm=<its name>`: with everything in it. */
export function removeOrganisation(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/organisation',
    permission: 'organisation:manage',
    tag: 'organisations',
    summary: 'Remove a client or the demo organisation with everything in it',
    description: 'There is no way back. `confirm` is the name of the organisation, exactly.',
    query: organisationRemovalSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      await tenancy.remove(ask.orgId, askerOf(ask), ask.query);
      return ask.reply.code(204).send(null);
    },
  });
}
