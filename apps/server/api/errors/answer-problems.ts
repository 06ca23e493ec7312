import type { Log } from '@allo/kernel';
import type { FastifyReply } from 'fastify';
import type { Problem } from '@allo/contracts/http';
import type { Api } from '../api.ts';
import { problemOf } from './problem.ts';

/** Makes every error, ours or Fastify's, an `application/problem+json`; those of our own making are logged. */
export function answerProblems(api: Api, log: Log): void {
  api.setErrorHandler((error, request, reply) => {
    const found = problemOf(error, request.id);
    if (found.status >= 500) {
      log.error(
        { requestId: request.id, route: request.routeOptions.url, ...withoutValues(error) },
        'request failed',
      );
    }
    const { retryAfterSeconds } = error as { retryAfterSeconds?: number };
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
    // RFC 9110 §11.6.1: a refusal for want of a name says how to give one.
    if (found.status === 401) reply.header('www-authenticate', 'Bearer realm="Allo"');
    return sendProblem(reply, found);
  });
}

export function sendProblem(reply: FastifyReply, found: Problem): FastifyReply {
  return reply
    .code(found.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(found));
}

/** Where it happened, without the message: a failed query's holds what callers said. */
function withoutValues(error: unknown): { error: string; code: string; frames: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, code: '', frames: [] };
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code } = cause as { code?: unknown };
  return {
    error: cause.name,
    code: typeof code === 'string' ? code : '',
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 8),
  };
}
