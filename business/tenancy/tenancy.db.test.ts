import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { permissionsOf, type Permission, type Role } from '@allo/contracts/access';
import { createIds, createSilentLog, createSystemClock, VirtualClock } from '@allo/kernel';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../access/verify-audit-chain.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { agents, auditLog, invitations, members } from '../schema/index.ts';
import type { Asker } from './asker.ts';
import { ensureDefaultOrganisation } from './ensure-default-organisation.ts';
import type { Person } from './memberships-of.ts';
import type { InvitationLetter } from './send-invitation.ts';
import { createTenancy, type Tenancy } from './tenancy.ts';

const dayMs = 24 * 3_600_000;
const ids = createIds(createSystemClock());
let database: TestDatabase;
let clock: VirtualClock;
let tenancy: Tenancy;
let letters: InvitationLetter[];
let changes: number;
let announced: OrgId[];
let removed: OrgId[];

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock: new VirtualClock() });
});
afterAll(() => database?.dispose());
beforeEach(() => {
  clock = new VirtualClock();
  [letters, changes, announced, removed] = [[], 0, [], []];
  tenancy = createTenancy({
    db: database.db,
    clock,
    ids,
    log: createSilentLog(),
    send: async (letter) => {
      if (letter.email.startsWith('away')) throw new Error('the mail server is away');
      letters.push(letter);
      return 'mail';
    },
    onChanged: () => {
      changes += 1;
    },
    beforeRemoval: async (orgId) => {
      announced.push(orgId);
    },
    onRemoved: (orgId) => removed.push(orgId),
  });
});

const someone = (name = 'Anna'): Person => {
  const userId = ids.uuid();
  return { userId, email: `${userId}@example.com`, name };
};
const actorOf = ({ userId, name }: Person) =>
  ({ kind: 'user', id: userId, name, address: '192.0.2.1', requestId: null }) as const;
const asker = (person: Person, orgId: OrgId, role: Role): Asker => ({
  principal: {
    kind: 'user',
    id: person.userId,
    name: person.name,
    orgId,
    role,
    permissions: permissionsOf(role),
  },
  actor: actorOf(person),
});
const keyAsker = (orgId: OrgId, scopes: Permission[]): Asker => ({
  principal: { kind: 'api-key', id: 'k1', name: 'CI', orgId, role: null, permissions: new Set(scopes) },
  actor: { kind: 'api-key', id: 'k1', name: 'CI', address: null, requestId: null },
});
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

/** An organisation of its own for each test. */
async function agency() {
  const owner = someone('Olga');
  const { id } = await tenancy.createOwn(owner, actorOf(owner), { name: 'Ромашка' });
  const orgId = id as OrgId;
  return { orgId, owner, by: (role: Role = 'owner') => asker(owner, orgId, role) };
}
async function join(orgId: OrgId, by: Asker, role: Role, person = someone()) {
  await tenancy.invite(orgId, by, { email: person.email, role });
  const token = letters.at(-1)?.token as string;
  await tenancy.acceptInvitation({ token, person, actor: actorOf(person) });
  return person;
}
const actionsOf = async (orgId: OrgId) => {
  const rows = await database.owner.select().from(auditLog).where(eq(auditLog.orgId, orgId));
  expect((await verifyAuditChain(database, orgId)).isIntact).toBe(true);
  return rows.sort((a, b) => a.seq - b.seq).map(({ action }) => action);
};

describe('an agency and its clients', () => {
  it('have the agency’s members with the agency’s roles, down the tree', async () => {
    const { orgId, owner, by } = await agency();
    const editor = await join(orgId, by(), 'editor');
    const client = await tenancy.createClient(orgId, by().actor, { name: 'Клиент' });
    const below = await tenancy.createClient(client.id as OrgId, by().actor, { name: 'Филиал' });
    expect(await tenancy.membershipsOf(editor)).toMatchObject([
      { id: orgId, role: 'editor', inheritedFrom: null },
      { id: client.id, role: 'editor', inheritedFrom: orgId, parentId: orgId },
      { id: below.id, role: 'editor', inheritedFrom: orgId, parentId: client.id },
    ]);
    expect(await tenancy.members(below.id as OrgId)).toMatchObject([
      { userId: owner.userId, role: 'owner', inheritedFrom: { id: orgId, name: 'Ромашка' } },
      { userId: editor.userId, role: 'editor' },
    ]);
    expect(await actionsOf(client.id as OrgId)).toEqual(['organisation.created', 'organisation.created']);
  });

  it('are not open from below, nor to the client’s neighbour', async () => {
    const { orgId, by } = await agency();
    const [client, neighbour] = await Promise.all(
      ['a', 'b'].map((name) => tenancy.createClient(orgId, by().actor, { name })),
    );
    const person = await join(client?.id as OrgId, by(), 'owner');
    expect((await tenancy.membershipsOf(person)).map(({ id }) => id)).toEqual([client?.id]);
    expect((await tenancy.members(neighbour?.id as OrgId)).map(({ userId }) => userId)).not.toContain(
      person.userId,
    );
    expect((await tenancy.members(orgId)).map(({ userId }) => userId)).not.toContain(person.userId);
  });

  it('let the role count that is above the other', async () => {
    const { orgId, by } = await agency();
    const client = (await tenancy.createClient(orgId, by().actor, { name: 'Клиент' })).id as OrgId;
    const [strong, weak] = [await join(client, by(), 'admin'), await join(client, by(), 'viewer')];
    await join(orgId, by(), 'viewer', strong);
    await join(orgId, by(), 'admin', weak);
    const roleIn = async (person: Person) =>
      (await tenancy.membershipsOf(person)).find(({ id }) => id === client);
    expect(await roleIn(strong)).toMatchObject({ role: 'admin', inheritedFrom: null });
    expect(await roleIn(weak)).toMatchObject({ role: 'admin', inheritedFrom: orgId });
    const listed = await tenancy.members(client);
    expect(listed.filter(({ userId }) => userId === weak.userId)).toMatchObject([
      { role: 'admin', inheritedFrom: { id: orgId } },
    ]);
  });

  it('lie at most five deep', async () => {
    const { orgId, owner, by } = await agency();
    let lowest = orgId;
    for (const name of ['2', '3', '4', '5']) {
      lowest = (await tenancy.createClient(lowest, by().actor, { name })).id as OrgId;
    }
    expect(await codeOf(tenancy.createClient(lowest, by().actor, { name: '6' }))).toBe('conflict');
    expect((await tenancy.membershipsOf(owner)).at(-1)?.id).toBe(lowest);
  });
});

describe('an organisation', () => {
  it('renamed from an old version / is refused; from the newest or any / is renamed once', async () => {
    const { orgId, by } = await agency();
    const rename = (name: string, version: number | '*') =>
      tenancy.rename(orgId, by().actor, { name, version });
    expect(await rename('Василёк', 1)).toMatchObject({ name: 'Василёк', version: 2 });
    expect(await codeOf(rename('Лютик', 1))).toBe('precondition_failed');
    expect(await rename('Василёк', 2)).toMatchObject({ version: 2 });
    expect(await rename('Лютик', '*')).toMatchObject({ version: 3 });
    expect(await actionsOf(orgId)).toEqual([
      'organisation.created',
      'organisation.renamed',
      'organisation.renamed',
    ]);
  });

  it('that is a client / goes with everything in it when its name is typed, and its agency remembers', async () => {
    const { orgId, by } = await agency();
    const client = (await tenancy.createClient(orgId, by().actor, { name: 'Клиент' })).id as OrgId;
    await database.owner.insert(agents).values({
      orgId: client,
      id: 'x',
      name: 'x',
      description: '',
      language: 'ru',
      publishedVersion: 1,
      createdAt: new Date(),
      updatedAt: new Date(),
    } as typeof agents.$inferInsert);
    const remove = (confirm: string) => tenancy.remove(client, by(), { confirm });
    expect(await codeOf(remove('клиент'))).toBe('bad_request');
    expect(removed).toEqual([]);
    expect(await codeOf(remove('Клиент'))).toBe('done');
    expect(removed).toEqual([client]);
    expect(announced).toContain(client);
    expect(await codeOf(tenancy.get(client))).toBe('not_found');
    expect(await database.owner.select().from(agents).where(eq(agents.orgId, client))).toEqual([]);
    expect(await actionsOf(orgId)).toEqual([
      'organisation.created',
      'organisation.created',
      'organisation.deleted',
    ]);
  });

  it('that is nobody’s client, or has clients / stays', async () => {
    const { orgId, by } = await agency();
    const client = (await tenancy.createClient(orgId, by().actor, { name: 'Клиент' })).id as OrgId;
    await tenancy.createClient(client, by().actor, { name: 'Филиал' });
    expect(await codeOf(tenancy.remove(orgId, by(), { confirm: 'Ромашка' }))).toBe('conflict');
    expect(await codeOf(tenancy.remove(client, by(), { confirm: 'Клиент' }))).toBe('conflict');
  });

  it('takes every row of its own along, in every table there is', async () => {
    const { rows } = await database.owner.execute<{ table: string }>(sql`
      WITH RECURSIVE owned AS (
        SELECT 'organisations'::regclass AS oid
        UNION
        SELECT c.conrelid FROM pg_constraint c JOIN owned ON c.confrelid = owned.oid
        WHERE c.contype = 'f' AND c.confdeltype = 'c')
      SELECT t.relname AS table FROM pg_class t
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'org_id' AND NOT a.attisdropped
      WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND t.oid NOT IN (SELECT oid FROM owned)`);
    expect(rows.map(({ table }) => table)).toEqual([]);
  });
});

describe('the demo organisation', () => {
  it('alone / stays; beside another / goes', async () => {
    const alone = await openTestDatabase({ migrations: migrationsFolder });
    try {
      await ensureDefaultOrganisation({ db: alone.db, clock });
      const owner = someone();
      const deps = { db: alone.db, clock, ids, log: createSilentLog(), send: async () => 'mail' as const };
      const none = { onChanged: () => {}, beforeRemoval: async () => {}, onRemoved: () => {} };
      const there = createTenancy({ ...deps, ...none });
      const remove = () =>
        there.remove(defaultOrgId, asker(owner, defaultOrgId, 'owner'), { confirm: 'Allo' });
      expect(await codeOf(remove())).toBe('conflict');
      const own = await there.createOwn(owner, actorOf(owner), { name: 'Своя' });
      expect(await codeOf(remove())).toBe('done');
      // Remembered where its remover belongs.
      const rows = await alone.owner
        .select()
        .from(auditLog)
        .where(eq(auditLog.orgId, own.id))
        .orderBy(auditLog.seq);
      expect(rows.map(({ action }) => action)).toEqual(['organisation.created', 'organisation.deleted']);
      expect(await ensureDefaultOrganisation({ db: alone.db, clock })).toBe(false);
    } finally {
      await alone.dispose();
    }
  });
});

describe('members', () => {
  it('nobody changes or removes somebody above, nor gives a role above their own', async () => {
    const { orgId, owner, by } = await agency();
    const admin = asker(await join(orgId, by(), 'admin'), orgId, 'admin');
    const viewer = await join(orgId, by(), 'viewer');
    const change = (who: Asker, userId: string, role: Role) =>
      codeOf(tenancy.changeRole(orgId, who, { userId, role }));
    expect(await change(admin, owner.userId, 'viewer')).toBe('forbidden');
    expect(await codeOf(tenancy.removeMember(orgId, admin, owner.userId))).toBe('forbidden');
    expect(await change(admin, viewer.userId, 'owner')).toBe('forbidden');
    expect(await change(admin, admin.actor.id, 'owner')).toBe('forbidden');
    expect(await codeOf(tenancy.invite(orgId, admin, { email: 'b@example.com', role: 'owner' }))).toBe(
      'forbidden',
    );
    expect(await change(admin, viewer.userId, 'supervisor')).toBe('done');
    expect(await change(admin, someone().userId, 'viewer')).toBe('not_found');
  });

  it('a key gives no more than it holds', async () => {
    const { orgId, by } = await agency();
    const viewer = await join(orgId, by(), 'viewer');
    const key = keyAsker(orgId, ['members:write', ...permissionsOf('viewer')]);
    const change = (role: Role) => codeOf(tenancy.changeRole(orgId, key, { userId: viewer.userId, role }));
    expect([await change('viewer'), await change('operator')]).toEqual(['done', 'forbidden']);
    const weak = keyAsker(orgId, ['members:write']);
    expect(await codeOf(tenancy.removeMember(orgId, weak, viewer.userId))).toBe('forbidden');
  });

  it('the last owner stays, also when two owners take it from each other at once', async () => {
    const { orgId, owner, by } = await agency();
    expect(await codeOf(tenancy.removeMember(orgId, by(), owner.userId))).toBe('conflict');
    expect(await codeOf(tenancy.changeRole(orgId, by(), { userId: owner.userId, role: 'admin' }))).toBe(
      'conflict',
    );
    const second = await join(orgId, by(), 'owner');
    const results = await Promise.all([
      codeOf(tenancy.removeMember(orgId, by(), second.userId)),
      codeOf(
        tenancy.changeRole(orgId, asker(second, orgId, 'owner'), { userId: owner.userId, role: 'viewer' }),
      ),
    ]);
    expect(results.sort()).toEqual(['conflict', 'done']);
    const owners = await database.owner
      .select()
      .from(members)
      .where(and(eq(members.orgId, orgId), eq(members.role, 'owner')));
    expect(owners).toHaveLength(1);
  });

  it('of a client / the last own owner may go: the agency’s owner is there', async () => {
    const { orgId, by } = await agency();
    const client = (await tenancy.createClient(orgId, by().actor, { name: 'Клиент' })).id as OrgId;
    const person = await join(client, by(), 'owner');
    expect(await codeOf(tenancy.removeMember(client, by(), person.userId))).toBe('done');
    expect(await tenancy.membershipsOf(person)).toEqual([]);
  });

  it('are listed under the name and address their account has now', async () => {
    const { orgId, owner } = await agency();
    await tenancy.membershipsOf({ ...owner, name: 'Ольга' });
    expect(await tenancy.members(orgId)).toMatchObject([{ userId: owner.userId, name: 'Ольга' }]);
  });

  it('changed / are told to whoever remembers who may act', async () => {
    const { orgId, by } = await agency();
    const person = await join(orgId, by(), 'viewer');
    changes = 0;
    await tenancy.changeRole(orgId, by(), { userId: person.userId, role: 'editor' });
    await tenancy.removeMember(orgId, by(), person.userId);
    expect(changes).toBe(2);
    expect((await actionsOf(orgId)).slice(-2)).toEqual(['member.role_changed', 'member.removed']);
  });
});

describe('an invitation', () => {
  const accept = (token: string, person: Person) =>
    codeOf(tenancy.acceptInvitation({ token, person, actor: actorOf(person) }));
  async function invited(role: Role = 'editor') {
    const { orgId, by } = await agency();
    const person = someone();
    const sent = await tenancy.invite(orgId, by(), { email: person.email.toUpperCase(), role });
    const { token } = letters.at(-1) as InvitationLetter;
    return { orgId, by, person, sent, token };
  }

  it('makes a member once, and only of the account it was sent to', async () => {
    const { orgId, person, token, sent } = await invited();
    expect(sent).toMatchObject({ email: person.email, delivery: 'mail', isExpired: false });
    expect(JSON.stringify(sent)).not.toContain(token);
    expect(await tenancy.findInvitation(token)).toMatchObject({
      organisationName: 'Ромашка',
      role: 'editor',
    });
    expect(await tenancy.isInvited(person.email)).toBe(true);
    expect(await accept(token, someone())).toBe('forbidden');
    expect(await accept(token, { ...person, email: person.email.toUpperCase() })).toBe('done');
    expect(await accept(token, person)).toBe('not_found');
    expect(await tenancy.isInvited(person.email)).toBe(false);
    expect((await tenancy.membershipsOf(person)).map(({ id, role }) => [id, role])).toEqual([
      [orgId, 'editor'],
    ]);
    expect(await tenancy.invitations(orgId)).toEqual([]);
  });

  it('accepted twice at once / counts once', async () => {
    const { orgId, person, token } = await invited();
    const results = await Promise.all([accept(token, person), accept(token, person)]);
    expect(results.sort()).toEqual(['done', 'not_found']);
    expect((await actionsOf(orgId)).filter((action) => action === 'invitation.accepted')).toHaveLength(1);
  });

  it('after seven days / works no more, and may be sent again with another link', async () => {
    const { orgId, by, person, token, sent } = await invited();
    await clock.advance(7 * dayMs);
    expect(await tenancy.findInvitation(token)).toBeNull();
    expect(await accept(token, person)).toBe('not_found');
    expect(await tenancy.invitations(orgId)).toMatchObject([{ id: sent.id, isExpired: true }]);
    expect(await tenancy.resendInvitation(orgId, by(), sent.id)).toMatchObject({ isExpired: false });
    const second = letters.at(-1)?.token as string;
    expect(await accept(token, person)).toBe('not_found');
    expect(await accept(second, person)).toBe('done');
  });

  it('revoked / works no more; of another organisation / is not there', async () => {
    const { orgId, by, person, token, sent } = await invited();
    const other = await agency();
    expect(await codeOf(tenancy.revokeInvitation(other.orgId, other.by(), sent.id))).toBe('not_found');
    expect(await codeOf(tenancy.resendInvitation(other.orgId, other.by(), sent.id))).toBe('not_found');
    expect(await codeOf(tenancy.revokeInvitation(orgId, by(), sent.id))).toBe('done');
    expect(await accept(token, person)).toBe('not_found');
  });

  it('to a member or twice / is refused; where it ran out / is made anew', async () => {
    const { orgId, by, person } = await invited();
    const again = () => codeOf(tenancy.invite(orgId, by(), { email: person.email, role: 'viewer' }));
    expect(await again()).toBe('conflict');
    await clock.advance(8 * dayMs);
    expect(await again()).toBe('done');
    expect(await tenancy.invitations(orgId)).toHaveLength(1);
    expect(await accept(letters.at(-1)?.token as string, person)).toBe('done');
    expect(await again()).toBe('conflict');
  });

  it('whose letter does not go out / is there to be sent again', async () => {
    const { orgId, by } = await agency();
    const sent = await tenancy.invite(orgId, by(), { email: 'away@example.com', role: 'viewer' });
    expect(sent.delivery).toBe('failed');
    expect(await tenancy.invitations(orgId)).toHaveLength(1);
  });

  it('is kept without its token', async () => {
    const { token } = await invited();
    const rows = await database.owner.select().from(invitations);
    expect(JSON.stringify(rows)).not.toContain(token);
    const log = await database.owner.select().from(auditLog);
    expect(JSON.stringify(log)).not.toContain(token);
  });
});
