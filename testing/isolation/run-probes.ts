import { createSeededRandom, type Random } from '@allo/kernel';
import { Agent, request } from 'node:http';
import { planOf, type ProbePlan } from './probe-plan.ts';
import { makeProbe, type Probe } from './probe.ts';
import type { Operation, Tenant } from './tenant.ts';

export interface Leak {
  probe: string;
  as: string;
  what: string;
}

export interface ProbeRun {
  probes: number;
  leaks: Leak[];
  /** By operation: how often it was probed. */
  counts: Map<string, number>;
}

export interface ProbeOptions {
  baseUrl: string;
  operations: readonly Operation[];
  a: Tenant;
  b: Tenant;
  count: number;
  seed: number;
  atOnce?: number;
}

/** Operations that hold no organisation's things; why there is nothing to probe. */
const withoutThings: ReadonlyArray<[path: RegExp, why: string]> = [
  [/^\/(health|ready)$/, 'state of the process'],
  [/^GET \/mcp$/, 'says only that it has no stream'],
  [/^\/v1\/auth\//, 'accounts stand apart from organisations'],
  [/^\/v1\/claim$/, 'the first start'],
  [/^\/v1\/session(\/devices)?$/, 'the asker’s own'],
  [/^\/v1\/me$/, 'the asker’s own'],
  [/^\/v1\/invitations\/(find|accept)$/, 'whoever has the token'],
  [/^\/v1\/organisations(\/own)?$/, 'the asker’s own memberships'],
];

/** Operations nobody knows how to probe: each is a hole in the proof. */
export function operationsWithoutProbe(operations: readonly Operation[]): string[] {
  return operations
    .filter((operation) => !hasNoThings(operation) && !planOf(operation))
    .map(({ method, path }) => `${method} ${path}`);
}

const hasNoThings = ({ method, path }: Operation): boolean =>
  withoutThings.some(([pattern]) => pattern.test(path) || pattern.test(`${method} ${path}`));

/** Asks again and again in the name of one organisation for what is the other's, both ways, and watches what comes. */
export async function runProbes(options: ProbeOptions): Promise<ProbeRun> {
  const { baseUrl, operations, a, b, count, seed, atOnce = 8 } = options;
  const random = createSeededRandom(seed);
  const targets = operations.flatMap((operation) => {
    const plan = hasNoThings(operation) ? null : planOf(operation);
    return plan ? [{ operation, plan }] : [];
  });
  const run: ProbeRun = { probes: 0, leaks: [], counts: new Map() };
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const next = nextProbe(targets, a, b, random);
  const work = async (): Promise<void> => {
    while (run.probes < count) {
      run.probes += 1;
      const { probe, owner } = next();
      const reply = await send(baseUrl, agent, probe);
      const name = `${probe.operation.method} ${probe.operation.path}`;
      run.counts.set(name, (run.counts.get(name) ?? 0) + 1);
      const what = leakIn(probe, owner, reply);
      if (what) run.leaks.push({ probe: `${probe.operation.method} ${probe.url}`, as: probe.as, what });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  agent.destroy();
  return run;
}

function nextProbe(
  targets: ReadonlyArray<{ operation: Operation; plan: ProbePlan }>,
  a: Tenant,
  b: Tenant,
  random: Random,
): () => { probe: Probe; owner: Tenant } {
  return () => {
    for (;;) {
      const { operation, plan } = targets[random.below(targets.length)] as (typeof targets)[number];
      const [asker, owner] = random.below(2) === 0 ? [a, b] : [b, a];
      const probe = makeProbe(operation, plan, { asker, owner, random });
      if (probe) return { probe, owner };
    }
  };
}

interface ProbeReply {
  status: number;
  text: string;
}

function leakIn(probe: Probe, owner: Tenant, { status, text }: ProbeReply): string | null {
  if (text.includes(owner.marker)) return `the reply (${status}) holds words of ${owner.name}`;
  const asked = `${decodeURIComponent(probe.url)} ${probe.body ?? ''}`.toLowerCase();
  const lower = text.toLowerCase();
  for (const [kind, id] of Object.entries({ ...owner.ids, organisation: owner.orgId })) {
    if (id !== '' && lower.includes(id.toLowerCase()) && !asked.includes(id.toLowerCase())) {
      return `the reply (${status}) holds the ${kind} of ${owner.name}`;
    }
  }
  if (!probe.expected.includes(status)) return `status ${status} instead of ${probe.expected.join(' or ')}`;
  return null;
}

function send(baseUrl: string, agent: Agent, probe: Probe): Promise<ProbeReply> {
  return new Promise((resolve, reject) => {
    const asking = request(
      `${baseUrl}${probe.url}`,
      { method: probe.operation.method, headers: probe.headers, agent },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
        response.on('error', reject);
      },
    );
    asking.on('error', reject);
    asking.end(probe.body ?? undefined);
  });
}
