import { AlloError } from './allo-error.ts';

export interface FollowOptions {
  /** `calls` (a call as it is now, whenever it changed) and topics of events like `call-events`; `calls` unless given. */
  topics?: string[];
  /** Position of the last message you have; what came after it is sent first. */
  after?: number;
  signal?: AbortSignal;
}

/** What happened. `position` is what `after` of the next time refers to. */
export type LiveMessage =
  | { type: 'call'; position: number; call: Record<string, unknown> }
  | { type: 'event'; event: { position: number; type: string; data: unknown } & Record<string, unknown> };

interface Connection {
  baseUrl: string;
  apiKey: string;
  organisation: string | null;
}

const firstPauseMs = 250;
const longestPauseMs = 10_000;

/** Yields every message once and in order, also over broken connections; ends when aborted. */
export async function* followEvents(
  options: Connection & FollowOptions,
): AsyncGenerator<LiveMessage, void, undefined> {
  let { after } = options;
  let pauseMs = firstPauseMs;
  for (;;) {
    if (options.signal?.aborted) return;
    try {
      for await (const message of listen({ ...options, after })) {
        after = positionOf(message) ?? after;
        pauseMs = firstPauseMs;
        yield message;
      }
    } catch (error) {
      if (options.signal?.aborted) return;
      if (error instanceof AlloError && error.code !== 'unreachable') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

function positionOf(message: LiveMessage): number | undefined {
  return message.type === 'event' ? message.event.position : message.position;
}

/** One connection, until it ends. */
async function* listen(
  options: Connection & { topics?: string[]; after?: number | undefined; signal?: AbortSignal },
): AsyncGenerator<LiveMessage, void, undefined> {
  const query = new URLSearchParams({ topics: (options.topics ?? ['calls']).join(',') });
  if (options.after !== undefined) query.set('after', String(options.after));
  if (options.organisation !== null) query.set('organisation', options.organisation);
  const address = `${options.baseUrl.replace(/^http/, 'ws')}/v1/live?${query}`;
  const headers = { authorization: `Bearer ${options.apiKey}` };
  // Browsers cannot send headers with a WebSocket; there the cookie of the console does.
  const socket = new WebSocket(address, { headers } as unknown as string[]);
  const queue: LiveMessage[] = [];
  let wake = () => {};
  let isOver = false;
  let refusal: AlloError | null = null;
  const end = () => {
    isOver = true;
    wake();
  };
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as LiveMessage | { type: 'error'; code: string; detail: string };
    if (message.type === 'error') refusal = new AlloError({ status: 0, ...message });
    else queue.push(message);
    wake();
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  options.signal?.addEventListener('abort', () => socket.close(), { once: true });
  try {
    for (;;) {
      const message = queue.shift();
      if (message) yield message;
      else if (refusal) throw refusal;
      else if (isOver) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    socket.close();
  }
}
