import { describe, expect, it } from 'vitest';
import type { ApiDeps } from '../api-deps.ts';
import { createTestApi } from '../testing.ts';

const erasure = {
  id: '01959999-0000-7000-8000-000000000001',
  kind: 'forget',
  subjectHash: 'aa',
  actor: { kind: 'user', id: 'u1' },
  startedAt: '2026-03-02T09:00:00.000Z',
  finishedAt: '2026-03-02T09:00:01.000Z',
  deleted: [{ what: 'calls', count: 1, digest: 'bb' }],
  remaining: 0,
  certificate: 'cc',
} as const;
const kept = { recordings: 90, transcripts: 365, calls: null, leads: null };

function asking() {
  const asked: unknown[] = [];
  const privacy: ApiDeps['privacy'] = {
    retention: () => Promise.resolve(kept),
    changeRetention: (_orgId, actor, change) => {
      asked.push([actor.id, change]);
      return Promise.resolve({ ...kept, recordings: 30 });
    },
    forgetPhone: (_orgId, actor, phone) => {
      asked.push([actor.id, phone]);
      return Promise.resolve(erasure as never);
    },
    erasures: () => Promise.resolve({ items: [erasure as never], nextCursor: null }),
  };
  return { asked, privacy };
}

describe('/v1/privacy', () => {
  it('200: shows and changes how long things are kept', async () => {
    const { asked, privacy } = asking();
    const { api } = await createTestApi({ privacy });
    expect((await api.inject('/v1/privacy/retention')).json()).toEqual(kept);
    const patch = (payload: object) => api.inject({ method: 'PATCH', url: '/v1/privacy/retention', payload });
    expect((await patch({ recordings: 30 })).json()).toMatchObject({ recordings: 30 });
    expect(asked).toEqual([['u1', { recordings: 30 }]]);
    for (const bad of [{ recordings: 0 }, { recordings: 1.5 }, { everything: 1 }, { calls: 'soon' }]) {
      expect((await patch(bad)).statusCode).toBe(400);
    }
  });

  it('200: forgets a number and lists the certificates; 400: what is no number', async () => {
    const { asked, privacy } = asking();
    const { api } = await createTestApi({ privacy });
    const post = (phone: string) =>
      api.inject({ method: 'POST', url: '/v1/privacy/forget', payload: { phone } });
    expect((await post('+7 (916) 123-45-67')).json()).toEqual(erasure);
    expect((await post('Анна')).statusCode).toBe(400);
    expect(asked).toEqual([['u1', '+7 (916) 123-45-67']]);
    expect((await api.inject('/v1/privacy/erasures')).json()).toEqual({ items: [erasure], nextCursor: null });
  });
});
