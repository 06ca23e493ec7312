import type { BodyOf, Caller, CallOptions, QueryOf } from '../operation.ts';
import { changeOf, type Which } from './version-of.ts';

/** Documents agents know. */
export function knowledgeBases(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/knowledge-bases'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/knowledge-bases', { query, ...options }),
    get: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/knowledge-bases/{id}', { params: { id }, ...options }),
    create: (body: BodyOf<'POST /v1/knowledge-bases'>, options: CallOptions = {}) =>
      allo.call('POST /v1/knowledge-bases', { body, ...options }),
    update: (base: Which, body: BodyOf<'PATCH /v1/knowledge-bases/{id}'>, options: CallOptions = {}) =>
      allo.call('PATCH /v1/knowledge-bases/{id}', { ...changeOf(base, options), body }),
    remove: (base: Which, options: CallOptions = {}) =>
      allo.call('DELETE /v1/knowledge-bases/{id}', changeOf(base, options)),
    documents: (
      id: string,
      query: QueryOf<'GET /v1/knowledge-bases/{id}/documents'> = {},
      options: CallOptions = {},
    ) => allo.list('GET /v1/knowledge-bases/{id}/documents', { params: { id }, query, ...options }),
    /** Text, Markdown, HTML … as `type` says; read in the background: {@link document} tells how far it is. */
    addDocument: (
      id: string,
      file: { name: string; type: string; body: BodyOf<'POST /v1/knowledge-bases/{id}/documents'> },
      options: CallOptions = {},
    ) =>
      allo.call('POST /v1/knowledge-bases/{id}/documents', {
        params: { id },
        query: { name: file.name },
        body: file.body,
        ...options,
        headers: { 'content-type': file.type, ...options.headers },
      }),
    document: (id: string, documentId: string, options: CallOptions = {}) =>
      allo.call('GET /v1/knowledge-bases/{id}/documents/{documentId}', {
        params: { id, documentId },
        ...options,
      }),
    removeDocument: (id: string, documentId: string, options: CallOptions = {}) =>
      allo.call('DELETE /v1/knowledge-bases/{id}/documents/{documentId}', {
        params: { id, documentId },
        ...options,
      }),
    search: (id: string, q: string, options: CallOptions = {}) =>
      allo.list('GET /v1/knowledge-bases/{id}/search', { params: { id }, query: { q }, ...options }),
  };
}
