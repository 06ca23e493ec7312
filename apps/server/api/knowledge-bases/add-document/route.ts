import { addDocument as add, type DocumentType, documentTypes } from '@allo/business';
import { documentSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';
import { fileNameOf, maxUploadBytes, uploadOf } from '../../uploads/index.ts';

/**
 * `POST /v1/knowledge-bases/:id/documents?name=`: a file as the body, up to 100 MB, by its content type; it is read in
 * the background.
 */
export function addDocument(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'objects' | 'jobs'>,
): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/knowledge-bases/:id/documents',
    permission: 'knowledge:write',
    tag: 'knowledge',
    summary: 'Add a document to a knowledge base',
    consumes: [...documentTypes],
    bodyLimit: maxUploadBytes,
    params: z.object({ id: z.string() }),
    query: z.object({
      name: z
        .string()
        .trim()
        .min(1)
        .max(500)
        .regex(/^\P{Cc}*$/u, 'has characters that cannot be shown'),
    }),
    replies: { 202: documentSchema },
    handle: async (ask) => {
      const { orgId, params, query, request, reply } = ask;
      const baseId = uuidOf(params.id, 'knowledge base');
      const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
      const file = {
        name: fileNameOf(query.name),
        // Others do not get past the parser.
        contentType: contentType as DocumentType,
        body: uploadOf(request),
      };
      const document = await add(deps, orgId, actorOf(ask), baseId, file);
      reply.code(202).header('location', `/v1/knowledge-bases/${baseId}/documents/${document.id}`);
      return document;
    },
  });
}
