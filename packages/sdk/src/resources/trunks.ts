import type { BodyOf, Caller, CallOptions, QueryOf } from '../operation.ts';
import { changeOf, type Which } from './version-of.ts';

/** Telephone companies and exchanges that send calls. */
export function trunks(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/trunks'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/trunks', { query, ...options }),
    get: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/trunks/{id}', { params: { id }, ...options }),
    create: (body: BodyOf<'POST /v1/trunks'>, options: CallOptions = {}) =>
      allo.call('POST /v1/trunks', { body, ...options }),
    update: (trunk: Which, body: BodyOf<'PATCH /v1/trunks/{id}'>, options: CallOptions = {}) =>
      allo.call('PATCH /v1/trunks/{id}', { ...changeOf(trunk, options), body }),
    remove: (trunk: Which, options: CallOptions = {}) =>
      allo.call('DELETE /v1/trunks/{id}', changeOf(trunk, options)),
    /** Asks it whether it is there, step by step. */
    test: (id: string, options: CallOptions = {}) =>
      allo.call('POST /v1/trunks/{id}/test', { params: { id }, ...options }),
  };
}
