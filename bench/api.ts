import { loadavg } from 'node:os';
import { processFigures } from '@allo/testing/server';
import { measureAccessChecks } from './access-checks.ts';
import { type ApiRig, openApiRig } from './api-rig.ts';
import { type BackgroundDone, runBackgroundLoad } from './background-load.ts';
import { type Bench, type BenchResult, percentile, rounded } from './bench.ts';
import { measureCallEnds } from './call-end.ts';
import { measureFanOut } from './fan-out.ts';
import { holdCalls } from './hold-calls.ts';
import { createMixedRequests } from './mixed-requests.ts';
import { runOpenLoop } from './open-loop.ts';

const targets: Record<string, number> = {
  restP95Ms: 25,
  authP95Ms: 1,
  callEndVisibleMs: 1000,
  fanoutP95Ms: 50,
  pacingP99Ms: 5,
};
const parts = ['auth', 'rest', 'call-end', 'fanout', 'pacing'] as const;
type Part = Pick<BenchResult, 'figures' | 'conditions'> & { notes?: string[] };

/** What the platform costs those who use it, and whether it disturbs the voice. */
export const apiBench: Bench = {
  name: 'api',
  summary:
    'requests, checks, a call that ended, live screens, voice beside imports (--seconds 30 --calls 50 --only rest,auth)',
  async run(options) {
    const only = new Set((options.only ?? parts.join(',')).split(','));
    const data = { calls: Number(options.stored ?? 5000), leads: Number(options.leads ?? 2000) };
    const loadBefore = loadavg()[0] as number;
    const rig = await openApiRig(process.env.DATABASE_URL_TEST ?? null, data);
    const seconds = Number(options.seconds ?? 30);
    const run: Record<(typeof parts)[number], () => Promise<Part>> = {
      auth: () => measureAuth(Number(options.checks ?? 20_000)),
      rest: () => measureRest(rig, Number(options.rate ?? 200), seconds),
      'call-end': () => measureEnds(rig, Number(options.ends ?? 20)),
      fanout: () => measureScreens(rig, Number(options.screens ?? 200), Number(options.events ?? 60)),
      pacing: () => measurePacing(rig, Number(options.calls ?? 50), seconds),
    };
    try {
      const done: Part[] = [];
      for (const part of parts) if (only.has(part)) done.push(await run[part]());
      const figures: Record<string, number> = Object.assign({}, ...done.map((one) => one.figures));
      const missed = Object.entries(targets)
        .filter(([name, target]) => (figures[name] ?? 0) > target)
        .map(([name, target]) => `target missed: ${name} within ${target} ms`);
      return {
        figures,
        conditions: Object.assign(
          {
            database: rig.database,
            storedCalls: data.calls,
            storedLeads: data.leads,
            // Others on the machine before anything was measured: with more than one for each core the figures are theirs.
            loadAverageBefore: rounded(loadBefore),
          },
          ...done.map((one) => one.conditions),
        ) as BenchResult['conditions'],
        notes: [...missed, ...done.flatMap(({ notes = [] }) => notes)],
      };
    } finally {
      await rig.close();
    }
  },
};

async function measureAuth(checks: number): Promise<Part> {
  const { session, key } = await measureAccessChecks(checks);
  const worse = Math.max(percentile(session, 0.95), percentile(key, 0.95));
  return {
    figures: { authP95Ms: rounded(worse, 4) },
    conditions: {
      authChecks: `${checks} of a session and ${checks} of a key, remembered, in this process; the worse of both`,
      authFirstSessionMs: rounded(session[0] as number),
      authFirstKeyMs: rounded(key[0] as number),
    },
  };
}

async function measureRest(rig: ApiRig, ratePerSecond: number, seconds: number): Promise<Part> {
  const send = createMixedRequests(rig.client, rig);
  // Compiled and planned first, as a server that has run for a minute.
  await runOpenLoop({ ratePerSecond: ratePerSecond / 2, seconds: Math.min(10, seconds), send });
  const cpuBefore = await processFigures(rig.server.pid);
  const { tookMs, senderLateP95Ms, failures } = await runOpenLoop({ ratePerSecond, seconds, send });
  const cpuAfter = await processFigures(rig.server.pid);
  const all = [...tookMs.values()].flat();
  const slowest = [...tookMs]
    .map(([name, took]) => ({ name, p95: percentile(took, 0.95) }))
    .toSorted((a, b) => b.p95 - a.p95);
  return {
    figures: {
      restP50Ms: rounded(percentile(all, 0.5)),
      restP95Ms: rounded(percentile(all, 0.95)),
      restP99Ms: rounded(percentile(all, 0.99)),
      restFailed: failures.length,
    },
    conditions: {
      restRequests: `${all.length} at ${ratePerSecond} a second by a schedule, from when each was due`,
      restSenderLateP95Ms: rounded(senderLateP95Ms),
      restServerCpuPct: rounded(
        (100 * ((cpuAfter?.cpuSeconds ?? Number.NaN) - (cpuBefore?.cpuSeconds ?? Number.NaN))) / seconds,
        0,
      ),
      restP95ByRequest: slowest.map(({ name, p95 }) => `${name} ${rounded(p95, 1)}`).join(', '),
    },
    notes: [...new Set(failures)].slice(0, 5).map((failure) => `failed: ${failure}`),
  };
}

async function measureEnds({ client }: ApiRig, calls: number): Promise<Part> {
  const tookMs = await measureCallEnds(client, calls);
  return {
    figures: {
      callEndVisibleP50Ms: rounded(percentile(tookMs, 0.5), 0),
      callEndVisibleMs: rounded(percentile(tookMs, 0.95), 0),
    },
    conditions: { callEnds: `p95 of ${calls} typed calls, hung up; asked every 10 ms` },
  };
}

async function measureScreens(rig: ApiRig, followers: number, events: number): Promise<Part> {
  const { tookMs, lastMs, missing, clientLateP95Ms } = await measureFanOut({ ...rig, followers, events });
  return {
    figures: {
      fanoutP50Ms: rounded(percentile(tookMs, 0.5)),
      fanoutP95Ms: rounded(percentile(tookMs, 0.95)),
      fanoutLastP95Ms: rounded(percentile(lastMs, 0.95)),
      fanoutMissing: missing,
    },
    conditions: {
      fanout: `${events} events to ${followers} sockets in another process, from before the commit in a third`,
      fanoutClientLateP95Ms: rounded(clientLateP95Ms),
    },
  };
}

async function measurePacing({ server, client }: ApiRig, calls: number, seconds: number): Promise<Part> {
  const probes = Math.max(1, Math.round(calls / 10));
  const order = {
    uri: `sip:lidia@127.0.0.1:${server.sipPort}`,
    calls,
    probes,
    seconds,
    watch: () => processFigures(server.pid),
  };
  const quiet = await holdCalls(order);
  let beside: BackgroundDone | null = null;
  const busy = await holdCalls({
    ...order,
    meanwhile: async (signal) => {
      beside = await runBackgroundLoad(client, { rows: 10_000, documentBytes: 5_000_000 }, signal);
    },
  });
  const { imports, documents, importS, documentS } = beside as unknown as BackgroundDone;
  return {
    figures: {
      pacingP99Ms: rounded(percentile(busy.deviationsMs, 0.99)),
      pacingQuietP99Ms: rounded(percentile(quiet.deviationsMs, 0.99)),
      pacingLostFrames: busy.lost,
      pacingQuietLostFrames: quiet.lost,
    },
    conditions: {
      pacingCalls: `${busy.stillUp} (quiet ${quiet.stillUp}) of ${calls}, heard on ${probes} for ${seconds} s`,
      pacingBeside: `${imports} imports of 10k rows, ${rounded(percentile(importS, 0.5), 1)} s each; ${documents} documents of 5 MB, ${rounded(percentile(documentS, 0.5), 1)} s each`,
      pacingProbeLateP99Ms: rounded(percentile(busy.ownLateMs, 0.99)),
      pacingQuietProbeLateP99Ms: rounded(percentile(quiet.ownLateMs, 0.99)),
    },
  };
}
