import { problemSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { problem } from '../../errors/problem.ts';

/** `GET /mcp`: clients ask for a stream of notifications first; there is none, which the protocol says by 405. */
export function refuseStreams(api: Api): void {
  publicRoute(api, {
    method: 'GET',
    url: '/mcp',
    why: 'it says only that there is nothing to follow',
    tag: 'mcp',
    summary: 'No stream of notifications: always 405',
    replies: { 405: problemSchema },
    handle: ({ request, reply }) => {
      reply.code(405).header('allow', 'POST').type('application/problem+json');
      return problem('bad_request', 405, 'This server sends no notifications: use POST.', request.id);
    },
  });
}
