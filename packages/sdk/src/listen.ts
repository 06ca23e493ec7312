import type { LiveMessage } from './live-message.ts';

export interface LiveAddress {
  /** Without a slash at the end. */
  baseUrl: string;
  apiKey: string;
  organisation: string | null;
  topics?: readonly string[];
  /** Null: from now on. */
  after?: number | null;
  signal?: AbortSignal;
}

export interface LiveEnd {
  kind: 'end';
  /**
   * `unopened`: it never came to a connection; `refused`: what was asked for cannot be had; `silence`: nothing was heard
   * for so long that the connection may be gone; `broken`: anything else.
   */
  reason: 'unopened' | 'refused' | 'silence' | 'broken';
  detail: string;
}

export interface LiveConnection {
  next(): Promise<{ kind: 'message'; message: LiveMessage } | LiveEnd>;
  /** Idempotent. */
  close(): void;
}

/** RFC 6455 §7.4.1: what was asked for is against the rules. */
const policyViolation = 1008;
/** A reader so slow is better off resuming later: the installation keeps what it misses. */
const mostWaiting = 5000;
const known = new Set(['call', 'event', 'ready', 'too-old']);

/** One connection to `/v1/live`, until it ends. Messages that came before the end come before it. */
export function listen(address: LiveAddress, silenceMs: number): LiveConnection {
  // Programs name themselves in a header; the type of the platform knows browsers only, which cannot.
  const headers = { authorization: `Bearer ${address.apiKey}` };
  const socket = new WebSocket(urlOf(address), { headers } as unknown as string[]);
  const waiting: LiveMessage[] = [];
  let isOpen = false;
  let isReady = false;
  let end: LiveEnd | null = null;
  let wake = (): void => {};

  const finish = (reason: LiveEnd['reason'], detail: string) => {
    clearTimeout(timer);
    address.signal?.removeEventListener('abort', abort);
    end ??= { kind: 'end', reason, detail };
    socket.close();
    wake();
  };
  const abort = () => finish('broken', 'aborted');
  const beSilent = () =>
    finish(isOpen ? 'silence' : 'unopened', `nothing was heard for ${silenceMs / 1000} s`);
  let timer = setTimeout(beSilent, silenceMs);

  socket.addEventListener('open', () => {
    isOpen = true;
  });
  socket.addEventListener('message', ({ data }) => {
    if (end) return;
    clearTimeout(timer);
    timer = setTimeout(beSilent, silenceMs);
    const message = readMessage(data);
    if (!message) return;
    isReady ||= message.type === 'ready';
    waiting.push(message);
    if (waiting.length > mostWaiting) finish('broken', 'messages come faster than they are taken');
    else wake();
  });
  socket.addEventListener('error', () => {
    if (!isOpen) finish('unopened', 'no connection');
  });
  socket.addEventListener('close', ({ code, reason }) => {
    const detail = `the connection was closed (${code}${reason ? `: ${reason}` : ''})`;
    if (!isOpen) finish('unopened', detail);
    else if (code === policyViolation && !isReady) finish('refused', reason || detail);
    else finish('broken', detail);
  });
  address.signal?.addEventListener('abort', abort, { once: true });
  if (address.signal?.aborted) abort();

  return {
    next: async () => {
      for (;;) {
        const message = waiting.shift();
        if (message) return { kind: 'message', message };
        if (end) return end;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    close: () => finish('broken', 'closed'),
  };
}

function urlOf({ baseUrl, organisation, topics = ['calls'], after = null }: LiveAddress): string {
  const query = new URLSearchParams({ topics: topics.join(',') });
  if (after !== null) query.set('after', String(after));
  if (organisation !== null) query.set('organisation', organisation);
  return `${baseUrl.replace(/^http/, 'ws')}/v1/live?${query.toString()}`;
}

/** Null for what is of a later version of the installation. */
function readMessage(data: unknown): LiveMessage | null {
  try {
    const message = JSON.parse(String(data)) as LiveMessage;
    return known.has(message?.type) ? message : null;
  } catch {
    return null;
  }
}
