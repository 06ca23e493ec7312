import type { OutboxEvent } from '@allo/contracts/events';
import type { WebhookPayload } from '@allo/contracts/http';

/** An event as webhooks tell it. `id` becomes the id of the message: the same event is told once. */
export interface TellableEvent extends WebhookPayload {
  id: string;
}

/** `data` is that of the event, and for what belongs to a call its id and the number of the event in it. */
export function tellableEvent({ id, type, at, callId, seq, data }: OutboxEvent): TellableEvent {
  return {
    id,
    type,
    timestamp: at,
    data: {
      ...(callId !== null && { callId }),
      ...(seq !== null && { seq }),
      ...(typeof data === 'object' && data !== null ? data : {}),
    },
  };
}
