import { type Permission, permissionsOf, type Role } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createTestApi, openAccess, sampleCall } from '../testing.ts';
import type { AccessControl } from './route-access.ts';

const id = '01959999-0000-7000-8000-000000000001';
const holding = (permissions: Iterable<Permission>): AccessControl => ({
  ...openAccess,
  principalOf: async (asked) => ({
    ...(await openAccess.principalOf(asked)),
    permissions: new Set(permissions),
  }),
});

describe('access to routes', () => {
  it('401: nobody reaches a tenant’s route, and everybody what is public', async () => {
    const nobody = () => Promise.reject(new AppError('unauthorized', 'Sign in.'));
    const { api } = await createTestApi({ access: { principalOf: nobody, accountOf: nobody } });
    for (const { url, method, access } of api.routeTable) {
      if (access.kind === 'public') continue;
      const reply = await api.inject({ method: method as 'GET', url: url.replace(':id', id) });
      expect([url, reply.statusCode]).toEqual([url, 401]);
    }
    expect((await api.inject('/health')).statusCode).toBe(200);
  });

  it('403: says which permission is missing', async () => {
    const { api } = await createTestApi({ access: holding(['calls:read']) });
    expect((await api.inject('/v1/calls')).statusCode).toBe(200);
    expect((await api.inject('/v1/leads')).json()).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: expect.stringContaining('leads:read') as string,
    });
  });

  it('404: another organisation’s call is as absent as none', async () => {
    const other = '00000000-0000-7000-8000-0000000000fe';
    const { api, addCall } = await createTestApi();
    addCall(sampleCall(id));
    const headers = { 'allo-organisation': other };
    const foreign = await api.inject({ url: `/v1/calls/${id}`, headers });
    const absent = await api.inject({ url: `/v1/calls/${id.replace('1', '2')}`, headers });
    expect([foreign.statusCode, absent.statusCode]).toEqual([404, 404]);
    expect({ ...foreign.json(), requestId: '' }).toEqual({ ...absent.json(), requestId: '' });
  });

  it('names the organisation in the address / only what reads takes it from there', async () => {
    const { api } = await createTestApi({
      access: {
        ...openAccess,
        principalOf: async (asked) =>
          asked.organisation === null
            ? openAccess.principalOf(asked)
            : Promise.reject(new AppError('not_found', 'There is no such organisation.')),
      },
    });
    const url = `/v1/calls/${id}?organisation=${id}`;
    const detail = (reply: { json(): unknown }) => (reply.json() as { detail: string }).detail;
    expect(detail(await api.inject(url))).toBe('There is no such organisation.');
    expect(detail(await api.inject({ method: 'DELETE', url }))).not.toBe('There is no such organisation.');
  });

  it('shows what was said only to who may listen', async () => {
    const said = { ...sampleCall(id), transcript: [] };
    for (const [role, count] of [
      ['viewer', 0],
      ['operator', 1],
    ] as Array<[Role, number]>) {
      const { api, addCall } = await createTestApi({ access: holding(permissionsOf(role)) });
      const turn = {
        id: 't1',
        speaker: 'caller',
        text: 'Алло',
        isInterrupted: false,
        source: 'stt',
      } as const;
      addCall({ ...said, transcript: [{ ...turn, startMs: 0, endMs: 1, latency: null }] });
      const call = (await api.inject(`/v1/calls/${id}`)).json<{ transcript: unknown[] }>();
      expect(call.transcript).toHaveLength(count);
    }
  });
});
