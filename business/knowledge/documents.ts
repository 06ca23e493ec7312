import type { OrgId } from '@allo/contracts';
import type { KnowledgeDocument, PageQuery } from '@allo/contracts/http';
import type { JobQueue, ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { newestPage, olderThan } from '../newest-page.ts';
import { type DocumentRow, documents, knowledgeBases } from '../schema/index.ts';
import type { DocumentType } from './document-text.ts';

export const documentJob = 'document-ingest';
export const documentKey = (orgId: string, documentId: string) => `documents/${orgId}/${documentId}`;

export interface DocumentDeps extends Pick<Deps, 'db' | 'clock' | 'ids'> {
  objects: Pick<ObjectStore, 'put' | 'remove'>;
  jobs: Pick<JobQueue, 'add'>;
}

function documentView({ orgId: _, createdAt, updatedAt, ...row }: DocumentRow): KnowledgeDocument {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** Newest first. Throws `not_found`, and `bad_request` on a foreign cursor. */
export async function listDocuments(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  baseId: string,
  { cursor, limit }: PageQuery,
) {
  const older = olderThan(documents.createdAt, documents.id, cursor);
  const rows = await db.inOrganisation(orgId, async (tx) => {
    await requireBase(tx, orgId, baseId);
    return tx
      .select()
      .from(documents)
      .where(and(eq(documents.orgId, orgId), eq(documents.knowledgeBaseId, baseId), older))
      .orderBy(desc(documents.createdAt), desc(documents.id))
      .limit(limit + 1);
  });
  return newestPage(rows, limit, (row) => row.createdAt, documentView);
}

/** Throws `not_found`. */
export async function getDocument(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  baseId: string,
  documentId: string,
): Promise<KnowledgeDocument> {
  return documentView(await db.inOrganisation(orgId, (tx) => findDocument(tx, orgId, baseId, documentId)));
}

/** Stores a file as it comes; the background reads it. Throws `not_found`, and what reading `body` throws. */
export async function addDocument(
  deps: DocumentDeps,
  orgId: OrgId,
  actor: Actor,
  baseId: string,
  file: { name: string; contentType: DocumentType; body: AsyncIterable<Uint8Array> },
): Promise<KnowledgeDocument> {
  await deps.db.inOrganisation(orgId, (tx) => requireBase(tx, orgId, baseId));
  const id = deps.ids.uuid();
  const key = documentKey(orgId, id);
  let sizeBytes = 0;
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.body) {
      sizeBytes += chunk.length;
      yield chunk;
    }
  }
  await deps.objects.put(key, measured(), { contentType: file.contentType });
  const now = new Date(deps.clock.wallTime());
  const row: DocumentRow = {
    orgId,
    id,
    knowledgeBaseId: baseId,
    name: file.name,
    contentType: file.contentType,
    sizeBytes,
    status: 'uploaded',
    progress: 0,
    errorCode: null,
    chunkCount: 0,
    createdAt: now,
    updatedAt: now,
  };
  try {
    await deps.db.inOrganisation(orgId, async (tx) => {
      await requireBase(tx, orgId, baseId);
      await tx.insert(documents).values(row);
      const target = { kind: 'document', id };
      const after = { name: file.name, knowledgeBaseId: baseId, sizeBytes };
      await recordChange(tx, orgId, actor, { action: 'document.added', target, after });
    });
  } catch (error) {
    await deps.objects.remove(key);
    throw error;
  }
  await deps.jobs.add(documentJob, { orgId, documentId: id }, { key: id });
  return documentView(row);
}

/** With its pieces. Throws `not_found`. */
export async function removeDocument(
  { db, objects }: Pick<Deps, 'db'> & { objects: Pick<ObjectStore, 'remove'> },
  orgId: OrgId,
  actor: Actor,
  baseId: string,
  documentId: string,
): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    const { name, sizeBytes } = await findDocument(tx, orgId, baseId, documentId);
    await tx.delete(documents).where(and(eq(documents.orgId, orgId), eq(documents.id, documentId)));
    const target = { kind: 'document', id: documentId };
    const before = { name, knowledgeBaseId: baseId, sizeBytes };
    await recordChange(tx, orgId, actor, { action: 'document.removed', target, before });
  });
  await objects.remove(documentKey(orgId, documentId));
}

/** Adds the jobs of documents whose process died before it could; those that have one keep it. */
export async function resumeDocuments({
  db,
  jobs,
}: Pick<Deps, 'db'> & { jobs: Pick<JobQueue, 'add'> }): Promise<void> {
  const unread = await db.acrossOrganisations('documents are read on after a restart', (tx) =>
    tx
      .select({ orgId: documents.orgId, id: documents.id })
      .from(documents)
      .where(inArray(documents.status, ['uploaded', 'processing'])),
  );
  for (const { orgId, id } of unread) await jobs.add(documentJob, { orgId, documentId: id }, { key: id });
}

/** Throws `not_found`. */
export async function requireBase(tx: Db, orgId: OrgId, baseId: string): Promise<void> {
  const found = await tx
    .select({ id: knowledgeBases.id })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.orgId, orgId), eq(knowledgeBases.id, baseId)));
  if (found.length === 0) throw new AppError('not_found', 'There is no such knowledge base.');
}

async function findDocument(tx: Db, orgId: OrgId, baseId: string, documentId: string): Promise<DocumentRow> {
  const [row] = await tx
    .select()
    .from(documents)
    .where(
      and(eq(documents.orgId, orgId), eq(documents.knowledgeBaseId, baseId), eq(documents.id, documentId)),
    );
  if (!row) throw new AppError('not_found', 'There is no such document.');
  return row;
}
