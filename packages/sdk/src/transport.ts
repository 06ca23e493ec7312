import { AlloError } from './allo-error.ts';
import { pause } from './pause.ts';
import { problemOf } from './problem-of.ts';
import { type Failure, pauseBeforeRetry } from './retry.ts';

export interface TransportOptions {
  /** Without a slash at the end. */
  baseUrl: string;
  apiKey: string;
  organisation: string | null;
  retries: number;
  timeoutMs: number;
  fetch: typeof fetch;
  /** Waits; rejects when aborted. */
  pause?: typeof pause;
}

export interface ApiRequest {
  method: string;
  /** `/v1/agents/{id}`. */
  path: string;
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
  timeoutMs?: number;
  ifMatch?: string | number;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** Sends requests, again where that is harmless. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** Answers what `read` makes of a good reply. Throws {@link AlloError}, or the reason of an abort. */
  async send<T>(request: ApiRequest, read: (response: Response) => Promise<T>): Promise<T> {
    const { retries, pause: wait = pause } = this.#options;
    const headers = this.#headersOf(request);
    const address = addressOf(this.#options.baseUrl, request);
    const isRepeatable =
      !(request.body instanceof ReadableStream) &&
      (/^(GET|HEAD|PUT)$/.test(request.method) || 'idempotency-key' in headers);
    for (let number = 0; ; number++) {
      const failed = await this.#attempt(address, request, headers, read);
      if ('result' in failed) return failed.result;
      const pauseMs = pauseBeforeRetry(failed.failure, {
        number,
        retries,
        isRepeatable,
        chance: Math.random(),
      });
      if (pauseMs === null) throw failed.error;
      await wait(pauseMs, request.signal);
    }
  }

  async #attempt<T>(
    address: string,
    request: ApiRequest,
    headers: Record<string, string>,
    read: (response: Response) => Promise<T>,
  ): Promise<{ result: T } | { error: AlloError; failure: Failure }> {
    const { baseUrl, fetch: send } = this.#options;
    const timeoutMs = request.timeoutMs ?? this.#options.timeoutMs;
    const slow = new AbortController();
    const timer = setTimeout(() => slow.abort(), timeoutMs);
    const signals = [slow.signal, ...(request.signal ? [request.signal] : [])];
    try {
      const response = await send(address, {
        method: request.method,
        headers,
        signal: AbortSignal.any(signals),
        redirect: 'error',
        ...(request.body === undefined ? {} : sentBody(request.body)),
      });
      if (response.ok) return { result: await read(response) };
      const error = await problemOf(response);
      const { status, retryAfterMs } = error;
      const isReplayed = response.headers.has('idempotent-replayed');
      return { error, failure: { status, retryAfterMs, isReplayed, isUnsent: false } };
    } catch (cause) {
      if (request.signal?.aborted) throw request.signal.reason;
      if (cause instanceof AlloError) throw cause;
      const error = slow.signal.aborted ? timedOut(baseUrl, timeoutMs, cause) : unreachable(baseUrl, cause);
      return {
        error,
        failure: { status: 0, retryAfterMs: null, isReplayed: false, isUnsent: isUnsent(cause) },
      };
    } finally {
      clearTimeout(timer);
    }
  }

  #headersOf(request: ApiRequest): Record<string, string> {
    const { apiKey, organisation } = this.#options;
    const { method, body, ifMatch, idempotencyKey, headers = {} } = request;
    const given = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const type = contentTypeOf(body);
    return {
      authorization: `Bearer ${apiKey}`,
      ...(organisation === null ? {} : { 'allo-organisation': organisation }),
      ...(type === null ? {} : { 'content-type': type }),
      ...(method === 'POST' ? { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() } : {}),
      ...(ifMatch === undefined ? {} : { 'if-match': tagOf(ifMatch) }),
      ...given,
    };
  }
}

/** `3`, `"3"` and `*` as If-Match takes them. */
function tagOf(version: string | number): string {
  return version === '*' ? '*' : `"${String(version).replaceAll('"', '')}"`;
}

/** Text is YAML unless told otherwise: the only text that is not a file. Others know their own type, or are told. */
function contentTypeOf(body: unknown): string | null {
  if (body === undefined || body instanceof Blob) return null;
  if (typeof body === 'string') return 'application/yaml';
  return body instanceof Uint8Array || body instanceof ReadableStream
    ? 'application/octet-stream'
    : 'application/json';
}

function sentBody(body: unknown): { body: NonNullable<RequestInit['body']>; duplex?: 'half' } {
  if (body instanceof ReadableStream) return { body: body as never, duplex: 'half' };
  const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof Blob;
  return { body: isRaw ? (body as never) : JSON.stringify(body) };
}

function addressOf(baseUrl: string, { path, params = {}, query = {} }: ApiRequest): string {
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = String(params[name] ?? '');
    // An empty name, `.` and `..` would lead to another address.
    if (/^\.{0,2}$/.test(value)) {
      throw new TypeError(`${name} of ${path} is ${JSON.stringify(value)}, which names nothing`);
    }
    return encodeURIComponent(value);
  });
  const words = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, wordOf(value)] as [string, string]],
  );
  return `${baseUrl}${address}${words.length > 0 ? `?${new URLSearchParams(words).toString()}` : ''}`;
}

function wordOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const unsentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

function isUnsent(error: unknown): boolean {
  return unsentCodes.has(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  const cause = (error as { cause?: { code?: unknown; errors?: Array<{ code?: unknown }> } }).cause;
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  return typeof code === 'string' ? code : undefined;
}

function unreachable(baseUrl: string, cause: unknown): AlloError {
  const reason = codeOf(cause) ?? (cause as { cause?: Error }).cause?.message;
  const detail = `${baseUrl} cannot be reached${reason ? ` (${reason})` : ''}: check the address and that Allo runs there.`;
  return new AlloError({ status: 0, code: 'unreachable', detail }, { cause });
}

function timedOut(baseUrl: string, timeoutMs: number, cause: unknown): AlloError {
  const detail = `${baseUrl} did not answer within ${timeoutMs / 1000} s.`;
  return new AlloError({ status: 0, code: 'timeout', detail }, { cause });
}
