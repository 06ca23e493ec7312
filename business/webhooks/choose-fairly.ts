import type { InFlight, Owner } from './in-flight.ts';

/** How many requests may be under way at once. */
export interface Limits {
  total: number;
  perOrganisation: number;
  perEndpoint: number;
}

/**
 * Takes candidates in order as long as their endpoint, their organisation and the whole have room. What is left of the
 * room stays free for others: a receiver that hangs holds its own places and no more.
 */
export function chooseFairly<C extends Owner>(
  candidates: readonly C[],
  inFlight: InFlight,
  limits: Limits,
): C[] {
  const chosen: C[] = [];
  const taken = new Map<string, number>();
  const used = (id: string) => inFlight.of(id) + (taken.get(id) ?? 0);
  for (const candidate of candidates) {
    const { orgId, endpointId } = candidate;
    if (inFlight.total + chosen.length >= limits.total) break;
    if (used(orgId) >= limits.perOrganisation || used(endpointId) >= limits.perEndpoint) continue;
    for (const id of [orgId, endpointId]) taken.set(id, (taken.get(id) ?? 0) + 1);
    chosen.push(candidate);
  }
  return chosen;
}
