import { callTranscript, transcriptText } from '@allo/business';
import { callTranscriptSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callIdOf, callParamsSchema, noSuchCall } from '../call-id.ts';

const querySchema = z.object({
  format: z.enum(['json', 'txt', 'srt']).default('json'),
  /** Of the word for the caller in `txt` and `srt`. */
  language: z.enum(['ru', 'en']).default('ru'),
});
const types = { txt: 'text/plain; charset=utf-8', srt: 'application/x-subrip; charset=utf-8' };

/** `GET /v1/calls/:id/transcript`: what was said, as JSON, to be read, or as subtitles of the recording. */
export function getTranscript(api: Api, { calls }: Pick<ApiDeps, 'calls'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/calls/:id/transcript',
    permission: 'calls:listen',
    tag: 'calls',
    summary: 'The transcript of a call as JSON, text or subtitles',
    produces: ['application/json', 'text/plain', 'application/x-subrip'],
    params: callParamsSchema,
    query: querySchema,
    replies: { 200: z.union([callTranscriptSchema, z.string()]) },
    handle: async ({ orgId, params, query: { format, language }, reply }) => {
      const callId = callIdOf(params.id);
      const call = await calls.get(orgId, callId);
      if (!call) throw noSuchCall();
      reply.header('cache-control', 'private, no-cache');
      if (format === 'json') return callTranscript(call);
      return reply
        .type(types[format])
        .header('content-disposition', `inline; filename="call-${callId}.${format}"`)
        .serializer((text: unknown) => String(text))
        .send(transcriptText(call, format, language));
    },
  });
}
