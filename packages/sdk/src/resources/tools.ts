import type { BodyOf, Caller, CallOptions, QueryOf } from '../operation.ts';
import { changeOf, type Which } from './version-of.ts';

/** What agents may call during a conversation. */
export function tools(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/tools'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/tools', { query, ...options }),
    get: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/tools/{id}', { params: { id }, ...options }),
    create: (body: BodyOf<'POST /v1/tools'>, options: CallOptions = {}) =>
      allo.call('POST /v1/tools', { body, ...options }),
    update: (tool: Which, body: BodyOf<'PATCH /v1/tools/{id}'>, options: CallOptions = {}) =>
      allo.call('PATCH /v1/tools/{id}', { ...changeOf(tool, options), body }),
    remove: (tool: Which, options: CallOptions = {}) =>
      allo.call('DELETE /v1/tools/{id}', changeOf(tool, options)),
    /** Really calls it. */
    test: (id: string, body: BodyOf<'POST /v1/tools/{id}/test'> = {}, options: CallOptions = {}) =>
      allo.call('POST /v1/tools/{id}/test', { params: { id }, body, ...options }),
  };
}
