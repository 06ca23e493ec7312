import { percentile } from './bench.ts';

/** What a schedule of requests came to. */
export interface OpenLoopReport {
  /** Of each name: from the moment a request was due to its last byte, waiting for a late sender included. */
  tookMs: ReadonlyMap<string, readonly number[]>;
  /** How late the sender itself was, every request: the share of the measuring process. */
  senderLateP95Ms: number;
  failures: string[];
}

/**
 * Sends by a schedule, whether or not earlier requests came back: a server that stalls is measured by everything that
 * was due meanwhile. `send` answers the name of what it sent.
 */
export async function runOpenLoop(order: {
  ratePerSecond: number;
  seconds: number;
  send(index: number): Promise<string>;
}): Promise<OpenLoopReport> {
  const { ratePerSecond, seconds, send } = order;
  const tookMs = new Map<string, number[]>();
  const lateMs: number[] = [];
  const failures: string[] = [];
  const under: Array<Promise<void>> = [];
  const startMs = performance.now();
  const one = async (index: number, dueMs: number): Promise<void> => {
    try {
      const name = await send(index);
      const all = tookMs.get(name) ?? [];
      all.push(performance.now() - dueMs);
      tookMs.set(name, all);
    } catch (error) {
      failures.push((error as Error).message);
    }
  };
  for (let index = 0; index < ratePerSecond * seconds; index++) {
    const dueMs = startMs + (index * 1000) / ratePerSecond;
    for (let leftMs = dueMs - performance.now(); leftMs > 0; leftMs = dueMs - performance.now())
      await new Promise((resolve) => setTimeout(resolve, leftMs));
    lateMs.push(performance.now() - dueMs);
    under.push(one(index, dueMs));
  }
  await Promise.all(under);
  return { tookMs, senderLateP95Ms: percentile(lateMs, 0.95), failures };
}
