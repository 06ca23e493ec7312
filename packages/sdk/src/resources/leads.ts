import type { BodyOf, Caller, CallOptions, QueryOf } from '../operation.ts';
import { changeOf, type Which } from './version-of.ts';

/** What calls left to act on. */
export function leads(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/leads'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/leads', { query, ...options }),
    get: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/leads/{id}', { params: { id }, ...options }),
    create: (body: BodyOf<'POST /v1/leads'>, options: CallOptions = {}) =>
      allo.call('POST /v1/leads', { body, ...options }),
    update: (lead: Which, body: BodyOf<'PATCH /v1/leads/{id}'>, options: CallOptions = {}) =>
      allo.call('PATCH /v1/leads/{id}', { ...changeOf(lead, options), body }),
    /** A CSV file; the leads are made in the background: {@link importState}. */
    import: (
      csv: BodyOf<'POST /v1/leads/import'>,
      query: QueryOf<'POST /v1/leads/import'> = {},
      options: CallOptions = {},
    ) =>
      allo.call('POST /v1/leads/import', {
        body: csv,
        query,
        ...options,
        headers: { 'content-type': 'text/csv', ...options.headers },
      }),
    importState: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/imports/{id}', { params: { id }, ...options }),
    /** CSV, as a `Response` to stream. */
    export: (query: QueryOf<'GET /v1/leads/export'> = {}, options: CallOptions = {}) =>
      allo.call('GET /v1/leads/export', { query, ...options }),
  };
}
