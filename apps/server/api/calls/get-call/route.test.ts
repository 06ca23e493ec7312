import { expect, describe, it } from 'vitest';
import { createTestApi, otherOrgId, sampleCall } from '../../testing.ts';

const id = '01959999-0000-7000-8000-000000000001';

describe('GET /v1/calls/:id', () => {
  it('200: answers the whole call', async () => {
    const { api, addCall } = await createTestApi();
    addCall(sampleCall(id));
    const reply = await api.inject(`/v1/calls/${id}`);
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual(sampleCall(id));
  });

  it('404: the call of another organisation looks exactly as absent as one that never was', async () => {
    const { api, addCall } = await createTestApi();
    addCall(sampleCall(id), { orgId: otherOrgId });
    const replies = await Promise.all(
      [id, '01959999-0000-7000-8000-000000000002', 'nonsense', '1%00'].map((one) =>
        api.inject(`/v1/calls/${one}`),
      ),
    );
    for (const reply of replies) {
      expect(reply.statusCode).toBe(404);
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect({ ...reply.json(), requestId: '' }).toEqual({
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        code: 'not_found',
        detail: 'There is no such call.',
        requestId: '',
      });
    }
  });

  it('503: says that the database is away, and nothing of the query', async () => {
    const away = Object.assign(new Error('Failed query: select secret'), {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    });
    const { api } = await createTestApi({
      calls: {
        list: () => Promise.reject(away),
        get: () => Promise.reject(away),
        events: () => Promise.reject(away),
        summaries: () => Promise.resolve([]),
      },
    });
    const reply = await api.inject(`/v1/calls/${id}`);
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toMatchObject({ code: 'database_failed' });
    expect(reply.body).not.toContain('secret');
  });

  it('500: a fault of ours is told without its insides', async () => {
    const { api } = await createTestApi({
      calls: {
        list: () => Promise.reject(new Error()),
        get: () => Promise.reject(new Error('secret')),
        events: () => Promise.reject(new Error()),
        summaries: () => Promise.resolve([]),
      },
    });
    const reply = await api.inject(`/v1/calls/${id}`);
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toMatchObject({ code: 'internal', requestId: reply.headers['x-request-id'] });
    expect(reply.body).not.toContain('secret');
  });
});
