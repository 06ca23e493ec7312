/** An event as it arrived somewhere; `key` holds its topic too. */
export interface Arrival {
  id: string;
  key: string;
  position: number;
}

/** What is known after everything came to rest. */
export interface StreamEvidence {
  /** Rows of the outbox. */
  rows: ReadonlyArray<{ id: number; eventId: string; key: string; position: number | null }>;
  /** Ids whose commit was acknowledged to the writer. */
  acknowledged: ReadonlySet<string>;
  /** Ids of transactions that rolled back. */
  rolledBack: ReadonlySet<string>;
  /** Ids as the consumer in the database took effect of them, once for each time. */
  effects: readonly string[];
  /** What came to each follower outside, in the order it came. */
  deliveries: ReadonlyArray<readonly Arrival[]>;
}

export interface StreamVerdict {
  events: number;
  /** Acknowledged and not there, or there and never placed, taken effect of or delivered. */
  lost: number;
  /** Placed before an older one of their key, or delivered first after a younger one. */
  outOfOrder: number;
  /** Of transactions that never were. */
  phantoms: number;
  /** Effects in the database beyond the first. */
  doubledEffects: number;
  /** Deliveries that came again and were recognised by their id. */
  repeatedDeliveries: number;
  /** Positions left out or given twice. */
  gaps: number;
}

/** Judges what a stream did to its events. */
export function verifyStream(evidence: StreamEvidence): StreamVerdict {
  const { rows, acknowledged, rolledBack, effects, deliveries } = evidence;
  const told = new Set(rows.map(({ eventId }) => eventId));
  const taken = new Set(effects);
  const arrived = deliveries.map((arrivals) => new Map(arrivals.toReversed().map((one) => [one.id, one])));
  const missing = (ids: ReadonlySet<string>, from: { has(id: string): boolean }) =>
    [...ids].filter((id) => !from.has(id)).length;
  const unplaced = rows.filter(({ position }) => position === null).length;
  const inPlace = rows
    .filter(({ position }) => position !== null)
    .sort((a, b) => (a.position as number) - (b.position as number));
  const positions = rows.flatMap(({ position }) => position ?? []).sort((a, b) => a - b);
  return {
    events: rows.length,
    lost:
      missing(acknowledged, told) +
      unplaced +
      missing(told, taken) +
      arrived.reduce((sum, ids) => sum + missing(told, ids), 0),
    outOfOrder:
      disorder(inPlace.map(({ key, id }) => [key, id])) +
      deliveries.reduce((sum, arrivals) => sum + disorder(firstOnly(arrivals)), 0),
    phantoms: [...rolledBack].filter((id) => told.has(id)).length,
    doubledEffects: effects.length - taken.size,
    repeatedDeliveries: deliveries.reduce(
      (sum, arrivals, index) => sum + arrivals.length - (arrived[index]?.size ?? 0),
      0,
    ),
    gaps: positions.filter((position, index) => position !== index + 1).length,
  };
}

/** How many come after a higher number of their key. */
function disorder(sequence: ReadonlyArray<readonly [string, number]>): number {
  const highest = new Map<string, number>();
  let wrong = 0;
  for (const [key, number] of sequence) {
    if (number < (highest.get(key) ?? 0)) wrong += 1;
    else highest.set(key, number);
  }
  return wrong;
}

function firstOnly(arrivals: readonly Arrival[]): Array<readonly [string, number]> {
  const seen = new Set<string>();
  return arrivals.flatMap(({ id, key, position }) => {
    if (seen.has(id)) return [];
    seen.add(id);
    return [[key, position] as const];
  });
}
