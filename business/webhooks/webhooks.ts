import type { OrgId } from '@allo/contracts';
import type {
  CreateWebhook,
  ReplayWebhook,
  UpdateWebhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryList,
  WebhookEndpoint,
  WebhookList,
  WebhookWithSecret,
} from '@allo/contracts/http';
import type { Actor } from '../access/actor.ts';
import type { ExpectedVersion } from '../expected-version.ts';
import { createEndpoint } from './create-endpoint.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import { endpointView } from './endpoint-view.ts';
import { findEndpoint } from './find-endpoint.ts';
import { getDelivery } from './get-delivery.ts';
import { type DeliveryQuery, listDeliveries } from './list-deliveries.ts';
import { listEndpoints } from './list-endpoints.ts';
import { replayDelivery, replayRange } from './replay-deliveries.ts';
import { rotateSecret } from './rotate-secret.ts';
import { sendTest } from './send-test.ts';
import { updateEndpoint } from './update-endpoint.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** Everything people do with webhooks. All of it throws `not_found` for what is not the organisation's. */
export interface Webhooks {
  list(orgId: OrgId, query: { cursor?: string | undefined; limit: number }): Promise<WebhookList>;
  get(orgId: OrgId, id: string): Promise<WebhookEndpoint>;
  create(orgId: OrgId, actor: Actor, wanted: CreateWebhook): Promise<WebhookWithSecret>;
  update(
    orgId: OrgId,
    actor: Actor,
    id: string,
    change: UpdateWebhook,
    expected: ExpectedVersion,
  ): Promise<WebhookEndpoint>;
  remove(orgId: OrgId, actor: Actor, id: string, expected: ExpectedVersion): Promise<void>;
  rotateSecret(orgId: OrgId, actor: Actor, id: string, overlapHours: number): Promise<WebhookWithSecret>;
  test(orgId: OrgId, id: string): Promise<WebhookDelivery>;
  deliveries(orgId: OrgId, id: string, query: DeliveryQuery): Promise<WebhookDeliveryList>;
  delivery(orgId: OrgId, id: string, deliveryId: string): Promise<WebhookDeliveryDetail>;
  replay(orgId: OrgId, id: string, deliveryId: string): Promise<WebhookDelivery>;
  replayRange(orgId: OrgId, id: string, range: ReplayWebhook): Promise<number>;
}

/** `onQueued` hears that something became due. */
export function createWebhooks(deps: WebhookDeps, onQueued: () => void = () => {}): Webhooks {
  const thenQueued = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    onQueued();
    return result;
  };
  return {
    list: (orgId, query) => listEndpoints(deps, orgId, query),
    get: (orgId, id) =>
      deps.db.inOrganisation(orgId, async (tx) => endpointView(await findEndpoint(tx, orgId, id))),
    create: (orgId, actor, wanted) => createEndpoint(deps, orgId, actor, wanted),
    update: (orgId, actor, id, change, expected) =>
      thenQueued(updateEndpoint(deps, orgId, actor, id, change, expected)),
    remove: (orgId, actor, id, expected) => deleteEndpoint(deps, orgId, actor, id, expected),
    rotateSecret: (orgId, actor, id, overlapHours) => rotateSecret(deps, orgId, actor, id, overlapHours),
    test: (orgId, id) => thenQueued(sendTest(deps, orgId, id)),
    deliveries: (orgId, id, query) => listDeliveries(deps, orgId, id, query),
    delivery: (orgId, id, deliveryId) => getDelivery(deps, orgId, id, deliveryId),
    replay: (orgId, id, deliveryId) => thenQueued(replayDelivery(deps, orgId, id, deliveryId)),
    replayRange: (orgId, id, range) => thenQueued(replayRange(deps, orgId, id, range)),
  };
}
