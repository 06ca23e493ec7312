import { setToolSecret as set } from '@allo/business';
import { newToolSecretSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { secretNameOf } from '../secret-name.ts';

/** `PUT /v1/tool-secrets/:name`: sets or replaces a value, which is never shown again. */
export function setToolSecret(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'log' | 'masterKeys'>): void {
  tenantRoute(api, {
    method: 'PUT',
    url: '/v1/tool-secrets/:name',
    permission: 'tools:write',
    tag: 'tools',
    summary: 'Set a secret that headers of tools refer to',
    params: z.object({ name: z.string() }),
    body: newToolSecretSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, body, reply } = ask;
      await set(deps, orgId, actorOf(ask), secretNameOf(params.name), body.value);
      return reply.code(204).send();
    },
  });
}
