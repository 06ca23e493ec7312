import type { ServerResponse } from 'node:http';
import type { Clock, Random } from '@allo/kernel';
import type { Failure, Fate } from './faults.ts';
import { drawLatency } from './latency.ts';
import type { RequestEntry, RequestLog } from './request-log.ts';

const htmlPage = '<!DOCTYPE html><html><body><h1>Welcome to nginx!</h1></body></html>';

/** Thrown to leave a route whose answer is over: by fault, or because the client left. */
export class ReplyOver extends Error {
  override readonly name = 'ReplyOver';
}

/** The answer to one request, sent at the pace and with the fault it was given. Logs every write. */
export class PacedReply {
  readonly entry: RequestEntry;
  readonly #response: ServerResponse;
  readonly #fate: Fate;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: RequestLog;
  readonly #gone = new AbortController();
  #chunks = 0;

  constructor(
    response: ServerResponse,
    fate: Fate,
    world: { clock: Clock; random: Random; log: RequestLog },
    entry: RequestEntry,
  ) {
    this.#response = response;
    this.#fate = fate;
    this.#clock = world.clock;
    this.#random = world.random;
    this.#log = world.log;
    this.entry = entry;
    response.on('error', () => undefined);
    response.on('close', () => {
      this.#log.end(entry, response.writableFinished ? 'completed' : 'client-closed');
      this.#gone.abort();
    });
  }

  /** Waits the first-byte delay, then sends the head. Faults before the first byte happen here. */
  async begin(headers: Record<string, string>): Promise<void> {
    await this.#sleep(drawLatency(this.#fate.firstByteMs, this.#random));
    const failure = this.#fate.failure;
    if (failure) await this.#failEarly(failure);
    this.#response.writeHead(200, headers);
    this.#response.flushHeaders();
  }

  async write(chunk: string | Uint8Array): Promise<void> {
    if (this.#chunks > 0) await this.#sleep(drawLatency(this.#fate.perChunkMs, this.#random));
    await this.#failMidway();
    if (this.#gone.signal.aborted) throw new ReplyOver();
    this.#chunks++;
    const bytes = typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength;
    this.#log.sent(this.entry, bytes);
    const isFlowing = this.#response.write(chunk);
    if (!isFlowing) await this.#drained();
  }

  async end(): Promise<void> {
    await this.#failMidway();
    this.#response.end();
  }

  /** A refusal in the wire's own words. */
  refuse(status: number, code: string, message: string): never {
    this.entry.facts['status'] = status;
    this.#response.writeHead(status, { 'content-type': 'application/json' });
    this.#response.end(JSON.stringify({ error: { message, type: code, param: null, code } }));
    this.#log.end(this.entry, 'refused');
    throw new ReplyOver();
  }

  async #failEarly(failure: Failure): Promise<void> {
    switch (failure.kind) {
      case 'status':
        return this.refuse(failure.status, failure.code ?? `http_${failure.status}`, 'programmed fault');
      case 'garbage':
        return this.#answerInstead(failure.contentType ?? 'text/html', failure.body ?? htmlPage);
      case 'empty':
        return this.#answerInstead('application/octet-stream', '');
      case 'hang':
      case 'reset':
        if (failure.afterChunks === 0) await this.#fail(failure);
    }
  }

  async #failMidway(): Promise<void> {
    const failure = this.#fate.failure;
    if (failure?.kind !== 'hang' && failure?.kind !== 'reset') return;
    if (this.#chunks >= failure.afterChunks) await this.#fail(failure);
  }

  async #fail(failure: Extract<Failure, { afterChunks: number }>): Promise<never> {
    if (failure.kind === 'reset') {
      this.#log.end(this.entry, 'reset');
      // RST rather than FIN: the client must not take it for a tidy end.
      this.#response.socket?.resetAndDestroy();
    } else {
      await this.#untilGone();
    }
    throw new ReplyOver();
  }

  #answerInstead(contentType: string, body: string): never {
    this.#response.writeHead(200, { 'content-type': contentType });
    this.#log.sent(this.entry, Buffer.byteLength(body));
    this.#response.end(body);
    throw new ReplyOver();
  }

  async #sleep(delayMs: number): Promise<void> {
    if (delayMs <= 0) return;
    try {
      await this.#clock.sleep(delayMs, this.#gone.signal);
    } catch {
      throw new ReplyOver();
    }
  }

  #untilGone(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#gone.signal.aborted) resolve();
      else this.#gone.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#response.once('drain', resolve);
      this.#gone.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
