import type { Database } from '@allo/adapters/postgres';
import type { CallEventSink } from '@allo/business';
import type { Readiness } from '@allo/contracts/http';
import type { PartHealth } from '@allo/contracts/ports';
import { isSinkDegraded } from './event-sink.ts';

type State = Readiness['status'];

export interface ReadinessDeps {
  database: Pick<Database, 'isReachable'>;
  sink: Pick<CallEventSink, 'status'>;
  /** Parts outside this process that it can do without for a while. */
  parts?: Record<string, () => PartHealth>;
  isStopping(): boolean;
}

/** Calls go on without the database, requests do not: it alone takes a process out of service. */
export async function readiness({
  database,
  sink,
  parts = {},
  isStopping,
}: ReadinessDeps): Promise<Readiness> {
  const isReachable = await database.isReachable();
  const found: Readiness['parts'] = [
    { id: 'database', state: isReachable ? 'ok' : 'down' },
    { id: 'events', state: isSinkDegraded(sink) ? 'degraded' : 'ok' },
    ...Object.entries(parts).map(([id, health]) => ({ id, state: health().state as State })),
  ];
  const worst = (['down', 'degraded'] as const).find((state) => found.some((part) => part.state === state));
  return { status: isStopping() ? 'down' : (worst ?? 'ok'), parts: found };
}
