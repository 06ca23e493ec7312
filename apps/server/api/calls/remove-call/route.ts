import { removeCall as remove } from '@allo/business';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callIdOf, callParamsSchema } from '../call-id.ts';

/** `DELETE /v1/calls/:id`: with its recording, transcript and events; its lead stays. */
export function removeCall(api: Api, deps: Pick<ApiDeps, 'db' | 'objects'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/calls/:id',
    permission: 'calls:delete',
    tag: 'calls',
    summary: 'Remove a call with its recording and transcript',
    params: callParamsSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      await remove(deps, ask.orgId, actorOf(ask), callIdOf(ask.params.id));
      return ask.reply.code(204).send();
    },
  });
}
