import type { BodyOf, Caller, CallOptions } from '../operation.ts';

/** API keys. */
export function keys(allo: Caller) {
  return {
    list: (options: CallOptions = {}) => allo.list('GET /v1/keys', options),
    /** The reply is the only one with the key itself, in `token`. */
    create: (body: BodyOf<'POST /v1/keys'>, options: CallOptions = {}) =>
      allo.call('POST /v1/keys', { body, ...options }),
    revoke: (id: string, options: CallOptions = {}) =>
      allo.call('DELETE /v1/keys/{id}', { params: { id }, ...options }),
  };
}
