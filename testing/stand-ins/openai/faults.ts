import { z } from 'zod';
import { latencySchema } from './latency.ts';

export const routes = ['transcriptions', 'chat', 'speech'] as const;
export type Route = (typeof routes)[number];

/** What goes wrong. `afterChunks` pieces of a good answer go out first; 0 means before the first byte. */
export const failureSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hang'), afterChunks: z.int().min(0).default(0) }),
  z.object({ kind: z.literal('reset'), afterChunks: z.int().min(0).default(0) }),
  z.object({ kind: z.literal('status'), status: z.int().min(300).max(599), code: z.string().optional() }),
  /** A page of HTML with status 200, or `body` as it is. */
  z.object({ kind: z.literal('garbage'), body: z.string().optional(), contentType: z.string().optional() }),
  /** Status 200 and not a byte. */
  z.object({ kind: z.literal('empty') }),
]);

export type Failure = z.infer<typeof failureSchema>;

/** Body of `POST /stand-in/faults`. Replaces what was set for the route. */
export const faultSchema = z.object({
  route: z.enum([...routes, 'all']),
  firstByteMs: latencySchema.optional(),
  /** Before every further piece: a token of the model, 100 ms of audio. */
  perChunkMs: latencySchema.optional(),
  failure: failureSchema.optional(),
  /** The failure befalls this many requests and is then over. Absent = all. */
  times: z.int().min(1).optional(),
});

export type Fault = z.input<typeof faultSchema>;
type ParsedFault = z.infer<typeof faultSchema>;

/** What one request is to suffer. */
export type Fate = Omit<ParsedFault, 'route' | 'times'>;

/** The faults in force, route by route. */
export class FaultPlan {
  readonly #byRoute = new Map<Route, { fate: Fate; left: number }>();

  set(fault: Fault): void {
    const { route, times, ...fate } = faultSchema.parse(fault);
    for (const one of route === 'all' ? routes : [route]) {
      this.#byRoute.set(one, { fate, left: times ?? Number.POSITIVE_INFINITY });
    }
  }

  clear(): void {
    this.#byRoute.clear();
  }

  /** The fate of the next request; counts it. */
  next(route: Route): Fate {
    const entry = this.#byRoute.get(route);
    if (!entry) return {};
    if (!entry.fate.failure || entry.left <= 0) return { ...entry.fate, failure: undefined };
    entry.left--;
    return entry.fate;
  }
}
