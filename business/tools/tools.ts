import type { OrgId } from '@allo/contracts';
import type { NewTool, PageQuery, Tool, ToolPatch } from '@allo/contracts/http';
import type { OutgoingHttp } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { newestPage, olderThan } from '../newest-page.ts';
import { type ToolRow, tools } from '../schema/index.ts';
import { requireCallable } from './tool-request.ts';

export type ToolDeps = Pick<Deps, 'db' | 'clock' | 'ids'> & { outgoing: Pick<OutgoingHttp, 'check'> };

function toolView({ orgId: _, createdAt, updatedAt, ...row }: ToolRow): Tool {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listTools({ db }: Pick<Deps, 'db'>, orgId: OrgId, { cursor, limit }: PageQuery) {
  const older = olderThan(tools.createdAt, tools.id, cursor);
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(tools)
      .where(and(eq(tools.orgId, orgId), older))
      .orderBy(desc(tools.createdAt), desc(tools.id))
      .limit(limit + 1),
  );
  return newestPage(rows, limit, (row) => row.createdAt, toolView);
}

/** Throws `not_found`. */
export async function getTool({ db }: Pick<Deps, 'db'>, orgId: OrgId, toolId: string): Promise<Tool> {
  return toolView(await db.inOrganisation(orgId, (tx) => lockTool(tx, orgId, toolId)));
}

/** Throws `conflict` for a name that is taken, `bad_request` for what could never be called. */
export async function createTool(deps: ToolDeps, orgId: OrgId, actor: Actor, made: NewTool): Promise<Tool> {
  requireCallable(deps.outgoing, made.definition);
  const now = new Date(deps.clock.wallTime());
  const row = { orgId, id: deps.ids.uuid(), ...made, version: 1, createdAt: now, updatedAt: now };
  return deps.db.inOrganisation(orgId, async (tx) => {
    const [stored] = await tx.insert(tools).values(row).onConflictDoNothing().returning();
    if (!stored) throw new AppError('conflict', 'There is a tool of this name already: choose another.');
    const after = toolView(stored);
    const target = { kind: 'tool', id: row.id };
    await recordChange(tx, orgId, actor, { action: 'tool.created', target, after });
    return after;
  });
}

/** Throws `not_found`, `precondition_failed`, and what {@link createTool} throws. */
export async function changeTool(
  deps: ToolDeps,
  orgId: OrgId,
  actor: Actor,
  toolId: string,
  expected: ExpectedVersion,
  patch: ToolPatch,
): Promise<Tool> {
  if (patch.definition) requireCallable(deps.outgoing, patch.definition);
  return deps.db.inOrganisation(orgId, async (tx) => {
    const row = await lockTool(tx, orgId, toolId);
    requireVersion(row.version, expected);
    const changed = {
      ...row,
      ...patch,
      version: row.version + 1,
      updatedAt: new Date(deps.clock.wallTime()),
    };
    await tx
      .update(tools)
      .set(changed)
      .where(and(eq(tools.orgId, orgId), eq(tools.id, toolId)));
    const after = toolView(changed);
    const target = { kind: 'tool', id: toolId };
    await recordChange(tx, orgId, actor, { action: 'tool.changed', target, before: toolView(row), after });
    return after;
  });
}

/** Throws `not_found`, `precondition_failed`. */
export async function removeTool(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  toolId: string,
  expected: ExpectedVersion,
): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    const row = await lockTool(tx, orgId, toolId);
    requireVersion(row.version, expected);
    await tx.delete(tools).where(and(eq(tools.orgId, orgId), eq(tools.id, toolId)));
    const target = { kind: 'tool', id: toolId };
    await recordChange(tx, orgId, actor, { action: 'tool.removed', target, before: toolView(row) });
  });
}

async function lockTool(tx: Db, orgId: OrgId, toolId: string): Promise<ToolRow> {
  const [row] = await tx
    .select()
    .from(tools)
    .where(and(eq(tools.orgId, orgId), eq(tools.id, toolId)))
    .for('update');
  if (!row) throw new AppError('not_found', 'There is no such tool.');
  return row;
}
