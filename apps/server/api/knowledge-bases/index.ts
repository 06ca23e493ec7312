import { documentTypes } from '@allo/business';
import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { acceptUploads } from '../uploads/index.ts';
import { addDocument } from './add-document/route.ts';
import { changeKnowledgeBase } from './change-knowledge-base/route.ts';
import { createKnowledgeBase } from './create-knowledge-base/route.ts';
import { getDocument } from './get-document/route.ts';
import { getKnowledgeBase } from './get-knowledge-base/route.ts';
import { listDocuments } from './list-documents/route.ts';
import { listKnowledgeBases } from './list-knowledge-bases/route.ts';
import { removeDocument } from './remove-document/route.ts';
import { removeKnowledgeBase } from './remove-knowledge-base/route.ts';
import { searchKnowledge } from './search-knowledge/route.ts';

const types = [...documentTypes];
const refusal = `Documents may be ${types.join(', ')}; save other formats (PDF, DOCX, XLSX) as one of them.`;

/** What agents may look things up in. */
export function addKnowledgeRoutes(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'objects' | 'jobs'>,
): void {
  listKnowledgeBases(api, deps);
  createKnowledgeBase(api, deps);
  getKnowledgeBase(api, deps);
  changeKnowledgeBase(api, deps);
  removeKnowledgeBase(api, deps);
  listDocuments(api, deps);
  getDocument(api, deps);
  removeDocument(api, deps);
  searchKnowledge(api, deps);
  acceptUploads(api, { types, refusal }, (scope) => addDocument(scope, deps));
}
