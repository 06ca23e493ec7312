import type { Readable } from 'node:stream';
import { recordingKey } from '@allo/business';
import { AppError } from '@allo/kernel';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { sendProblem } from '../../errors/answer-problems.ts';
import { problem } from '../../errors/problem.ts';
import { callIdOf, callParamsSchema, noSuchCall } from '../call-id.ts';
import { byteRangeOf } from './byte-range.ts';
import { viewRecording } from './recording-view.ts';

/** Described as text, because JSON Schema has no bytes; streams are sent as they are. */
const audioSchema = z
  .string()
  .describe('WAV, 16-bit: the caller on the left, the agent on the right') as unknown as z.ZodType<Readable>;

/** `GET /v1/calls/:id/recording`: the whole or, with Range, a part; while the call runs, what there is. */
export function getCallRecording(
  api: Api,
  { calls, recordings }: Pick<ApiDeps, 'calls' | 'recordings'>,
): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/calls/:id/recording',
    permission: 'calls:listen',
    tag: 'calls',
    summary: 'The recording of a call',
    produces: ['audio/wav'],
    params: callParamsSchema,
    replies: { 200: audioSchema, 206: audioSchema },
    handle: async ({ orgId, params, request, reply }) => {
      const callId = callIdOf(params.id);
      if (!(await calls.get(orgId, callId))) throw noSuchCall();
      const view = await viewRecording(recordings, recordingKey(orgId, callId));
      if (!view) throw new AppError('not_found', 'This call has no recording.');
      const range = byteRangeOf(request.headers.range, view.size);
      reply.header('accept-ranges', 'bytes').header('cache-control', 'private, no-cache');
      if (range === 'unsatisfiable') {
        reply.header('content-range', `bytes */${view.size}`);
        const detail = `The recording has ${view.size} bytes.`;
        return sendProblem(reply, problem('range_not_satisfiable', 416, detail, request.id));
      }
      const { start, end } = range ?? { start: 0, end: view.size - 1 };
      if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${view.size}`);
      return reply
        .type('audio/wav')
        .header('content-length', end - start + 1)
        .header('content-disposition', `inline; filename="call-${callId}.wav"`)
        .send(view.read({ start, end }));
    },
  });
}
