import type { OrgId } from '@allo/contracts';
import type { KnowledgeHit } from '@allo/contracts/http';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { documentChunks, documents } from '../schema/index.ts';
import { requireBase } from './documents.ts';

/**
 * Pieces with the words of a question in any Russian or English form: those with all of them first, then by how well
 * they fit. Only of documents read to their end. Throws `not_found`.
 */
export async function searchKnowledge(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  baseId: string,
  { q, limit }: { q: string; limit: number },
): Promise<KnowledgeHit[]> {
  const all = sql`plainto_tsquery('pg_catalog.russian', ${q})`;
  const any = sql`replace(plainto_tsquery('pg_catalog.russian', ${q})::text, '&', '|')::tsquery`;
  const rank = sql<number>`ts_rank_cd(${documentChunks.words}, ${any}, 1)`.mapWith(Number);
  return db.inOrganisation(orgId, async (tx) => {
    await requireBase(tx, orgId, baseId);
    return tx
      .select({
        documentId: documentChunks.documentId,
        documentName: documents.name,
        seq: documentChunks.seq,
        text: documentChunks.text,
        rank,
      })
      .from(documentChunks)
      .innerJoin(
        documents,
        and(eq(documents.orgId, documentChunks.orgId), eq(documents.id, documentChunks.documentId)),
      )
      .where(
        and(
          eq(documentChunks.orgId, orgId),
          eq(documentChunks.knowledgeBaseId, baseId),
          eq(documents.status, 'ready'),
          sql`${documentChunks.words} @@ ${any}`,
        ),
      )
      .orderBy(
        desc(sql`${documentChunks.words} @@ ${all}`),
        desc(rank),
        asc(documentChunks.documentId),
        asc(documentChunks.seq),
      )
      .limit(limit);
  });
}
