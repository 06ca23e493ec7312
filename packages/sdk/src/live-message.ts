import type { ReplyOf } from './operation.ts';

type Call = ReplyOf<'GET /v1/calls'>['items'][number];
type Event = ReplyOf<'GET /v1/events'>['items'][number];

/** What happened. Its position is what `after` of the next time refers to. */
export type LiveMessage =
  /** A call as it is now; of the topic `calls`. */
  | { type: 'call'; position: number; call: Call }
  | { type: 'event'; event: Event }
  /** Connected, at first and after every break: everything up to here was told. */
  | { type: 'ready'; position: number }
  /** What happened before is no longer kept and was not told: load anew what you show. */
  | { type: 'too-old'; position: number };

export function positionOf(message: LiveMessage): number {
  return message.type === 'event' ? message.event.position : message.position;
}
