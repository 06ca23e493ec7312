import { describe, expect, it } from 'vitest';
import type { CallQuery } from '@allo/business';
import { AppError } from '@allo/kernel';
import type { ApiDeps } from '../../api-deps.ts';
import { createTestApi, sampleCall } from '../../testing.ts';

const id = '01959999-0000-7000-8000-000000000001';

function askingFor(answer: ApiDeps['calls']['list']): ApiDeps['calls'] {
  return {
    list: answer,
    get: () => Promise.resolve(null),
    events: () => Promise.resolve(null),
    summaries: () => Promise.resolve([]),
  };
}

describe('GET /v1/calls', () => {
  it('200: answers a page of summaries without transcripts', async () => {
    const { api, addCall } = await createTestApi();
    addCall(sampleCall(id));
    const reply = await api.inject('/v1/calls');
    expect(reply.statusCode).toBe(200);
    const { transcript: _, fields: __, codec: ___, leadId: ____, ...summary } = sampleCall(id);
    expect(reply.json()).toEqual({ items: [summary], nextCursor: null });
  });

  it('200: hands the query on, 50 a page unless told', async () => {
    const asked: CallQuery[] = [];
    const { api } = await createTestApi({
      calls: askingFor((_orgId, query) => {
        asked.push(query);
        return Promise.resolve({ items: [], nextCursor: 'next' });
      }),
    });
    expect((await api.inject('/v1/calls')).json()).toEqual({ items: [], nextCursor: 'next' });
    await api.inject('/v1/calls?limit=7&cursor=abc&agentId=lidia&state=active');
    expect(asked).toEqual([{ limit: 50 }, { limit: 7, cursor: 'abc', agentId: 'lidia', state: 'active' }]);
  });

  it('400: names every wrong parameter', async () => {
    const { api } = await createTestApi();
    const reply = await api.inject('/v1/calls?limit=1000&state=dancing');
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'bad_request', status: 400 });
    expect(reply.json<{ detail: string }>().detail).toMatch(
      /querystring\.limit: .*100.*querystring\.state: /,
    );
  });

  it('400: refuses a cursor that is not ours', async () => {
    const { api } = await createTestApi({
      calls: askingFor(() => Promise.reject(new AppError('bad_request', 'The cursor is not one of ours.'))),
    });
    const reply = await api.inject('/v1/calls?cursor=x');
    expect([reply.statusCode, reply.json()]).toMatchObject([
      400,
      { detail: 'The cursor is not one of ours.' },
    ]);
  });
});
