import type { ConformanceCase, Subject } from './conformance-case.ts';

/** An adapter through which nodes share something, with the world made for one case. */
export interface NodeSubject<Adapter>
  extends Pick<Subject<Adapter>, 'adapter' | 'within' | 'elapse' | 'close'> {
  /** The adapter as another node has it, on the same server; closed with the subject. Absent: it knows one process only. */
  another?(): Promise<Adapter>;
  /** Ends a node as a crash does: nothing is said to anybody. */
  kill?(adapter: Adapter): Promise<void>;
  /** Time stands still but for `within` and `elapse`, so that moments can be told exactly. */
  isTimeExact: boolean;
}

export interface NodeHarness<Adapter> {
  create(): Promise<NodeSubject<Adapter>> | NodeSubject<Adapter>;
  /** What `another` and `kill` can do here; cases about the rest are left out. */
  hasNodes: boolean;
}

/** One case with a subject of its own, closed whatever happens. */
export function nodeCase<Adapter>(
  harness: NodeHarness<Adapter>,
  name: string,
  check: (subject: NodeSubject<Adapter>) => Promise<void>,
): ConformanceCase {
  const run = async () => {
    const subject = await harness.create();
    try {
      await check(subject);
    } finally {
      await subject.close();
    }
  };
  return { name, run };
}

/** Resolves when `isSo`, looking again as the world's time passes; rejects after `limitMs` of it. */
export async function eventually<Adapter>(
  subject: NodeSubject<Adapter>,
  isSo: () => boolean | Promise<boolean>,
  what: string,
  limitMs = 20_000,
): Promise<void> {
  const stepMs = 20;
  for (let passedMs = 0; passedMs < limitMs; passedMs += stepMs) {
    if (await isSo()) return;
    await subject.elapse(stepMs);
  }
  if (!(await isSo())) throw new Error(`not so within ${limitMs} ms: ${what}`);
}
