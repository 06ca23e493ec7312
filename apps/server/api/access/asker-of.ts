import type { Asker } from '@allo/business';
import { actorOf } from './actor-of.ts';

/** Whoever asks, with their rights and as the audit log names them. */
export function askerOf(ask: Parameters<typeof actorOf>[0]): Asker {
  return { principal: ask.principal, actor: actorOf(ask) };
}
