import {
  type UpdateWebhook,
  webhookDeliveryDetailSchema,
  webhookDeliveryListSchema,
  webhookDeliverySchema,
  webhookListSchema,
  webhookSchema,
  webhookWithSecretSchema,
  type WebhookDelivery,
} from '@allo/contracts/http';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { sendJson } from '../../api/send-json.ts';

const pathOf = (id: string) => `/v1/webhooks/${encodeURIComponent(id)}`;

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => readJson('/v1/webhooks?limit=100', webhookListSchema, signal),
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhook', id],
    queryFn: ({ signal }) => readJson(pathOf(id), webhookSchema, signal),
  });

const pendingPollMs = 1500;
const calmPollMs = 15_000;

/** Newest first; asked for often while one is on its way. */
export const deliveriesQuery = (id: string, state: WebhookDelivery['state'] | '') =>
  infiniteQueryOptions({
    queryKey: ['deliveries', id, state],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '20' });
      if (state) query.set('state', state);
      if (pageParam) query.set('cursor', pageParam);
      return readJson(`${pathOf(id)}/deliveries?${query}`, webhookDeliveryListSchema, signal);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: ({ state: { data } }) =>
      data?.pages[0]?.items.some((one) => one.state === 'pending') ? pendingPollMs : calmPollMs,
  });

/** Read again whenever the delivery changed. */
export const deliveryQuery = (id: string, { id: deliveryId, attempts, state }: WebhookDelivery) =>
  queryOptions({
    queryKey: ['delivery', id, deliveryId, attempts, state],
    queryFn: ({ signal }) =>
      readJson(`${pathOf(id)}/deliveries/${deliveryId}`, webhookDeliveryDetailSchema, signal),
  });

export interface NewWebhook {
  url: string;
  description: string;
  eventFilters: string[];
}

export const createWebhook = (wanted: NewWebhook) =>
  sendJson('POST', '/v1/webhooks', wanted, webhookWithSecretSchema);
export const changeWebhook = ({ id, version, ...change }: { id: string; version: number } & UpdateWebhook) =>
  sendJson('PATCH', pathOf(id), change, webhookSchema, { version });
export const removeWebhook = ({ id, version }: { id: string; version: number }) =>
  sendJson('DELETE', pathOf(id), null, null, { version });
export const testWebhook = (id: string) =>
  sendJson('POST', `${pathOf(id)}/test`, null, webhookDeliverySchema);
export const rotateSecret = ({ id, overlapHours }: { id: string; overlapHours: number }) =>
  sendJson('POST', `${pathOf(id)}/rotate-secret`, { overlapHours }, webhookWithSecretSchema);
export const replayDelivery = ({ id, deliveryId }: { id: string; deliveryId: string }) =>
  sendJson('POST', `${pathOf(id)}/deliveries/${deliveryId}/replay`, null, webhookDeliverySchema);
