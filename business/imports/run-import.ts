import type { OrgId } from '@allo/contracts';
import type { ImportRefusal, NewLead } from '@allo/contracts/http';
import type { ObjectStore } from '@allo/contracts/ports';
import { toAppError } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { type LeadColumns, leadColumns, leadOfRow } from '../leads/lead-csv.ts';
import { type CsvRecord, readCsv } from '../leads/read-csv.ts';
import { type ImportRow, imports, leads } from '../schema/index.ts';
import { importKey } from './lead-imports.ts';

export interface RunImportDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'log'> {
  objects: Pick<ObjectStore, 'read' | 'remove'>;
}

// A batch is one transaction of some ten milliseconds; between two, calls have the database to themselves.
const batchRows = 100;
const pauseMs = 25;
const mostRefusals = 100;

/**
 * Makes leads of a stored file. May be broken off and run again: rows and their count move on together, so that none
 * is made twice. Rejects when the database or the store is away, or when `signal` aborts; what is wrong with the file
 * itself becomes the import's `failed`.
 */
export async function runImport(
  deps: RunImportDeps,
  orgId: OrgId,
  importId: string,
  signal: AbortSignal,
): Promise<void> {
  const row = await readImport(deps, orgId, importId);
  if (!row || row.status === 'done' || row.status === 'failed') return;
  const key = importKey(orgId, importId);
  try {
    await readRows(deps, row, deps.objects.read(key), signal);
  } catch (error) {
    const { code } = toAppError(error);
    if (signal.aborted || (code !== 'bad_request' && code !== 'not_found')) throw error;
    const errorCode = code === 'not_found' ? 'file_missing' : 'not_text';
    await update(deps, row, { status: 'failed', errorCode });
  }
  // It holds people's numbers and has done its work.
  await deps.objects.remove(key);
}

async function readRows(
  deps: RunImportDeps,
  row: ImportRow,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  let columns: LeadColumns | null = null;
  let batch: CsvRecord[] = [];
  let state = row;
  const flush = async (): Promise<void> => {
    if (!columns || batch.length === 0) return;
    state = await storeBatch(deps, state, columns, batch);
    batch = [];
    await deps.clock.sleep(pauseMs, signal);
  };
  for await (const record of readCsv(source)) {
    signal.throwIfAborted();
    if (record.row === 1) {
      columns = record.cells && leadColumns(record.cells);
      if (!columns) break;
      continue;
    }
    // Done before the process was stopped.
    if (record.row - 1 <= row.rowsRead) continue;
    batch.push(record);
    if (batch.length >= batchRows) await flush();
  }
  if (!columns) {
    await update(deps, state, { status: 'failed', errorCode: 'header_missing' });
    return;
  }
  await flush();
  await update(deps, state, { status: 'done', progress: 100 });
}

/** One transaction: the leads of a batch, and that they are made. */
async function storeBatch(
  deps: RunImportDeps,
  before: ImportRow,
  columns: LeadColumns,
  batch: CsvRecord[],
): Promise<ImportRow> {
  const made: NewLead[] = [];
  const refused: ImportRefusal[] = [];
  for (const { row, cells } of batch) {
    const result = cells ? leadOfRow(columns, cells) : { refusal: { code: 'too_long', column: null } };
    if ('lead' in result) made.push(result.lead);
    else refused.push({ row, ...result.refusal });
  }
  const bytes = batch.at(-1)?.bytes ?? 0;
  const next: ImportRow = {
    ...before,
    status: 'running',
    progress: Math.min(99, Math.floor((bytes / Math.max(1, before.sizeBytes)) * 100)),
    rowsRead: before.rowsRead + batch.length,
    rowsMade: before.rowsMade + made.length,
    rowsRefused: before.rowsRefused + refused.length,
    refusals: [...before.refusals, ...refused].slice(0, mostRefusals),
    updatedAt: new Date(deps.clock.wallTime()),
  };
  const { orgId, id } = before;
  await deps.db.inOrganisation(orgId as OrgId, async (tx) => {
    const [moved] = await tx
      .update(imports)
      .set(next)
      .where(and(eq(imports.orgId, orgId), eq(imports.id, id), eq(imports.rowsRead, before.rowsRead)))
      .returning({ id: imports.id });
    // Somebody else does this import too, and is ahead.
    if (!moved) throw new Error('this import is under way elsewhere');
    if (made.length === 0) return;
    const createdAt = next.updatedAt;
    await tx
      .insert(leads)
      .values(
        made.map((lead) => ({ ...lead, orgId, id: deps.ids.uuid(), callId: null, createdAt, version: 1 })),
      );
  });
  return next;
}

async function readImport({ db }: RunImportDeps, orgId: OrgId, importId: string): Promise<ImportRow | null> {
  const [row] = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(imports)
      .where(and(eq(imports.orgId, orgId), eq(imports.id, importId))),
  );
  return row ?? null;
}

async function update(deps: RunImportDeps, row: ImportRow, change: Partial<ImportRow>): Promise<void> {
  await deps.db.inOrganisation(row.orgId as OrgId, (tx) =>
    tx
      .update(imports)
      .set({ ...change, updatedAt: new Date(deps.clock.wallTime()) })
      .where(and(eq(imports.orgId, row.orgId), eq(imports.id, row.id))),
  );
}
