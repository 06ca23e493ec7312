import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessRig, openAccessRig } from '../../access/testing.ts';

let rig: AccessRig;
beforeAll(async () => {
  rig = await openAccessRig();
});
afterAll(() => rig?.dispose());

const makeKey = async (as: object, scopes: string[], more: object = {}) =>
  rig.ask(as, 'POST', '/v1/keys', { name: 'CI', scopes, ...more });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('/v1/keys', () => {
  it('201: shown once; the key works within its scopes and its organisation, until it is revoked', async () => {
    const { owner, orgId } = await rig.addAgency();
    const made = await makeKey(owner, ['members:read', 'organisation:read']);
    const { token, ...shown } = made.body;
    expect([made.status, made.headers['cache-control']]).toEqual([201, 'no-store']);
    expect((await rig.ask(owner, 'GET', '/v1/keys')).body.items).toEqual([shown]);
    const key = bearer(token);
    expect((await rig.ask(key, 'GET', '/v1/organisation')).body.id).toBe(orgId);
    expect((await rig.ask(key, 'GET', '/v1/members')).status).toBe(200);
    expect((await rig.ask(key, 'GET', '/v1/audit')).status).toBe(403);
    expect((await rig.ask(key, 'GET', '/v1/organisations')).status).toBe(401);
    const other = await rig.addAgency();
    const there = { ...key, 'allo-organisation': other.orgId };
    expect((await rig.ask(there, 'GET', '/v1/organisation')).status).toBe(404);
    expect((await rig.ask(owner, 'DELETE', `/v1/keys/${shown.id}`)).status).toBe(204);
    expect((await rig.ask(key, 'GET', '/v1/organisation')).status).toBe(401);
  });

  it('409: asked for again under the same Idempotency-Key / is neither made nor kept to be shown again', async () => {
    const { owner, orgId } = await rig.addAgency();
    const once = { ...owner, 'idempotency-key': 'first' };
    const { token } = (await makeKey(once, ['calls:read'])).body;
    const again = await makeKey(once, ['calls:read']);
    expect([again.status, again.body.token]).toEqual([409, undefined]);
    expect((await rig.ask(owner, 'GET', '/v1/keys')).body.items).toHaveLength(1);
    const secret = token.split('_').at(-1) as string;
    const { rows } = await rig.database.pool.query('SELECT * FROM idempotency_keys WHERE org_id = $1', [
      orgId,
    ]);
    expect([rows.length, JSON.stringify(rows).includes(secret)]).toEqual([1, false]);
  });

  it('works no more when who made it is removed, and loses what they lose', async () => {
    const { owner } = await rig.addAgency();
    const admin = await rig.join(owner, 'admin');
    const { body } = await makeKey(admin, ['audit:read', 'members:read']);
    expect((await rig.ask(bearer(body.token), 'GET', '/v1/audit')).status).toBe(200);
    await rig.ask(owner, 'PATCH', `/v1/members/${admin.cookie}`, { role: 'viewer' });
    expect((await rig.ask(bearer(body.token), 'GET', '/v1/audit')).status).toBe(403);
    expect((await rig.ask(bearer(body.token), 'GET', '/v1/members')).status).toBe(200);
    await rig.ask(owner, 'DELETE', `/v1/members/${admin.cookie}`);
    expect((await rig.ask(bearer(body.token), 'GET', '/v1/members')).status).toBe(401);
  });

  it('400, 403, 404: nonsense, scopes above mine, keys of others and what is no id', async () => {
    const { owner } = await rig.addAgency();
    const [admin, viewer] = [await rig.join(owner, 'admin'), await rig.join(owner, 'viewer')];
    expect((await makeKey(owner, [])).status).toBe(400);
    expect((await makeKey(owner, ['everything'])).status).toBe(400);
    expect((await makeKey(owner, ['calls:read'], { expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(400);
    expect((await makeKey(admin, ['billing:write'])).status).toBe(403);
    expect((await makeKey(viewer, ['calls:read'])).status).toBe(403);
    const { body } = await makeKey(owner, ['calls:read']);
    const other = await rig.addAgency();
    for (const id of [body.id, 'x']) {
      expect((await rig.ask(other.owner, 'DELETE', `/v1/keys/${id}`)).status).toBe(404);
    }
    expect((await rig.ask(other.owner, 'GET', '/v1/keys')).body.items).toEqual([]);
  });

  it('401: of a wrong key in the same words, whatever cookie comes along', async () => {
    const { owner } = await rig.addAgency();
    const { body } = await makeKey(owner, ['members:read']);
    const forged = `${body.token.slice(0, -4)}0000`;
    const details = await Promise.all(
      [forged, 'allo_x', body.token.toUpperCase()].map(async (token) => {
        const reply = await rig.ask({ ...owner, ...bearer(token) }, 'GET', '/v1/members');
        return [reply.status, { ...reply.body, requestId: '' }];
      }),
    );
    for (const one of details) expect(one).toEqual(details[0]);
    expect(details[0]?.[0]).toBe(401);
    const nobody = await rig.ask({}, 'GET', '/v1/members');
    expect([nobody.status, nobody.headers['www-authenticate']]).toEqual([401, 'Bearer realm="Allo"']);
  });
});

describe('another node', () => {
  it('knows at once of a role taken and of a key revoked', async () => {
    const node = rig.openNode();
    const { owner } = await rig.addAgency();
    const member = await rig.join(owner, 'admin');
    const { body } = await makeKey(owner, ['members:read']);
    const asked = (headers: object) => ({
      headers: { ...headers },
      organisation: null,
      address: '192.0.2.9',
    });
    const there = (headers: object) => node.access.principalOf(asked(headers)).then(({ role }) => role);
    expect([await there(member), await there(bearer(body.token))]).toEqual(['admin', null]);
    await rig.ask(owner, 'PATCH', `/v1/members/${member.cookie}`, { role: 'viewer' });
    await rig.ask(owner, 'DELETE', `/v1/keys/${body.id}`);
    expect(await there(member)).toBe('viewer');
    await expect(there(bearer(body.token))).rejects.toMatchObject({ code: 'unauthorized' });
    await node.close();
  });
});

describe('/v1/audit', () => {
  it('200: newest first by pages and filters, with who and from where; the chain is whole', async () => {
    const { owner, person } = await rig.addAgency();
    const { body } = await makeKey(owner, ['members:write', 'members:read', 'organisation:write']);
    await rig.ask({ ...bearer(body.token), 'if-match': '*' }, 'PATCH', '/v1/organisation', { name: 'Лютик' });
    const list = async (query: string) => (await rig.ask(owner, 'GET', `/v1/audit?${query}`)).body;
    const all = await list('limit=2');
    expect(all.items).toMatchObject([
      {
        seq: 3,
        action: 'organisation.renamed',
        actor: { kind: 'api-key', id: body.id, name: 'CI', address: '127.0.0.1' },
        diff: { name: { before: 'Ромашка', after: 'Лютик' } },
      },
      { seq: 2, action: 'key.created', actor: { kind: 'user', id: person.userId } },
    ]);
    expect(all.items[0].requestId).toMatch(/^[0-9a-f]{16}$/);
    expect((await list(`limit=2&cursor=${all.nextCursor}`)).items).toMatchObject([{ seq: 1 }]);
    const seqs = async (query: string) => (await list(query)).items.map(({ seq }: { seq: number }) => seq);
    expect(await seqs('action=organisation')).toEqual([3, 1]);
    expect(await seqs('action=key.created')).toEqual([2]);
    expect(await seqs(`actorId=${body.id}`)).toEqual([3]);
    expect(await seqs(`targetKind=key&targetId=${body.id}`)).toEqual([2]);
    expect(await seqs('from=2100-01-01T00:00:00Z')).toEqual([]);
    expect(await seqs('until=2100-01-01T00:00:00%2B03:00')).toEqual([3, 2, 1]);
    expect((await rig.ask(owner, 'GET', '/v1/audit/verify')).body).toEqual({
      isIntact: true,
      entries: 3,
      lastHash: all.items[0].hash,
      brokenAt: null,
    });
    expect((await rig.ask(owner, 'GET', '/v1/audit?cursor=x')).status).toBe(400);
    expect((await rig.ask(owner, 'GET', '/v1/audit?action=%25')).status).toBe(400);
  });

  it('403: to who may not read it; nothing of another organisation', async () => {
    const [mine, theirs] = [await rig.addAgency(), await rig.addAgency()];
    await makeKey(mine.owner, ['calls:read']);
    const editor = await rig.join(mine.owner, 'editor');
    expect((await rig.ask(editor, 'GET', '/v1/audit')).status).toBe(403);
    expect((await rig.ask(editor, 'GET', '/v1/audit/verify')).status).toBe(403);
    const { body } = await rig.ask(theirs.owner, 'GET', '/v1/audit');
    expect(body.items).toHaveLength(1);
  });
});
