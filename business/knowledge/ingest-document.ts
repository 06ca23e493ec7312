import type { OrgId } from '@allo/contracts';
import type { ObjectStore } from '@allo/contracts/ports';
import { toAppError } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { readText } from '../plain-text.ts';
import { type DocumentRow, documentChunks, documents } from '../schema/index.ts';
import { TextChunker } from './chunk-text.ts';
import { createTextCleaner, type DocumentType } from './document-text.ts';
import { documentKey } from './documents.ts';

export interface IngestDeps extends Pick<Deps, 'db' | 'clock'> {
  objects: Pick<ObjectStore, 'read'>;
}

// A batch is one short transaction; between two, calls have the database to themselves.
const batchChunks = 20;
const pauseMs = 25;

/**
 * Reads a stored file into pieces that can be searched. Begins anew when it was broken off. Rejects when the database
 * or the store is away, or when `signal` aborts; what is wrong with the file itself becomes the document's `failed`.
 */
export async function ingestDocument(
  deps: IngestDeps,
  orgId: OrgId,
  documentId: string,
  signal: AbortSignal,
): Promise<void> {
  const row = await begin(deps, orgId, documentId);
  if (!row) return;
  try {
    const chunkCount = await storeChunks(deps, row, signal);
    const isEmpty = chunkCount === 0;
    await update(deps, row, {
      status: isEmpty ? 'failed' : 'ready',
      errorCode: isEmpty ? 'empty' : null,
      progress: 100,
      chunkCount,
    });
  } catch (error) {
    const { code } = toAppError(error);
    if (signal.aborted || (code !== 'bad_request' && code !== 'not_found')) throw error;
    await update(deps, row, {
      status: 'failed',
      errorCode: code === 'not_found' ? 'file_missing' : 'not_text',
    });
  }
}

/** Null: it is gone, or done already. */
async function begin(deps: IngestDeps, orgId: OrgId, documentId: string): Promise<DocumentRow | null> {
  return deps.db.inOrganisation(orgId, async (tx) => {
    const [row] = await tx
      .select()
      .from(documents)
      .where(and(eq(documents.orgId, orgId), eq(documents.id, documentId)))
      .for('update');
    if (!row || row.status === 'ready' || row.status === 'failed') return null;
    await tx
      .delete(documentChunks)
      .where(and(eq(documentChunks.orgId, orgId), eq(documentChunks.documentId, documentId)));
    await tx
      .update(documents)
      .set({ status: 'processing', progress: 0, updatedAt: new Date(deps.clock.wallTime()) })
      .where(and(eq(documents.orgId, orgId), eq(documents.id, documentId)));
    return row;
  });
}

async function storeChunks(deps: IngestDeps, row: DocumentRow, signal: AbortSignal): Promise<number> {
  const { id: documentId, knowledgeBaseId, sizeBytes } = row;
  const orgId = row.orgId as OrgId;
  const cleaner = createTextCleaner(row.contentType as DocumentType);
  const chunker = new TextChunker();
  let waiting: string[] = [];
  let seq = 0;
  const flush = async (progress: number): Promise<void> => {
    signal.throwIfAborted();
    const batch = waiting.splice(0, batchChunks);
    if (batch.length === 0) return;
    await deps.db.inOrganisation(orgId, async (tx) => {
      await tx
        .insert(documentChunks)
        .values(batch.map((text, index) => ({ orgId, documentId, knowledgeBaseId, seq: seq + index, text })));
      await tx
        .update(documents)
        .set({ progress, chunkCount: seq + batch.length, updatedAt: new Date(deps.clock.wallTime()) })
        .where(and(eq(documents.orgId, orgId), eq(documents.id, documentId)));
    });
    seq += batch.length;
    await deps.clock.sleep(pauseMs, signal);
  };
  for await (const { text, bytes } of readText(deps.objects.read(documentKey(orgId, documentId)))) {
    waiting = waiting.concat(chunker.add(cleaner.clean(text)));
    const progress = Math.min(99, Math.floor((bytes / Math.max(1, sizeBytes)) * 100));
    while (waiting.length >= batchChunks) await flush(progress);
  }
  waiting = waiting.concat(chunker.end());
  while (waiting.length > 0) await flush(99);
  return seq;
}

async function update(deps: IngestDeps, row: DocumentRow, change: Partial<DocumentRow>): Promise<void> {
  await deps.db.inOrganisation(row.orgId as OrgId, (tx) =>
    tx
      .update(documents)
      .set({ ...change, updatedAt: new Date(deps.clock.wallTime()) })
      .where(and(eq(documents.orgId, row.orgId), eq(documents.id, row.id))),
  );
}
