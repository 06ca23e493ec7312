import { AppError, type Clock, type Ids } from '@allo/kernel';
import { and, desc, eq, gt, lt, ne } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { accounts, sessions, users, verifications } from './auth-tables.ts';
import type { Device, Language, Session, User } from './identity.ts';

const userColumns = { id: users.id, email: users.email, name: users.name, language: users.language };

/** What the library has no call for. */
export function createUserStore(db: NodePgDatabase, { clock, ids }: { clock: Clock; ids: Ids }) {
  const now = () => new Date(clock.wallTime());
  const one = <T>(rows: T[]): T | null => rows[0] ?? null;
  return {
    byId: async (id: string): Promise<User | null> =>
      one(await db.select(userColumns).from(users).where(eq(users.id, id))),

    byEmail: async (email: string): Promise<User | null> =>
      one(await db.select(userColumns).from(users).where(eq(users.email, email.trim().toLowerCase()))),

    create: (input: { email: string; name: string; language: Language }, hash: string): Promise<User> =>
      db.transaction(async (tx) => {
        const at = now();
        const row = { ...input, email: input.email.trim().toLowerCase(), id: ids.uuid() };
        const [user] = await tx
          .insert(users)
          .values({ ...row, emailVerified: true, createdAt: at, updatedAt: at })
          .onConflictDoNothing()
          .returning(userColumns);
        if (!user) throw new AppError('conflict', 'This address has an account already: sign in.');
        await tx.insert(accounts).values(passwordAccount(ids.uuid(), user.id, hash, at));
        return user;
      }),

    setPassword: (userId: string, hash: string): Promise<void> =>
      db.transaction(async (tx) => {
        const at = now();
        await tx.update(users).set({ emailVerified: true, updatedAt: at }).where(eq(users.id, userId));
        await tx
          .insert(accounts)
          .values(passwordAccount(ids.uuid(), userId, hash, at))
          .onConflictDoUpdate({
            target: [accounts.providerId, accounts.accountId],
            set: { password: hash, updatedAt: at },
          });
        await tx.delete(sessions).where(eq(sessions.userId, userId));
      }),

    confirm: async (userId: string): Promise<void> => {
      await db.update(users).set({ emailVerified: true, updatedAt: now() }).where(eq(users.id, userId));
    },

    update: async (userId: string, change: { name?: string; language?: Language }): Promise<User | null> =>
      one(
        await db
          .update(users)
          .set({ ...change, updatedAt: now() })
          .where(eq(users.id, userId))
          .returning(userColumns),
      ),

    sessionByToken: async (token: string): Promise<Session | null> =>
      one(
        await db
          .select({ id: sessions.id, expiresAt: sessions.expiresAt, user: userColumns })
          .from(sessions)
          .innerJoin(users, eq(users.id, sessions.userId))
          .where(and(eq(sessions.token, token), gt(sessions.expiresAt, now()))),
      ),

    devices: (userId: string): Promise<Device[]> =>
      db
        .select({
          id: sessions.id,
          createdAt: sessions.createdAt,
          expiresAt: sessions.expiresAt,
          address: sessions.ipAddress,
          userAgent: sessions.userAgent,
        })
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now())))
        .orderBy(desc(sessions.createdAt))
        .limit(200),

    removeSession: async (userId: string, id: string): Promise<boolean> => {
      const rows = await db
        .delete(sessions)
        .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
        .returning({ id: sessions.id });
      return rows.length > 0;
    },

    removeSessions: async (userId: string, exceptId?: string): Promise<number> => {
      const mine = eq(sessions.userId, userId);
      const rows = await db
        .delete(sessions)
        .where(exceptId === undefined ? mine : and(mine, ne(sessions.id, exceptId)))
        .returning({ id: sessions.id });
      return rows.length;
    },

    removeExpired: async (): Promise<void> => {
      await db.delete(sessions).where(lt(sessions.expiresAt, now()));
      await db.delete(verifications).where(lt(verifications.expiresAt, now()));
    },
  };
}

function passwordAccount(id: string, userId: string, hash: string, at: Date) {
  return {
    id,
    userId,
    providerId: 'credential',
    accountId: userId,
    password: hash,
    createdAt: at,
    updatedAt: at,
  };
}
