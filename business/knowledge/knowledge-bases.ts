import type { OrgId } from '@allo/contracts';
import type { KnowledgeBase, KnowledgeBasePatch, NewKnowledgeBase, PageQuery } from '@allo/contracts/http';
import type { ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { and, count, desc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { newestPage, olderThan } from '../newest-page.ts';
import { documents, type KnowledgeBaseRow, knowledgeBases } from '../schema/index.ts';
import { documentKey } from './documents.ts';

function baseView(
  { orgId: _, createdAt, updatedAt, ...row }: KnowledgeBaseRow,
  documentCount: number,
): KnowledgeBase {
  return { ...row, documentCount, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listKnowledgeBases(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  { cursor, limit }: PageQuery,
) {
  const older = olderThan(knowledgeBases.createdAt, knowledgeBases.id, cursor);
  return db.inOrganisation(orgId, async (tx) => {
    const rows = await tx
      .select()
      .from(knowledgeBases)
      .where(and(eq(knowledgeBases.orgId, orgId), older))
      .orderBy(desc(knowledgeBases.createdAt), desc(knowledgeBases.id))
      .limit(limit + 1);
    const counts = await countDocuments(
      tx,
      orgId,
      rows.map(({ id }) => id),
    );
    return newestPage(
      rows,
      limit,
      (row) => row.createdAt,
      (row) => baseView(row, counts.get(row.id) ?? 0),
    );
  });
}

/** Throws `not_found`. */
export async function getKnowledgeBase(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  baseId: string,
): Promise<KnowledgeBase> {
  return db.inOrganisation(orgId, async (tx) => viewed(tx, await lockBase(tx, orgId, baseId)));
}

/** Throws `conflict` for a name that is taken. */
export async function createKnowledgeBase(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  orgId: OrgId,
  actor: Actor,
  made: NewKnowledgeBase,
): Promise<KnowledgeBase> {
  const now = new Date(clock.wallTime());
  const row = { orgId, id: ids.uuid(), ...made, version: 1, createdAt: now, updatedAt: now };
  return db.inOrganisation(orgId, async (tx) => {
    const [stored] = await tx.insert(knowledgeBases).values(row).onConflictDoNothing().returning();
    if (!stored)
      throw new AppError('conflict', 'There is a knowledge base of this name already: choose another.');
    const after = baseView(stored, 0);
    const target = { kind: 'knowledge_base', id: row.id };
    await recordChange(tx, orgId, actor, { action: 'knowledge_base.created', target, after });
    return after;
  });
}

/** Throws `not_found`, `precondition_failed`, `conflict`. */
export async function changeKnowledgeBase(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  actor: Actor,
  baseId: string,
  expected: ExpectedVersion,
  patch: KnowledgeBasePatch,
): Promise<KnowledgeBase> {
  return db.inOrganisation(orgId, async (tx) => {
    const row = await lockBase(tx, orgId, baseId);
    requireVersion(row.version, expected);
    const before = await viewed(tx, row);
    const changed = { ...row, ...patch, version: row.version + 1, updatedAt: new Date(clock.wallTime()) };
    await tx
      .update(knowledgeBases)
      .set(changed)
      .where(and(eq(knowledgeBases.orgId, orgId), eq(knowledgeBases.id, baseId)));
    const after = baseView(changed, before.documentCount);
    const target = { kind: 'knowledge_base', id: baseId };
    await recordChange(tx, orgId, actor, { action: 'knowledge_base.changed', target, before, after });
    return after;
  });
}

/** With its documents. Throws `not_found`, `precondition_failed`. */
export async function removeKnowledgeBase(
  { db, objects }: Pick<Deps, 'db'> & { objects: Pick<ObjectStore, 'remove'> },
  orgId: OrgId,
  actor: Actor,
  baseId: string,
  expected: ExpectedVersion,
): Promise<void> {
  const files = await db.inOrganisation(orgId, async (tx) => {
    const row = await lockBase(tx, orgId, baseId);
    requireVersion(row.version, expected);
    const before = await viewed(tx, row);
    const held = await tx
      .select({ id: documents.id })
      .from(documents)
      .where(and(eq(documents.orgId, orgId), eq(documents.knowledgeBaseId, baseId)));
    await tx
      .delete(knowledgeBases)
      .where(and(eq(knowledgeBases.orgId, orgId), eq(knowledgeBases.id, baseId)));
    const target = { kind: 'knowledge_base', id: baseId };
    await recordChange(tx, orgId, actor, { action: 'knowledge_base.removed', target, before });
    return held;
  });
  for (const { id } of files) await objects.remove(documentKey(orgId, id));
}

async function lockBase(tx: Db, orgId: OrgId, baseId: string): Promise<KnowledgeBaseRow> {
  const [row] = await tx
    .select()
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.orgId, orgId), eq(knowledgeBases.id, baseId)))
    .for('update');
  if (!row) throw new AppError('not_found', 'There is no such knowledge base.');
  return row;
}

async function viewed(tx: Db, row: KnowledgeBaseRow): Promise<KnowledgeBase> {
  const counts = await countDocuments(tx, row.orgId, [row.id]);
  return baseView(row, counts.get(row.id) ?? 0);
}

async function countDocuments(tx: Db, orgId: string, baseIds: string[]): Promise<Map<string, number>> {
  if (baseIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: documents.knowledgeBaseId, documents: count() })
    .from(documents)
    .where(and(eq(documents.orgId, orgId), inArray(documents.knowledgeBaseId, baseIds)))
    .groupBy(documents.knowledgeBaseId);
  return new Map(rows.map((row) => [row.id, row.documents]));
}
