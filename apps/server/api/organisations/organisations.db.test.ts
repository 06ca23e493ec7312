import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccessRig, openAccessRig } from '../../access/testing.ts';

let rig: AccessRig;
beforeAll(async () => {
  rig = await openAccessRig();
});
afterAll(() => rig?.dispose());

describe('/v1/organisations', () => {
  it('200: lists where I may act, 401: to nobody and to keys', async () => {
    const { owner, orgId } = await rig.addAgency();
    const { body } = await rig.ask(owner, 'GET', '/v1/organisations');
    expect(body.items).toMatchObject([{ id: orgId, role: 'owner', inheritedFrom: null }]);
    expect((await rig.ask({}, 'GET', '/v1/organisations')).status).toBe(401);
  });

  it('201: makes a client whose address works at once, 403: for an admin, 400: without a name', async () => {
    const { owner, orgId } = await rig.addAgency();
    const made = await rig.ask(owner, 'POST', '/v1/organisations', { name: ' Клиент ' });
    expect([made.status, made.body, made.headers.etag]).toMatchObject([
      201,
      { name: 'Клиент', parentId: orgId, version: 1 },
      '"1"',
    ]);
    const there = { ...owner, 'allo-organisation': made.body.id as string };
    expect((await rig.ask(there, 'GET', '/v1/organisation')).body).toEqual(made.body);
    for (const payload of [{}, { name: '' }, { name: 'a\nb' }, { name: 'x', parentId: 'y' }]) {
      expect((await rig.ask(owner, 'POST', '/v1/organisations', payload)).status).toBe(400);
    }
    const admin = await rig.join(owner, 'admin');
    expect((await rig.ask(admin, 'POST', '/v1/organisations', { name: 'x' })).status).toBe(403);
  });
});

describe('/v1/organisations/own', () => {
  it('201: of whoever registered where anybody may, ten times; 403: where people come by invitation', async () => {
    const open = await openAccessRig({ signUp: 'open' });
    try {
      const { cookie } = open.addPerson();
      const make = async () =>
        (await open.ask({ cookie }, 'POST', '/v1/organisations/own', { name: 'x' })).status;
      for (let made = 0; made < 10; made++) expect(await make()).toBe(201);
      expect(await make()).toBe(409);
      expect((await open.ask({ cookie }, 'GET', '/v1/members')).body.items).toMatchObject([
        { role: 'owner' },
      ]);
    } finally {
      await open.dispose();
    }
    const { cookie } = rig.addPerson();
    expect((await rig.ask({ cookie }, 'POST', '/v1/organisations/own', { name: 'x' })).status).toBe(403);
  });
});

describe('/v1/organisation', () => {
  it('404: an organisation of others looks like none', async () => {
    const [mine, theirs] = [await rig.addAgency(), await rig.addAgency()];
    const replies = await Promise.all(
      [theirs.orgId, '01959999-0000-7000-8000-00000000dead', 'x'].map((id) =>
        rig.ask({ ...mine.owner, 'allo-organisation': id }, 'GET', '/v1/organisation'),
      ),
    );
    for (const { status, body } of replies) {
      expect([status, { ...body, requestId: '' }]).toEqual([404, { ...replies[0]?.body, requestId: '' }]);
    }
  });

  it('200: renamed from the version I read; 412: from an older; 428: from none', async () => {
    const { owner } = await rig.addAgency();
    const rename = (version: string | undefined, name: string) =>
      rig.ask({ ...owner, ...(version && { 'if-match': version }) }, 'PATCH', '/v1/organisation', { name });
    expect((await rename(undefined, 'a')).status).toBe(428);
    const renamed = await rename('"1"', 'Василёк');
    expect([renamed.status, renamed.headers.etag]).toEqual([200, '"2"']);
    expect((await rename('"1"', 'b')).status).toBe(412);
    expect((await rig.ask(owner, 'GET', '/v1/organisations')).body.items[0].name).toBe('Василёк');
  });

  it('204: removed when its name is typed; 400: another name; 409: what has to stay', async () => {
    const { owner } = await rig.addAgency('Агентство');
    const { body } = await rig.ask(owner, 'POST', '/v1/organisations', { name: 'Клиент' });
    const there = { ...owner, 'allo-organisation': body.id as string };
    const remove = (as: object, name: string) =>
      rig.ask(as, 'DELETE', `/v1/organisation?confirm=${encodeURIComponent(name)}`);
    expect((await remove(owner, 'Агентство')).status).toBe(409);
    expect((await remove(there, 'Агентство')).status).toBe(400);
    expect((await rig.ask(there, 'DELETE', '/v1/organisation')).status).toBe(400);
    expect((await remove(there, 'Клиент')).status).toBe(204);
    expect(rig.removed).toEqual([body.id]);
    expect((await rig.ask(there, 'GET', '/v1/organisation')).status).toBe(404);
  });
});

describe('/v1/members', () => {
  it('200: lists, changes and removes; what is changed holds for the very next request', async () => {
    const { owner } = await rig.addAgency();
    const viewer = await rig.join(owner, 'viewer');
    expect((await rig.ask(viewer, 'GET', '/v1/keys')).status).toBe(403);
    const url = `/v1/members/${viewer.cookie}`;
    const changed = await rig.ask(owner, 'PATCH', url, { role: 'admin' });
    expect([changed.status, changed.body.role]).toEqual([200, 'admin']);
    expect((await rig.ask(viewer, 'GET', '/v1/keys')).status).toBe(200);
    const { body } = await rig.ask(viewer, 'GET', '/v1/members');
    expect(body.items.map(({ role }: { role: string }) => role)).toEqual(['owner', 'admin']);
    expect((await rig.ask(owner, 'DELETE', url)).status).toBe(204);
    expect((await rig.ask(viewer, 'GET', '/v1/members')).status).toBe(404);
  });

  it('403, 404, 409, 400: above me, unknown, the last owner, no role', async () => {
    const { owner, person } = await rig.addAgency();
    const admin = await rig.join(owner, 'admin');
    const patch = async (as: object, userId: string, body: object) =>
      (await rig.ask(as, 'PATCH', `/v1/members/${encodeURIComponent(userId)}`, body)).status;
    expect(await patch(admin, person.userId, { role: 'viewer' })).toBe(403);
    expect(await patch(owner, person.userId, { role: 'viewer' })).toBe(409);
    expect(await patch(owner, 'nobody', { role: 'viewer' })).toBe(404);
    expect(await patch(owner, admin.cookie, { role: 'god' })).toBe(400);
    const other = await rig.addAgency();
    expect(await patch(other.owner, admin.cookie, { role: 'viewer' })).toBe(404);
  });
});

describe('/v1/invitations', () => {
  const invite = async (as: object, email: string, role = 'editor') =>
    rig.ask(as, 'POST', '/v1/invitations', { email, role });

  it('from the letter to the membership; the token is in no reply', async () => {
    const { owner, orgId } = await rig.addAgency();
    const guest = rig.addPerson('Boris');
    const sent = await invite(owner, guest.person.email.toUpperCase());
    const token = rig.letters.at(-1)?.token as string;
    expect([sent.status, sent.body.delivery]).toEqual([201, 'mail']);
    expect(JSON.stringify(sent.body)).not.toContain(token);
    expect((await rig.ask({}, 'POST', '/v1/invitations/find', { token })).body).toMatchObject({
      organisationName: 'Ромашка',
      email: guest.person.email,
      role: 'editor',
    });
    const accept = (as: object) => rig.ask(as, 'POST', '/v1/invitations/accept', { token });
    expect((await accept({})).status).toBe(401);
    expect((await accept(rig.addPerson())).status).toBe(403);
    expect((await rig.ask(guest, 'GET', '/v1/members')).status).toBe(404);
    const accepted = await accept({ cookie: guest.cookie });
    expect([accepted.status, accepted.body.id]).toEqual([200, orgId]);
    expect((await rig.ask({ cookie: guest.cookie }, 'GET', '/v1/members')).status).toBe(200);
    expect((await accept({ cookie: guest.cookie })).status).toBe(404);
    expect((await rig.ask({}, 'POST', '/v1/invitations/find', { token })).status).toBe(404);
  });

  it('200 and 204: sent again and revoked; 404: those of others and what is no id; 409: twice', async () => {
    const [mine, theirs] = [await rig.addAgency(), await rig.addAgency()];
    const { body } = await invite(mine.owner, 'guest@example.com');
    expect((await invite(mine.owner, 'guest@example.com')).status).toBe(409);
    expect((await invite(mine.owner, 'no address')).status).toBe(400);
    for (const id of [body.id, 'x']) {
      expect((await rig.ask(theirs.owner, 'POST', `/v1/invitations/${id}/resend`)).status).toBe(404);
      expect((await rig.ask(theirs.owner, 'DELETE', `/v1/invitations/${id}`)).status).toBe(404);
    }
    expect((await rig.ask(mine.owner, 'GET', '/v1/invitations')).body.items).toMatchObject([{ id: body.id }]);
    expect((await rig.ask(mine.owner, 'POST', `/v1/invitations/${body.id}/resend`)).status).toBe(200);
    expect((await rig.ask(mine.owner, 'DELETE', `/v1/invitations/${body.id}`)).status).toBe(204);
    expect((await rig.ask(mine.owner, 'GET', '/v1/invitations')).body.items).toEqual([]);
  });
});
