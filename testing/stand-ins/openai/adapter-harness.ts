import { type Clock, createSilentLog, createSystemClock, type Log } from '@allo/kernel';
import { type Behaviour, type Harness, realTimeSubject } from '../../conformance/index.ts';
import type { Failure, Fault } from './faults.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from './openai-stand-in.ts';

/** What an adapter under test is given. */
export interface AdapterParts {
  baseUrl: string;
  clock: Clock;
  log: Log;
  fetch: typeof globalThis.fetch;
  deadlines: { firstByteMs: number; betweenBytesMs: number };
}

const deadlines = { firstByteMs: 1500, betweenBytesMs: 600 };

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

/** The harness of an adapter that speaks to the stand-in: every fault on a real socket. */
export function standInHarness<Adapter>(
  make: (parts: AdapterParts) => Adapter,
  prepare: (standIn: OpenAiStandIn) => void = () => undefined,
): Harness<Adapter> {
  const create = async (behaviour: Behaviour) => {
    const clock = createSystemClock();
    const standIn = await startOpenAiStandIn();
    prepare(standIn);
    const fault = faultOf(behaviour);
    if (fault) standIn.setFault(fault);
    const { baseUrl } = standIn;
    if (behaviour === 'unreachable') await standIn.close();
    return {
      adapter: make({ baseUrl, clock, log: createSilentLog(), fetch: globalThis.fetch, deadlines }),
      ...realTimeSubject(clock),
      requestsInHand: () => standIn.requests.filter((entry) => entry.outcome === 'running').length,
      close: () => standIn.close(),
    };
  };
  return {
    create,
    behaviours: ['normal', 'slow', 'unreachable', ...(Object.keys(failures) as Behaviour[])],
    deadlineMs: deadlines.firstByteMs + deadlines.betweenBytesMs,
  };
}

function faultOf(behaviour: Behaviour): Fault | null {
  // A transcription has one piece, so its slowness is all before the first byte.
  if (behaviour === 'slow') return { route: 'all', firstByteMs: 700, perChunkMs: 300 };
  const failure = failures[behaviour];
  return failure ? { route: 'all', failure } : null;
}
