import type { BodyOf, Caller, CallOptions, QueryOf } from '../operation.ts';
import { changeOf, type Which } from './version-of.ts';

/** Addresses that are told of events, and what they were told. */
export function webhooks(allo: Caller) {
  return {
    list: (query: QueryOf<'GET /v1/webhooks'> = {}, options: CallOptions = {}) =>
      allo.list('GET /v1/webhooks', { query, ...options }),
    get: (id: string, options: CallOptions = {}) =>
      allo.call('GET /v1/webhooks/{id}', { params: { id }, ...options }),
    /** The reply is the only one with the secret: `verifyWebhook` needs it. */
    create: (body: BodyOf<'POST /v1/webhooks'>, options: CallOptions = {}) =>
      allo.call('POST /v1/webhooks', { body, ...options }),
    update: (webhook: Which, body: BodyOf<'PATCH /v1/webhooks/{id}'>, options: CallOptions = {}) =>
      allo.call('PATCH /v1/webhooks/{id}', { ...changeOf(webhook, options), body }),
    remove: (webhook: Which, options: CallOptions = {}) =>
      allo.call('DELETE /v1/webhooks/{id}', changeOf(webhook, options)),
    rotateSecret: (
      id: string,
      body: BodyOf<'POST /v1/webhooks/{id}/rotate-secret'> = {},
      options: CallOptions = {},
    ) => allo.call('POST /v1/webhooks/{id}/rotate-secret', { params: { id }, body, ...options }),
    /** Sends a `webhook.test`; {@link delivery} tells how it went. */
    test: (id: string, options: CallOptions = {}) =>
      allo.call('POST /v1/webhooks/{id}/test', { params: { id }, ...options }),
    deliveries: (
      id: string,
      query: QueryOf<'GET /v1/webhooks/{id}/deliveries'> = {},
      options: CallOptions = {},
    ) => allo.list('GET /v1/webhooks/{id}/deliveries', { params: { id }, query, ...options }),
    delivery: (id: string, deliveryId: string, options: CallOptions = {}) =>
      allo.call('GET /v1/webhooks/{id}/deliveries/{deliveryId}', { params: { id, deliveryId }, ...options }),
    replayDelivery: (id: string, deliveryId: string, options: CallOptions = {}) =>
      allo.call('POST /v1/webhooks/{id}/deliveries/{deliveryId}/replay', {
        params: { id, deliveryId },
        ...options,
      }),
    replay: (id: string, body: BodyOf<'POST /v1/webhooks/{id}/replay'>, options: CallOptions = {}) =>
      allo.call('POST /v1/webhooks/{id}/replay', { params: { id }, body, ...options }),
  };
}
