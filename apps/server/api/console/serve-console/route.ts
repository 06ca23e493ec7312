import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../../errors/answer-problems.ts';
import { problem } from '../../errors/problem.ts';
import type { Api } from '../../api.ts';

const yearSeconds = 31_536_000;

/**
 * Serves the built console: hashed assets are kept for ever, everything else is asked for again. An address that is
 * neither the API's nor a file is a page of the console.
 */
export async function serveConsole(api: Api, consoleDir: string | null): Promise<void> {
  if (consoleDir !== null) {
    await api.register(fastifyStatic, {
      root: consoleDir,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = /[\\/]assets[\\/]/.test(path);
        reply.header('cache-control', isHashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
      },
    });
  }
  api.setNotFoundHandler((request, reply) => {
    if (consoleDir !== null && isPage(request)) return sendPage(reply);
    return sendProblem(reply, problem('not_found', 404, notFoundDetail(consoleDir, request), request.id));
  });
}

/** Asked for by a person's browser, and not something with an extension that is simply missing. */
function isPage(request: FastifyRequest): boolean {
  const path = pathOf(request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  return !isOfApi(path) && !/\.[a-z0-9]+$/i.test(path);
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] as string;
const isOfApi = (path: string): boolean => /^\/(v1|health|openapi\.json)(\/|$)/.test(path);

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile('index.html');
}

function notFoundDetail(consoleDir: string | null, request: FastifyRequest): string {
  return consoleDir === null && !isOfApi(pathOf(request))
    ? 'The console was not built: run `make start`, which builds it.'
    : 'There is nothing at this address.';
}
