import type { Membership } from '@allo/contracts/http';
import type { Clock } from '@allo/kernel';

export interface Person {
  userId: string;
  email: string;
  name: string;
}

/** Where people belong, asked for with every request and so kept for five seconds. */
export interface MembershipCache {
  of(person: Person): Promise<Membership[]>;
  /** Somebody's membership or an organisation changed in this process. */
  forget(): void;
}

const maxAgeMs = 5000;
const maxEntries = 10_000;

export function createMembershipCache(
  look: (person: Person) => Promise<Membership[]>,
  clock: Clock,
): MembershipCache {
  const entries = new Map<string, { found: Membership[]; freshUntilMs: number }>();
  let generation = 0;
  return {
    of: async (person) => {
      const entry = entries.get(person.userId);
      if (entry && entry.freshUntilMs > clock.now()) return entry.found;
      const begunAt = generation;
      const found = await look(person);
      entries.delete(person.userId);
      // What changed while it was looked up may not be in it.
      if (begunAt === generation) entries.set(person.userId, { found, freshUntilMs: clock.now() + maxAgeMs });
      if (entries.size > maxEntries) entries.delete(entries.keys().next().value as string);
      return found;
    },
    forget: () => {
      generation += 1;
      entries.clear();
    },
  };
}
