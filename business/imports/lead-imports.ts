import { createHash } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import type { LeadImport } from '@allo/contracts/http';
import type { JobQueue, ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { and, eq, inArray } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Deps } from '../deps.ts';
import { type ImportRow, imports } from '../schema/index.ts';

export const importJob = 'lead-import';
export const importKey = (orgId: string, importId: string) => `imports/${orgId}/${importId}.csv`;

export interface ImportDeps extends Pick<Deps, 'db' | 'clock' | 'ids'> {
  objects: Pick<ObjectStore, 'put' | 'remove'>;
  jobs: Pick<JobQueue, 'add'>;
}

export function importView(row: ImportRow): LeadImport {
  const { orgId: _org, checksum: _checksum, createdAt, updatedAt, ...shown } = row;
  return { ...shown, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/**
 * Stores a file as it comes and leaves the rest to the background. The same bytes again are the same import, which is
 * answered with `isNew` false. Throws what reading `body` throws.
 */
export async function startImport(
  deps: ImportDeps,
  orgId: OrgId,
  actor: Actor,
  fileName: string,
  body: AsyncIterable<Uint8Array>,
): Promise<{ import: LeadImport; isNew: boolean }> {
  const id = deps.ids.uuid();
  const key = importKey(orgId, id);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  }
  await deps.objects.put(key, measured(), { contentType: 'text/csv' });
  const now = new Date(deps.clock.wallTime());
  const row: ImportRow = {
    orgId,
    id,
    fileName,
    checksum: hash.digest('hex'),
    sizeBytes,
    status: 'waiting',
    progress: 0,
    rowsRead: 0,
    rowsMade: 0,
    rowsRefused: 0,
    refusals: [],
    errorCode: null,
    createdAt: now,
    updatedAt: now,
  };
  const stored = await deps.db.inOrganisation(orgId, async (tx) => {
    const [made] = await tx.insert(imports).values(row).onConflictDoNothing().returning();
    if (made) {
      const target = { kind: 'import', id };
      await recordChange(tx, orgId, actor, {
        action: 'leads.import_started',
        target,
        after: { fileName, sizeBytes },
      });
      return made;
    }
    const [known] = await tx
      .select()
      .from(imports)
      .where(and(eq(imports.orgId, orgId), eq(imports.checksum, row.checksum)));
    return known;
  });
  if (stored?.id !== id) await deps.objects.remove(key);
  if (!stored) throw new AppError('unavailable', 'The import was removed meanwhile: try again.');
  if (stored.id === id) await deps.jobs.add(importJob, { orgId, importId: id }, { key: id });
  return { import: importView(stored), isNew: stored.id === id };
}

/** Throws `not_found`. */
export async function getImport(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  importId: string,
): Promise<LeadImport> {
  const [row] = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(imports)
      .where(and(eq(imports.orgId, orgId), eq(imports.id, importId))),
  );
  if (!row) throw new AppError('not_found', 'There is no such import.');
  return importView(row);
}

/** Adds the jobs of imports whose process died before it could; those that have one keep it. */
export async function resumeImports({
  db,
  jobs,
}: Pick<Deps, 'db'> & { jobs: Pick<JobQueue, 'add'> }): Promise<void> {
  const unfinished = await db.acrossOrganisations('imports go on after a restart', (tx) =>
    tx
      .select({ orgId: imports.orgId, id: imports.id })
      .from(imports)
      .where(inArray(imports.status, ['waiting', 'running'])),
  );
  for (const { orgId, id } of unfinished) await jobs.add(importJob, { orgId, importId: id }, { key: id });
}
