import { createHash } from 'node:crypto';
import type { KeyedRequest, RequestMemory } from '@allo/business';
import type { Principal } from '@allo/contracts/access';
import { AppError, type Log } from '@allo/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its reply shows a secret once: it is not kept for a repeated request. */
    repliesWithSecret?: boolean;
  }
  interface FastifyRequest {
    keyed: KeyedRequest | null;
  }
}

const keyPattern = /^[\x21-\x7e]{1,255}$/;
/** After so long nobody is working on it any more: the process died over it. */
const abandonedMs = 60_000;

/**
 * `Idempotency-Key` on any POST: the first request runs, an equal one later gets its reply again with
 * `Idempotent-Replayed: true`, one that comes while the first still runs gets 409, another request under the same key
 * 422. What failed on our side is not kept. (IETF draft-ietf-httpapi-idempotency-key-header)
 */
export function replayRequests(api: Api, memory: RequestMemory, log: Log): void {
  api.decorateRequest('keyed', null);
  // After validation: a request that is malformed has no effect to protect.
  api.addHook('preHandler', async (request, reply) => {
    const keyed = keyedRequestOf(request as unknown as FastifyRequest);
    if (!keyed) return;
    const state = await memory.begin(keyed);
    switch (state.kind) {
      case 'fresh':
        request.keyed = keyed;
        return;
      case 'done':
        if (state.reply.body === null) throw alreadyDone(state.reply.status);
        reply.header('idempotent-replayed', 'true').code(state.reply.status);
        if (state.reply.contentType) reply.type(state.reply.contentType);
        // Already written out once: the schema has nothing to add.
        return reply.serializer((text: unknown) => text as string).send(state.reply.body);
      case 'running':
        throw new AppError(
          'conflict',
          state.sinceMs > abandonedMs
            ? 'The first request with this Idempotency-Key was interrupted: look whether it took effect, then use a new key.'
            : 'The first request with this Idempotency-Key is still running: ask again in a moment.',
        );
      case 'other':
        throw new AppError(
          'idempotency_mismatch',
          'This Idempotency-Key was used for another request: every request needs a key of its own.',
        );
    }
  });
  api.addHook('onSend', async (request, reply, payload) => {
    const { keyed } = request;
    if (!keyed) return;
    request.keyed = null;
    try {
      await keep(memory, keyed, reply as unknown as FastifyReply, payload);
    } catch (error) {
      // The effect is there and the reply is good; only a repeated request would be refused.
      log.warn({ requestId: request.id, detail: String(error) }, 'a reply could not be remembered');
    }
  });
}

async function keep(
  memory: RequestMemory,
  keyed: KeyedRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const status = reply.statusCode;
  if (status >= 500 || status === 429) return memory.forget(keyed);
  const isSecret = reply.routeOptions.config.repliesWithSecret === true;
  const isText = typeof payload === 'string' || payload === undefined || payload === null;
  const body = isSecret || !isText ? null : ((payload as string | null | undefined) ?? '');
  const type = reply.getHeader('content-type');
  await memory.finish(keyed, { status, contentType: typeof type === 'string' ? type : null, body });
}

function alreadyDone(status: number): AppError {
  return new AppError(
    'conflict',
    `This was done before (with status ${status}); its reply is not shown a second time.`,
  );
}

function keyedRequestOf(request: FastifyRequest): KeyedRequest | null {
  const key = request.headers['idempotency-key'];
  const principal = request.principal as Principal | null;
  if (key === undefined || request.method !== 'POST' || !principal) return null;
  if (typeof key !== 'string' || !keyPattern.test(key)) {
    throw new AppError('bad_request', 'Idempotency-Key must be 1 to 255 visible characters, like a UUID.');
  }
  // A streamed upload has no body here; its address and length stand for it.
  const body =
    request.body === undefined ? (request.headers['content-length'] ?? '') : JSON.stringify(request.body);
  const fingerprint = createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest('hex');
  return { orgId: principal.orgId, principalId: principal.id, key, fingerprint };
}
