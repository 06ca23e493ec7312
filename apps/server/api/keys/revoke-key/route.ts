import { askerOf, idParamsSchema, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `DELETE /v1/keys/:id`. */
export function revokeKey(api: Api, { keys }: Pick<ApiDeps, 'keys'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/keys/:id',
    permission: 'keys:write',
    tag: 'keys',
    summary: 'Revoke an API key: at once here, within 5 s on other nodes',
    params: idParamsSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      await keys.revoke(ask.orgId, askerOf(ask), uuidOf(ask.params.id, 'key'));
      return ask.reply.code(204).send(null);
    },
  });
}
