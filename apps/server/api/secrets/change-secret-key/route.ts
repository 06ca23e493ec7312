import { recordChange, rotateOrganisationKey } from '@allo/business';
import { secretKeyChangeSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `POST /v1/secrets/change-key`: a new key for the organisation, everything stored sealed by it. */
export function changeSecretKey(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'log' | 'masterKeys'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/secrets/change-key',
    permission: 'organisation:write',
    tag: 'secrets',
    summary: 'Seal everything by a new key',
    description: 'Calls, webhooks and tools go on meanwhile. Values stay as they are.',
    replies: { 200: secretKeyChangeSchema },
    handle: async (ask) => {
      const { orgId } = ask;
      const { version, resealed } = await rotateOrganisationKey(deps, orgId);
      const target = { kind: 'organisation', id: orgId };
      const after = { keyVersion: version };
      await deps.db.inOrganisation(orgId, (tx) =>
        recordChange(tx, orgId, actorOf(ask), { action: 'secrets.key_changed', target, after }),
      );
      return { keyVersion: version, resealed };
    },
  });
}
