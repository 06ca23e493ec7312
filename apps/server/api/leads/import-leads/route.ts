import { startImport } from '@allo/business';
import { leadImportSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { fileNameOf, maxUploadBytes, uploadOf } from '../../uploads/index.ts';

/**
 * `POST /v1/leads/import?fileName=`: a CSV file as the body, up to 100 MB; the leads are made in the background. The
 * same file again is the same import (200).
 */
export function importLeads(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'objects' | 'jobs'>,
): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/leads/import',
    permission: 'leads:write',
    tag: 'leads',
    summary: 'Bring leads along as a CSV file',
    consumes: ['text/csv'],
    bodyLimit: maxUploadBytes,
    query: z.object({
      fileName: z
        .string()
        .max(500)
        .regex(/^[^\0]*$/)
        .default('leads.csv'),
    }),
    replies: { 200: leadImportSchema, 202: leadImportSchema },
    handle: async (ask) => {
      const { orgId, query, request, reply } = ask;
      const fileName = fileNameOf(query.fileName);
      const started = await startImport(deps, orgId, actorOf(ask), fileName, uploadOf(request));
      reply.code(started.isNew ? 202 : 200).header('location', `/v1/imports/${started.import.id}`);
      return started.import;
    },
  });
}
