import { describe, it } from 'vitest';

/** How the world behind the adapter behaves. `slow` leaves time to interrupt; the rest are the faults providers have. */
export type Behaviour =
  | 'normal'
  | 'slow'
  | 'hang'
  | 'hang-midway'
  | 'reset-midway'
  | 'unreachable'
  | 'rejected'
  | 'rate-limited'
  | 'server-error'
  | 'garbage'
  | 'empty';

/** An adapter with its world, made for one case. */
export interface Subject<Adapter> {
  adapter: Adapter;
  /** The result of `work`, or a rejection when the world's time passes `limitMs` first. */
  within<T>(work: Promise<T>, limitMs: number): Promise<T>;
  /** Lets the world's time pass. */
  elapse(ms: number): Promise<void>;
  /** Requests the far side still has in hand, where there is a far side. */
  requestsInHand?(): number;
  close(): Promise<void> | void;
}

/** What a kit needs to know of an adapter. */
export interface Harness<Adapter> {
  create: (behaviour: Behaviour) => Promise<Subject<Adapter>> | Subject<Adapter>;
  /** What the world can be told to do; cases about anything else are left out. */
  behaviours: readonly Behaviour[];
  /** The adapter's own promise: a hung provider is given up within this. */
  deadlineMs: number;
}

/** One claim about an adapter. `run` rejects when it does not hold. */
export interface ConformanceCase {
  name: string;
  run: () => Promise<void>;
}

/** No stream that works takes longer in its own time. */
export const patienceMs = 20_000;

/** A case with a subject of its own, closed whatever happens. */
export function caseOf<Adapter>(
  harness: Harness<Adapter>,
  behaviour: Behaviour,
  name: string,
  check: (subject: Subject<Adapter>) => Promise<void>,
): ConformanceCase[] {
  if (!harness.behaviours.includes(behaviour)) return [];
  const run = async () => {
    const subject = await harness.create(behaviour);
    try {
      await check(subject);
    } finally {
      await subject.close();
    }
  };
  return [{ name, run }];
}

export function registerCases(name: string, cases: readonly ConformanceCase[]): void {
  describe(name, () => {
    for (const { name: claim, run } of cases) it(claim, run);
  });
}
