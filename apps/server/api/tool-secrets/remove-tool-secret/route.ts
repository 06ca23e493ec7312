import { removeToolSecret as remove } from '@allo/business';
import { z } from 'zod';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { secretNameOf } from '../secret-name.ts';

/** `DELETE /v1/tool-secrets/:name` */
export function removeToolSecret(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/tool-secrets/:name',
    permission: 'tools:write',
    tag: 'tools',
    summary: 'Remove a secret of tools',
    params: z.object({ name: z.string() }),
    replies: { 204: noContent },
    handle: async (ask) => {
      await remove(deps, ask.orgId, actorOf(ask), secretNameOf(ask.params.name));
      return ask.reply.code(204).send();
    },
  });
}
