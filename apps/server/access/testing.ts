import { openTestDatabase } from '@allo/adapters/postgres/testing';
import { createMemoryFanOut, createMemoryRateLimiter } from '@allo/adapters/memory';
import {
  createRequestMemory,
  ensureDefaultOrganisation,
  type InvitationLetter,
  migrationsFolder,
  type Person,
} from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { Role } from '@allo/contracts/access';
import { createIds, createSilentLog, VirtualClock } from '@allo/kernel';
import { createTestApi } from '../api/testing.ts';
import { noAccounts } from '../api/accounts/testing.ts';
import { openAccess } from './open-access.ts';

/** Who asks: `cookie` of a person, or an API key. */
export interface As {
  cookie?: string;
  authorization?: string;
  'allo-organisation'?: string;
  'if-match'?: string;
  'idempotency-key'?: string;
}

/** The API over a database, with the real access control; only signing in is left out: a cookie is a user id. */
export async function openAccessRig({ signUp = 'invite' as 'open' | 'invite' } = {}) {
  const database = await openTestDatabase({ migrations: migrationsFolder });
  const clock = new VirtualClock();
  const ids = createIds(clock);
  const log = createSilentLog();
  const { db } = database;
  await ensureDefaultOrganisation({ db, clock });
  const people = new Map<string, Person>();
  const letters: InvitationLetter[] = [];
  const removed: OrgId[] = [];
  const fanOut = createMemoryFanOut({ log });
  const openNode = () =>
    openAccess({
      db,
      clock,
      ids,
      log,
      limiter: createMemoryRateLimiter({ clock }),
      sessionOf: async (cookie) => {
        const person = people.get(cookie ?? '');
        return person
          ? { id: 's1', user: { id: person.userId, email: person.email, name: person.name } }
          : null;
      },
      send: async (letter) => {
        letters.push(letter);
        return 'mail';
      },
      fanOut,
      beforeRemoval: async () => {},
      onRemoved: (orgId) => removed.push(orgId),
    });
  const opened = openNode();
  const requestMemory = createRequestMemory({ db, clock });
  const { access, tenancy, keys } = opened;
  const { api } = await createTestApi({
    access,
    tenancy,
    keys,
    db,
    accounts: { ...noAccounts, signUp },
    requestMemory,
  });

  const addPerson = (name = 'Anna'): As & { cookie: string; person: Person } => {
    const userId = ids.uuid();
    const person = { userId, email: `${userId}@example.com`, name };
    people.set(userId, person);
    return { cookie: userId, person };
  };
  const ask = async (as: As, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const names = ['cookie', 'authorization', 'allo-organisation', 'if-match', 'idempotency-key'] as const;
    const given = Object.fromEntries(
      names.flatMap((name) => (as[name] === undefined ? [] : [[name, as[name]]])),
    );
    const reply = await api.inject({ method, url, headers: given, ...(payload && { payload }) });
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: reply.statusCode === 204 ? null : JSON.parse(reply.body),
    };
  };
  return {
    api,
    database,
    opened,
    clock,
    letters,
    /** A second process over the same database. */
    openNode,
    removed,
    addPerson,
    /** An organisation of its own with its owner. */
    addAgency: async (name = 'Ромашка') => {
      const { cookie, person } = addPerson('Olga');
      const actor = { kind: 'user', id: cookie, name: 'Olga', address: null, requestId: null } as const;
      const { id } = await tenancy.createOwn(person, actor, { name });
      return { orgId: id as OrgId, owner: { cookie }, person };
    },
    ask,
    /** Invites somebody into the asker's organisation and accepts for them. */
    join: async (by: As, role: Role) => {
      const { cookie, person } = addPerson();
      await ask(by, 'POST', '/v1/invitations', { email: person.email, role });
      const token = letters.at(-1)?.token;
      await ask({ cookie }, 'POST', '/v1/invitations/accept', { token });
      return { cookie };
    },
    dispose: async () => {
      await api.close();
      await opened.close();
      await database.dispose();
    },
  };
}
export type AccessRig = Awaited<ReturnType<typeof openAccessRig>>;
