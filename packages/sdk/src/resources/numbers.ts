import type { BodyOf, Caller, CallOptions, QueryOf } from '../operation.ts';

/** A number as people write it, or as it was read. */
type WhichNumber = string | { number: string; version: number };

function changeOf(which: WhichNumber, options: CallOptions): { params: { number: string } } & CallOptions {
  return typeof which === 'string'
    ? { params: { number: which }, ...options }
    : { params: { number: which.number }, ifMatch: which.version, ...options };
}

/** Telephone numbers and the agents that answer them. */
export function numbers(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/numbers'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/numbers', { query, ...options }),
    get: (number: string, options: CallOptions = {}) =>
      allo.call('GET /v1/numbers/{number}', { params: { number }, ...options }),
    add: (body: BodyOf<'POST /v1/numbers'>, options: CallOptions = {}) =>
      allo.call('POST /v1/numbers', { body, ...options }),
    update: (number: WhichNumber, body: BodyOf<'PATCH /v1/numbers/{number}'>, options: CallOptions = {}) =>
      allo.call('PATCH /v1/numbers/{number}', { ...changeOf(number, options), body }),
    remove: (number: WhichNumber, options: CallOptions = {}) =>
      allo.call('DELETE /v1/numbers/{number}', changeOf(number, options)),
  };
}
