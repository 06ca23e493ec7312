import type { Clock } from '@allo/kernel';
import { failureOfStatus, ProviderFailure } from './provider-failure.ts';

const maxErrorBodyBytes = 16_384;

/** How long to wait for a server before giving it up, ms. */
export interface Deadlines {
  /** From the request to the first byte of the answer's body. */
  firstByteMs: number;
  /** Between two pieces of the body. Time the reader is busy elsewhere does not count. */
  betweenBytesMs: number;
}

/** Deadlines that follow from a measured tail: a server twice as slow as its slow side is taken for hung. */
export function deadlinesFrom(tailLatencyMs: number, given: Partial<Deadlines> = {}): Deadlines {
  return {
    firstByteMs: given.firstByteMs ?? Math.max(2 * tailLatencyMs, 2000),
    betweenBytesMs: given.betweenBytesMs ?? Math.max(tailLatencyMs, 1500),
  };
}

/** Thrown to leave a generator when the caller aborted; never becomes a part. */
export class Aborted extends Error {
  override readonly name = 'Aborted';
}

/**
 * One request with its own abort: the caller's signal and the deadlines end it, and `close` frees the socket
 * however the reader leaves.
 */
export class Exchange {
  readonly #clock: Clock;
  readonly #outer: AbortSignal;
  readonly #inner = new AbortController();
  readonly #onOuterAbort = () => this.#inner.abort(new Aborted());

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#outer = signal;
    if (signal.aborted) this.#onOuterAbort();
    else signal.addEventListener('abort', this.#onOuterAbort, { once: true });
  }

  /** For `fetch`. */
  get signal(): AbortSignal {
    return this.#inner.signal;
  }

  get isAborted(): boolean {
    return this.#outer.aborted;
  }

  /** The result of `work`, a `provider_timeout` after `limitMs`, or {@link Aborted}, whichever is first. */
  within<T>(work: PromiseLike<T>, limitMs: number, waitingFor: string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const signal = this.#inner.signal;
      const settle = () => {
        timer.cancel();
        signal.removeEventListener('abort', onAbort);
      };
      const onAbort = () => {
        settle();
        reject(signal.reason);
      };
      const timer = this.#clock.setTimer(limitMs, () => {
        settle();
        const failure = new ProviderFailure('provider_timeout', `no ${waitingFor} within ${limitMs} ms`);
        reject(failure);
        this.#inner.abort(failure);
      });
      work.then(
        (value) => {
          settle();
          resolve(value);
        },
        (error: unknown) => {
          settle();
          reject(error);
        },
      );
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Idempotent. Ends the request if it is still going on. */
  close(): void {
    this.#outer.removeEventListener('abort', this.#onOuterAbort);
    if (!this.#inner.signal.aborted) this.#inner.abort(new Aborted());
  }
}

/** Sends a request and gives the pieces of a 2xx body; any other status throws its failure. */
export async function post(
  exchange: Exchange,
  fetch: typeof globalThis.fetch,
  request: { url: string; headers: Record<string, string>; body: string | FormData },
  deadlines: Deadlines,
): Promise<{ headers: Headers; body: AsyncGenerator<Uint8Array, void, undefined> }> {
  const sent = fetch(request.url, {
    method: 'POST',
    headers: request.headers,
    body: request.body,
    signal: exchange.signal,
    redirect: 'manual',
  });
  const response = await exchange.within(sent, deadlines.firstByteMs, 'answer');
  const body = piecesOf(exchange, response, deadlines);
  if (response.ok) return { headers: response.headers, body };
  throw failureOfStatus(response.status, await readErrorBody(body));
}

/** An error is an error even when its explanation never arrives. */
async function readErrorBody(body: AsyncGenerator<Uint8Array>): Promise<string> {
  try {
    return await readText(body, maxErrorBodyBytes);
  } catch (thrown) {
    if (thrown instanceof Aborted) throw thrown;
    return '';
  }
}

async function* piecesOf(
  exchange: Exchange,
  response: Response,
  deadlines: Deadlines,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (!response.body) return;
  const reader = response.body.getReader();
  let limitMs = deadlines.firstByteMs;
  for (;;) {
    const { done, value } = await exchange.within(reader.read(), limitMs, 'more of the answer');
    if (done) return;
    limitMs = deadlines.betweenBytesMs;
    if (value.byteLength > 0) yield value;
  }
}

/** Reads a whole UTF-8 body; more than `maxBytes` is not an answer worth having. */
export async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > maxBytes)
      throw new ProviderFailure('provider_garbage', `answer longer than ${maxBytes} bytes`);
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}

export function authorization(apiKey: string | undefined): Record<string, string> {
  return apiKey ? { authorization: `Bearer ${apiKey}` } : {};
}

/** Base URLs are given with and without the last slash. */
export function endpoint(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}
