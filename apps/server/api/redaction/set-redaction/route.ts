import { setRedaction as change } from '@allo/business';
import { redactionPatchSchema, redactionSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion } from '../../editing/index.ts';

/** `PUT /v1/redaction`: from now on these kinds are masked before anything of a call is stored. */
export function setRedaction(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'redactionChanged'>): void {
  tenantRoute(api, {
    method: 'PUT',
    url: '/v1/redaction',
    permission: 'privacy:write',
    tag: 'privacy',
    summary: 'Mask personal data in transcripts',
    needsIfMatch: true,
    description:
      'Holds for what is stored from now on, a few seconds later on other nodes; what is stored already stays. The phone, name and e-mail a caller left to be reached at stay in their fields unless `hasContacts`.',
    body: redactionPatchSchema,
    replies: { 200: redactionSchema },
    handle: async (ask) => {
      const { orgId, body, request, reply } = ask;
      const settings = await change(deps, orgId, actorOf(ask), body, ifMatch(request));
      deps.redactionChanged(orgId);
      tellVersion(reply, settings.version);
      return settings;
    },
  });
}
