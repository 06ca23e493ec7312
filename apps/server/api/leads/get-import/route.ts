import { getImport as get } from '@allo/business';
import { leadImportSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `GET /v1/imports/:id`: how far it is, and which rows were left out. */
export function getImport(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/imports/:id',
    permission: 'leads:read',
    tag: 'leads',
    summary: 'How an import goes',
    params: z.object({ id: z.string() }),
    replies: { 200: leadImportSchema },
    handle: ({ orgId, params }) => get(deps, orgId, uuidOf(params.id, 'import')),
  });
}
