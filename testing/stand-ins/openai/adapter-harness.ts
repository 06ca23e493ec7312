import { type Clock, createSilentLog, createSystemClock, type Log } from '@allo/kernel';
import { type Behaviour, type Harness, realTimeSubject } from '../../conformance/index.ts';
import type { Failure, Fault } from './faults.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from './openai-stand-in.ts';
import type { ScriptInput } from './script.ts';

/** What an adapter under test is given. */
export interface AdapterParts {
  baseUrl: string;
  clock: Clock;
  log: Log;
  fetch: typeof globalThis.fetch;
  deadlines: { firstByteMs: number; betweenBytesMs: number };
}

const deadlines = { firstByteMs: 2500, betweenBytesMs: 1200 };

const failures: Partial<Record<Behaviour, Failure>> = {
  hang: { kind: 'hang', afterChunks: 0 },
  'hang-midway': { kind: 'hang', afterChunks: 1 },
  'reset-midway': { kind: 'reset', afterChunks: 1 },
  rejected: { kind: 'status', status: 401, code: 'invalid_api_key' },
  'rate-limited': { kind: 'status', status: 429, code: 'rate_limit_exceeded' },
  'server-error': { kind: 'status', status: 503, code: 'overloaded' },
  garbage: { kind: 'garbage' },
  empty: { kind: 'empty' },
};

/** The harness of an adapter that speaks to the stand-in: every fault on a real socket. Close it after the kit. */
export function standInHarness<Adapter>(
  make: (parts: AdapterParts) => Adapter,
  script: ScriptInput = {},
): Harness<Adapter> & { close: () => Promise<void> } {
  const clock = createSystemClock();
  // One server for all cases: they run one after another.
  let started: Promise<OpenAiStandIn> | null = null;
  const create = async (behaviour: Behaviour) => {
    started ??= startOpenAiStandIn();
    const standIn = await started;
    standIn.clearFaults();
    standIn.clearLog();
    standIn.setScript(script);
    const fault = faultOf(behaviour);
    if (fault) standIn.setFault(fault);
    const baseUrl = behaviour === 'unreachable' ? await deadUrl() : standIn.baseUrl;
    return {
      adapter: make({ baseUrl, clock, log: createSilentLog(), fetch: globalThis.fetch, deadlines }),
      ...realTimeSubject(clock),
      requestsInHand: () => standIn.requests.filter((entry) => entry.outcome === 'running').length,
      close: () => undefined,
    };
  };
  return {
    create,
    behaviours: ['normal', 'slow', 'unreachable', ...(Object.keys(failures) as Behaviour[])],
    deadlineMs: deadlines.firstByteMs + deadlines.betweenBytesMs,
    close: async () => {
      await (await started)?.close();
    },
  };
}

function faultOf(behaviour: Behaviour): Fault | null {
  // A transcription has one piece, so its slowness is all before the first byte.
  if (behaviour === 'slow') return { route: 'all', firstByteMs: 700, perChunkMs: 300 };
  const failure = failures[behaviour];
  return failure ? { route: 'all', failure } : null;
}

/** An address where somebody listened a moment ago. */
async function deadUrl(): Promise<string> {
  const gone = await startOpenAiStandIn({ speaks: false });
  const { baseUrl } = gone;
  await gone.close();
  return baseUrl;
}
