import type { Clock } from '@allo/kernel';
import type { Route } from './faults.ts';

/** One request as the server saw it. Times are of the server's monotonic clock, ms: the oracle of latency tests. */
export interface RequestEntry {
  id: number;
  route: Route;
  /** Whose key it came with. */
  authorization: string | null;
  /** Headers were read. */
  startedAtMs: number;
  /** The whole request body was read. */
  receivedAtMs: number | null;
  /** Every write of the answer's body, in order. */
  sent: Array<{ atMs: number; bytes: number }>;
  endedAtMs: number | null;
  outcome: 'running' | 'completed' | 'client-closed' | 'reset' | 'refused';
  /** What was asked and answered, as far as the route tells. */
  facts: Record<string, unknown>;
}

/** The last requests, oldest first. */
export class RequestLog {
  readonly #clock: Clock;
  readonly #maxEntries: number;
  #entries: RequestEntry[] = [];
  #nextId = 1;

  constructor(clock: Clock, maxEntries = 10_000) {
    this.#clock = clock;
    this.#maxEntries = maxEntries;
  }

  get entries(): readonly RequestEntry[] {
    return this.#entries;
  }

  begin(route: Route, authorization: string | undefined): RequestEntry {
    const entry: RequestEntry = {
      id: this.#nextId++,
      route,
      authorization: authorization ?? null,
      startedAtMs: this.#clock.now(),
      receivedAtMs: null,
      sent: [],
      endedAtMs: null,
      outcome: 'running',
      facts: {},
    };
    this.#entries.push(entry);
    if (this.#entries.length > this.#maxEntries) this.#entries.shift();
    return entry;
  }

  received(entry: RequestEntry): void {
    entry.receivedAtMs = this.#clock.now();
  }

  sent(entry: RequestEntry, bytes: number): void {
    entry.sent.push({ atMs: this.#clock.now(), bytes });
  }

  /** The first outcome stays. */
  end(entry: RequestEntry, outcome: RequestEntry['outcome']): void {
    if (entry.outcome !== 'running') return;
    entry.outcome = outcome;
    entry.endedAtMs = this.#clock.now();
  }

  clear(): void {
    this.#entries = [];
  }
}
