import { redactionSettings } from '@allo/business';
import { redactionSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `GET /v1/redaction`: what is masked in the organisation's transcripts. */
export function getRedaction(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/redaction',
    permission: 'organisation:read',
    tag: 'privacy',
    summary: 'What is masked in transcripts',
    replies: { 200: redactionSchema },
    handle: async ({ orgId, reply }) => {
      const settings = await deps.db.inOrganisation(orgId, (tx) => redactionSettings(tx, orgId));
      tellVersion(reply, settings.version);
      return settings;
    },
  });
}
