import { AlloError } from './allo-error.ts';
import { passMessage, resumeAfter, startPlace } from './follow-place.ts';
import type { LiveMessage } from './live-message.ts';
import { listen, type LiveEnd, type LiveAddress } from './listen.ts';
import { pause } from './pause.ts';
import { problemOf } from './problem-of.ts';

export interface FollowOptions {
  /** `calls` (a call as it is now, whenever it changed) and topics of events like `call-events`; `calls` unless given. */
  topics?: readonly string[];
  /** Position of the last message you have; what came after it is told first. */
  after?: number;
  signal?: AbortSignal;
  /** Told of every break, before the next attempt. */
  onBreak?: (reason: string) => void;
}

const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** A connection can vanish without a word; one that was silent for so long is made anew. */
const silenceMs = 60_000;
const tooManyFailures = 5;

/** Yields every message once and in order, also over broken connections; ends when aborted. */
export async function* followEvents(
  options: Omit<LiveAddress, 'after' | 'topics'> & FollowOptions & { silenceMs?: number },
): AsyncGenerator<LiveMessage, void, undefined> {
  const { signal, onBreak } = options;
  const topics = options.topics ?? ['calls'];
  const followsBoth = topics.includes('calls') && topics.length > 1;
  let place = startPlace(options.after);
  let failures = 0;
  let isRenewal = false;
  while (!signal?.aborted) {
    const connection = listen(
      { ...options, topics, after: resumeAfter(place) },
      options.silenceMs ?? silenceMs,
    );
    let end: LiveEnd | null = null;
    try {
      while (!end) {
        const next = await connection.next();
        if (next.kind === 'end') {
          end = next;
          break;
        }
        const { message } = next;
        const passed = passMessage(place, message, followsBoth);
        if (!passed) continue;
        failures = 0;
        const isNews = message.type !== 'ready' || !isRenewal || passed.position !== place.position;
        place = passed;
        if (message.type === 'ready') isRenewal = false;
        if (isNews) yield message;
      }
    } finally {
      connection.close();
    }
    if (signal?.aborted) return;
    isRenewal = end.reason === 'silence';
    if (isRenewal) continue;
    failures += 1;
    await throwIfRefused(options, end, failures);
    onBreak?.(end.detail);
    await rest(failures, signal);
  }
}

/** The longer the installation is away, the less often it is asked. */
async function rest(failures: number, signal: AbortSignal | undefined): Promise<void> {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)) * (0.5 + Math.random());
  await pause(pauseMs, signal).catch(() => undefined);
}

/** Finds out whether trying again can help: a WebSocket that is refused does not say why, a plain request does. */
async function throwIfRefused(options: LiveAddress, end: LiveEnd, failures: number): Promise<void> {
  if (end.reason === 'refused') {
    const isForbidden = /permission/.test(end.detail);
    throw new AlloError({
      status: isForbidden ? 403 : 400,
      code: isForbidden ? 'forbidden' : 'bad_request',
      detail: end.detail,
    });
  }
  if (end.reason !== 'unopened') return;
  const problem = await askPlainly(options);
  if (problem === null) return;
  // To a plain request that is allowed to ask, this address says that it takes WebSockets.
  const isAllowed = problem.status === 400;
  if (!isAllowed && problem.status >= 400 && problem.status < 500 && problem.status !== 429) throw problem;
  if (isAllowed && failures >= tooManyFailures) {
    throw new AlloError({
      status: 0,
      code: 'websocket_refused',
      detail: `${options.baseUrl} answers, but takes no WebSocket: let the proxy before it pass upgrades.`,
    });
  }
}

/** Null: no answer now. */
async function askPlainly({ baseUrl, apiKey, organisation, signal }: LiveAddress): Promise<AlloError | null> {
  try {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      ...(organisation === null ? {} : { 'allo-organisation': organisation }),
    };
    const slow = AbortSignal.timeout(longestPauseMs);
    const response = await fetch(`${baseUrl}/v1/live`, {
      headers,
      signal: signal ? AbortSignal.any([signal, slow]) : slow,
      redirect: 'error',
    });
    return await problemOf(response);
  } catch {
    return null;
  }
}
