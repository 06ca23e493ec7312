import type { Random } from '@allo/kernel';
import { z } from 'zod';

/** A delay in ms: fixed, even between two bounds, or log-normal as real servers are. */
export const latencySchema = z.union([
  z.number().min(0),
  z.object({ minMs: z.number().min(0), maxMs: z.number().min(0) }),
  z.object({ medianMs: z.number().min(0), sigma: z.number().min(0).max(3) }),
]);

export type Latency = z.infer<typeof latencySchema>;

export function drawLatency(latency: Latency | undefined, random: Random): number {
  if (latency === undefined) return 0;
  if (typeof latency === 'number') return latency;
  if ('minMs' in latency) return latency.minMs + random.next() * Math.max(0, latency.maxMs - latency.minMs);
  // Box and Muller: a normal deviate out of two uniform ones.
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return latency.medianMs * Math.exp(latency.sigma * radius * Math.cos(2 * Math.PI * random.next()));
}
