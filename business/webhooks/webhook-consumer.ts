import type { OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';
import type { Deps } from '../deps.ts';
import type { EventConsumer } from '../events/event-consumer.ts';
import { queueDeliveries } from './queue-deliveries.ts';
import { tellableEvent } from './tellable-event.ts';

/**
 * Follows the events of all organisations and makes deliveries of them, in the transaction that remembers how far it
 * got. `onQueued` hears that there is something to send.
 */
export function createWebhookConsumer(
  deps: Pick<Deps, 'ids' | 'clock'>,
  onQueued: () => void,
): EventConsumer {
  let hasQueued = false;
  return {
    name: 'webhooks',
    topics: null,
    begins: 'oldest',
    effect: 'database',
    async handle(tx, events) {
      const byOrganisation = new Map<string, OutboxEvent[]>();
      for (const event of events) {
        const known = byOrganisation.get(event.orgId);
        if (known) known.push(event);
        else byOrganisation.set(event.orgId, [event]);
      }
      for (const [orgId, own] of byOrganisation)
        if ((await queueDeliveries(tx, deps, orgId as OrgId, own.map(tellableEvent))) > 0) hasQueued = true;
    },
    committed() {
      if (hasQueued) onQueued();
      hasQueued = false;
    },
  };
}
