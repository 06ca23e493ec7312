import { permissions } from '@allo/contracts/access';
import { meSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/me`: so that a program can tell what its key is for before it fails at it. */
export function getMe(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/me',
    permission: null,
    tag: 'system',
    summary: 'Who asks, in which organisation, and what they may do',
    replies: { 200: meSchema },
    handle: async ({ orgId, principal, reply }) => {
      const organisation = await tenancy.get(orgId);
      reply.header('cache-control', 'no-store');
      return {
        kind: principal.kind,
        id: principal.id,
        name: principal.name,
        organisation: { id: organisation.id, name: organisation.name },
        role: principal.role,
        permissions: permissions.filter((one) => principal.permissions.has(one)),
      };
    },
  });
}
