import type { KeyedRequest, RequestMemory, RequestState, StoredReply } from '@allo/business';
import Fastify from 'fastify';
import { createSilentLog } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { answerProblems } from '../errors/answer-problems.ts';
import { openAccess } from '../testing.ts';
import { replayRequests } from './replay-requests.ts';

/** As the database keeps them, without the day. */
function memoryOf() {
  const kept = new Map<string, { request: KeyedRequest; reply: StoredReply | null }>();
  const idOf = ({ orgId, principalId, key }: KeyedRequest) => `${orgId} ${principalId} ${key}`;
  const memory: RequestMemory = {
    begin: (request) => {
      const found = kept.get(idOf(request));
      let state: RequestState = { kind: 'fresh' };
      if (!found) kept.set(idOf(request), { request, reply: null });
      else if (found.request.fingerprint !== request.fingerprint) state = { kind: 'other' };
      else state = found.reply ? { kind: 'done', reply: found.reply } : { kind: 'running', sinceMs: 0 };
      return Promise.resolve(state);
    },
    finish: (request, reply) => {
      kept.set(idOf(request), { request, reply });
      return Promise.resolve();
    },
    forget: (request) => {
      kept.delete(idOf(request));
      return Promise.resolve();
    },
    trim: () => Promise.resolve(0),
  };
  return { memory, kept };
}

async function serverOf(status = 201, config: object = {}) {
  const { memory, kept } = memoryOf();
  const api = Fastify() as unknown as Api;
  answerProblems(api, createSilentLog());
  api.decorateRequest('principal', null);
  api.addHook('onRequest', async (request) => {
    const headers = request.headers;
    request.principal = await openAccess.principalOf({ headers, organisation: null, address: '' });
  });
  replayRequests(api, memory, createSilentLog());
  let effects = 0;
  api.post('/things', { config }, (_request, reply) => {
    effects += 1;
    return reply.code(status).send({ number: effects });
  });
  await api.ready();
  const post = (key: string | undefined, payload: object = { a: 1 }) =>
    api.inject({
      method: 'POST',
      url: '/things',
      payload,
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  return { post, kept, effects: () => effects };
}

describe('a request with an Idempotency-Key', () => {
  it('repeated / has one effect and the same reply', async () => {
    const { post, effects } = await serverOf();
    const [first, second] = [await post('k1'), await post('k1')];
    expect([first.statusCode, first.json()]).toEqual([201, { number: 1 }]);
    expect([second.statusCode, second.json()]).toEqual([201, { number: 1 }]);
    expect([first, second].map(({ headers }) => headers['idempotent-replayed'])).toEqual([undefined, 'true']);
    expect(effects()).toBe(1);
  });

  it('with another body / 422; without a key / a new effect each time', async () => {
    const { post, effects } = await serverOf();
    await post('k1');
    expect((await post('k1', { a: 2 })).json()).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
    await post(undefined);
    await post(undefined);
    expect(effects()).toBe(3);
  });

  it('while the first still runs / 409', async () => {
    const { post, kept } = await serverOf();
    await post('k1');
    for (const one of kept.values()) one.reply = null;
    expect((await post('k1')).json()).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('that failed on our side / may be tried again', async () => {
    const { post, effects } = await serverOf(503);
    await post('k1');
    await post('k1');
    expect(effects()).toBe(2);
  });

  it('whose reply shows a secret / is not kept', async () => {
    const { post, kept, effects } = await serverOf(201, { repliesWithSecret: true });
    await post('k1');
    expect([...kept.values()].map(({ reply }) => reply?.body)).toEqual([null]);
    expect((await post('k1')).statusCode).toBe(409);
    expect(effects()).toBe(1);
  });

  it('that is no key / 400', async () => {
    const { post } = await serverOf();
    expect((await post('two words')).statusCode).toBe(400);
    expect((await post('x'.repeat(256))).statusCode).toBe(400);
  });
});
