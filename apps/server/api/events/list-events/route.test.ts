import { permissionsOf } from '@allo/contracts/access';
import { describe, expect, it } from 'vitest';
import { createTestApi, openAccess, otherOrgId } from '../../testing.ts';

type Page = { items: Array<{ position: number; topic: string }>; nextAfter: number };

describe('GET /v1/events', () => {
  it('200: pages through everything of the organisation in order, by topic if wanted', async () => {
    const { api, stream } = await createTestApi();
    stream.tell(3);
    stream.tell(2, { orgId: otherOrgId });
    stream.tell(1, { topic: 'billing-events', callId: null });
    const get = async (query: string) => (await api.inject(`/v1/events${query}`)).json<Page>();
    const first = await get('?limit=2');
    expect([first.items.map(({ position }) => position), first.nextAfter]).toEqual([[1, 2], 2]);
    const second = await get(`?limit=2&after=${first.nextAfter}`);
    expect(second.items.map(({ position }) => position)).toEqual([3, 6]);
    const bills = await get('?topic=billing-events');
    expect(bills.items.map(({ topic }) => topic)).toEqual(['billing-events']);
    await api.close();
  });

  it.each(['?limit=0', '?limit=1001', '?after=-1', '?after=x', '?topic=nonsense', '?after=1e30'])(
    '400: %s',
    async (query) => {
      const { api } = await createTestApi();
      expect((await api.inject(`/v1/events${query}`)).statusCode).toBe(400);
      await api.close();
    },
  );

  it('403: topics that tell what was said, for who may not listen; without them the rest is shown', async () => {
    const access = {
      ...openAccess,
      principalOf: async (asked: Parameters<typeof openAccess.principalOf>[0]) => ({
        ...(await openAccess.principalOf(asked)),
        permissions: permissionsOf('viewer'),
      }),
    };
    const { api, stream } = await createTestApi({ access });
    stream.tell(2);
    stream.tell(1, { topic: 'platform-events', callId: null });
    expect((await api.inject('/v1/events?topic=call-events')).statusCode).toBe(403);
    const page = (await api.inject('/v1/events')).json<Page>();
    expect(page.items.map(({ topic }) => topic)).toEqual(['platform-events']);
    await api.close();
  });

  it('410: a position that is no longer kept', async () => {
    const { api, stream } = await createTestApi();
    stream.tell(20);
    stream.trim(10);
    const reply = await api.inject('/v1/events?after=5');
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([410, 'gone']);
    await api.close();
  });
});
