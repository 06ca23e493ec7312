import type { OrgId } from '@allo/contracts';
import type { NewPhoneNumber, PageQuery, PhoneNumber } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import { calledAddress } from '../agents/called-address.ts';
import type { Db, Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { decodeKeyCursor, encodeKeyCursor } from '../key-cursor.ts';
import { agents, type NumberRow, numbers } from '../schema/index.ts';

/** Longer ones have a country's code; shorter ones are internal or emergency numbers. */
const shortestWithCountry = 8;

function numberView({ address, agentId, version, createdAt }: NumberRow): PhoneNumber {
  const number = address.length >= shortestWithCountry ? `+${address}` : address;
  return { number, agentId, version, createdAt: createdAt.toISOString() };
}

/** In order of their digits. Throws `bad_request` on a foreign cursor. */
export async function listNumbers(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  { cursor, limit, agentId }: PageQuery & { agentId?: string | undefined },
): Promise<{ items: PhoneNumber[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeKeyCursor(cursor);
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(numbers)
      .where(
        and(
          eq(numbers.orgId, orgId),
          agentId === undefined ? undefined : eq(numbers.agentId, agentId),
          after === null ? undefined : gt(numbers.address, after),
        ),
      )
      .orderBy(asc(numbers.address))
      .limit(limit + 1),
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(numberView), nextCursor: last ? encodeKeyCursor(last.address) : null };
}

/** `number` in any writing. Throws `not_found`. */
export async function getNumber(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  number: string,
): Promise<PhoneNumber> {
  return numberView(await db.inOrganisation(orgId, (tx) => lockNumber(tx, orgId, number)));
}

/** Lets an agent answer a number. Throws `conflict` for one in use and `bad_request` for an agent that is not there. */
export async function addNumber(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  actor: Actor,
  { number, agentId }: NewPhoneNumber,
): Promise<PhoneNumber> {
  return db.inOrganisation(orgId, async (tx) => {
    await requireAgent(tx, orgId, agentId);
    const [made] = await tx
      .insert(numbers)
      .values({ orgId, address: calledAddress(number), agentId, createdAt: new Date(clock.wallTime()) })
      .onConflictDoNothing()
      .returning();
    if (!made) throw new AppError('conflict', 'This number leads to an agent already: change it there.');
    const after = numberView(made);
    const target = { kind: 'number', id: after.number };
    await recordChange(tx, orgId, actor, { action: 'number.added', target, after });
    return after;
  });
}

/** Gives a number to another agent. Throws `not_found`, `precondition_failed`, `bad_request`. */
export async function changeNumber(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  number: string,
  expected: ExpectedVersion,
  { agentId }: { agentId: string },
): Promise<PhoneNumber> {
  return db.inOrganisation(orgId, async (tx) => {
    const row = await lockNumber(tx, orgId, number);
    requireVersion(row.version, expected);
    await requireAgent(tx, orgId, agentId);
    const changed = { ...row, agentId, version: row.version + 1 };
    await tx.update(numbers).set(changed).where(whereNumber(orgId, row.address));
    const after = numberView(changed);
    const target = { kind: 'number', id: after.number };
    await recordChange(tx, orgId, actor, {
      action: 'number.changed',
      target,
      before: numberView(row),
      after,
    });
    return after;
  });
}

/** Throws `not_found`, `precondition_failed`. */
export async function removeNumber(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  number: string,
  expected: ExpectedVersion,
): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    const row = await lockNumber(tx, orgId, number);
    requireVersion(row.version, expected);
    await tx.delete(numbers).where(whereNumber(orgId, row.address));
    const before = numberView(row);
    const target = { kind: 'number', id: before.number };
    await recordChange(tx, orgId, actor, { action: 'number.removed', target, before });
  });
}

const whereNumber = (orgId: OrgId, address: string) =>
  and(eq(numbers.orgId, orgId), eq(numbers.address, address));

async function lockNumber(tx: Db, orgId: OrgId, number: string): Promise<NumberRow> {
  const address = calledAddress(number);
  const isNumber = /^\d{2,15}$/.test(address);
  const [row] = isNumber
    ? await tx.select().from(numbers).where(whereNumber(orgId, address)).for('update')
    : [];
  if (!row) throw new AppError('not_found', 'There is no such number.');
  return row;
}

async function requireAgent(tx: Db, orgId: OrgId, agentId: string): Promise<void> {
  const found = await tx
    .select({ id: agents.id })
    .from(agents)
    .where(and(eq(agents.orgId, orgId), eq(agents.id, agentId)));
  if (found.length === 0) throw new AppError('bad_request', 'body.agentId: there is no such agent.');
}
