import { organisationEditSchema, organisationSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion } from '../../editing/index.ts';

/** `PATCH /v1/organisation`, with If-Match. */
export function renameOrganisation(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/organisation',
    permission: 'organisation:write',
    tag: 'organisations',
    summary: 'Rename the organisation',
    needsIfMatch: true,
    body: organisationEditSchema,
    replies: { 200: organisationSchema },
    handle: async (ask) => {
      const edit = { ...ask.body, version: ifMatch(ask.request) };
      const renamed = await tenancy.rename(ask.orgId, actorOf(ask), edit);
      tellVersion(ask.reply, renamed.version);
      return renamed;
    },
  });
}
