import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '@allo/contracts/access';
import { type AccessRig, openAccessRig } from '../../../access/testing.ts';

let rig: AccessRig;
beforeAll(async () => {
  rig = await openAccessRig();
});
afterAll(() => rig?.dispose());

describe('GET /v1/me', () => {
  it('tells a key its organisation and its scopes, and a person their role', async () => {
    const { owner, orgId } = await rig.addAgency();
    const { body: key } = await rig.ask(owner, 'POST', '/v1/keys', {
      name: 'CI',
      scopes: ['calls:read', 'agents:read'],
    });
    const told = await rig.ask({ authorization: `Bearer ${key.token}` }, 'GET', '/v1/me');
    expect([told.status, told.body]).toMatchObject([
      200,
      {
        kind: 'api-key',
        id: key.id,
        name: 'CI',
        role: null,
        organisation: { id: orgId },
        permissions: ['agents:read', 'calls:read'],
      },
    ]);
    const viewer = await rig.join(owner, 'viewer');
    const { body } = await rig.ask(viewer, 'GET', '/v1/me');
    expect([body.kind, body.role]).toEqual(['user', 'viewer']);
    expect(new Set(body.permissions)).toEqual(permissionsOf('viewer'));
  });

  it('401, 404: nobody, and an organisation of others', async () => {
    const [mine, other] = [await rig.addAgency(), await rig.addAgency()];
    expect((await rig.ask({}, 'GET', '/v1/me')).status).toBe(401);
    const there = { ...mine.owner, 'allo-organisation': other.orgId };
    expect((await rig.ask(there, 'GET', '/v1/me')).status).toBe(404);
  });
});
