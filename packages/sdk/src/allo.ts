import { AlloError } from './allo-error.ts';
import { followEvents, type FollowOptions, type LiveMessage } from './follow-events.ts';
import type { Arguments, ItemOf, ListName, OperationName, ReplyOf } from './operation.ts';

export interface AlloOptions {
  /** `https://calls.example.com`. */
  baseUrl: string;
  /** Made in the console or by POST /v1/keys. */
  apiKey: string;
  /** Id of the organisation, for a key that may act in several. */
  organisation?: string;
  /** Attempts after the first when the installation is away or asks to slow down; 3 unless given. */
  retries?: number;
  /** Stands in for the global one. */
  fetch?: typeof fetch;
}

interface Request {
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
  ifMatch?: string | number;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** Statuses that say "later": nothing happened, or an Idempotency-Key keeps it from happening twice. */
const passing = new Set([429, 502, 503, 504]);
const longestPauseMs = 20_000;

/** A client of one installation. */
export class Allo {
  readonly #options: Required<Pick<AlloOptions, 'apiKey' | 'retries' | 'fetch'>> & {
    baseUrl: string;
    organisation: string | null;
  };

  constructor(options: AlloOptions) {
    this.#options = {
      apiKey: options.apiKey,
      baseUrl: options.baseUrl.replace(/\/+$/, ''),
      organisation: options.organisation ?? null,
      retries: options.retries ?? 3,
      fetch: options.fetch ?? fetch,
    };
  }

  /**
   * Any operation of the API by its name: `allo.call('GET /v1/agents/{id}', { params: { id } })`. Throws
   * {@link AlloError}. A reply that is not JSON comes as the `Response` it is.
   */
  async call<Name extends OperationName>(name: Name, ...[options]: Arguments<Name>): Promise<ReplyOf<Name>> {
    const [method, path] = name.split(' ') as [string, string];
    const response = await this.#send(method, path, (options ?? {}) as Request);
    if (response.status === 204) return null as ReplyOf<Name>;
    const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
    return (isJson ? await response.json() : response) as ReplyOf<Name>;
  }

  /** Every item of a list, page after page. */
  async *list<Name extends ListName>(
    name: Name,
    ...[options]: Arguments<Name>
  ): AsyncGenerator<ItemOf<Name>, void, undefined> {
    let cursor: string | null = null;
    do {
      const given = (options ?? {}) as Request;
      const query = cursor === null ? given.query : { ...given.query, cursor };
      const page = (await this.call(name, ...([{ ...given, query }] as unknown as Arguments<Name>))) as {
        items: Array<ItemOf<Name>>;
        nextCursor: string | null;
      };
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /** Everything that happens from now on, or after a position; goes on by itself when the connection breaks. */
  follow(options: FollowOptions = {}): AsyncGenerator<LiveMessage, void, undefined> {
    const { baseUrl, apiKey, organisation } = this.#options;
    return followEvents({ baseUrl, apiKey, organisation, ...options });
  }

  async #send(method: string, path: string, request: Request): Promise<Response> {
    const { retries } = this.#options;
    const headers = this.#headersOf(method, request);
    for (let attempt = 0; ; attempt++) {
      const response = await this.#attempt(method, path, request, headers);
      if (response instanceof Response && response.ok) return response;
      const isPassing = !(response instanceof Response) || passing.has(response.status);
      const isRepeatable = method === 'GET' || method === 'PUT' || 'idempotency-key' in headers;
      if (!isPassing || !isRepeatable || attempt >= retries || request.signal?.aborted) {
        throw response instanceof Response ? await problemOf(response) : response;
      }
      await pause(pauseMs(response, attempt), request.signal);
    }
  }

  async #attempt(
    method: string,
    path: string,
    { params = {}, query = {}, body, signal }: Request,
    headers: Record<string, string>,
  ): Promise<Response | AlloError> {
    const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
      encodeURIComponent(String(params[name])),
    );
    const words = Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, String(value)] as [string, string]],
    );
    const search = words.length > 0 ? `?${new URLSearchParams(words)}` : '';
    try {
      return await this.#options.fetch(`${this.#options.baseUrl}${address}${search}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: bodyOf(body) }),
        ...(signal && { signal }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      const detail = `${this.#options.baseUrl} cannot be reached.`;
      return new AlloError({ status: 0, code: 'unreachable', detail }, { cause: error });
    }
  }

  #headersOf(method: string, request: Request): Record<string, string> {
    const { apiKey, organisation } = this.#options;
    const { body, ifMatch, idempotencyKey, headers } = request;
    const isJson = body !== undefined && typeof body === 'object' && !(body instanceof FormData);
    return {
      authorization: `Bearer ${apiKey}`,
      ...(organisation === null ? {} : { 'allo-organisation': organisation }),
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...(method === 'POST' ? { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() } : {}),
      ...(ifMatch === undefined
        ? {}
        : { 'if-match': ifMatch === '*' ? '*' : `"${String(ifMatch).replaceAll('"', '')}"` }),
      ...headers,
    };
  }
}

function bodyOf(body: unknown): string | FormData {
  return typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body);
}

async function problemOf(response: Response): Promise<AlloError> {
  const { status } = response;
  const text = await response.text();
  try {
    const { code, detail, requestId } = JSON.parse(text) as {
      code: string;
      detail: string;
      requestId?: string;
    };
    if (typeof code === 'string' && typeof detail === 'string')
      return new AlloError({ status, code, detail, requestId });
  } catch {
    // A proxy before the installation may answer with a page of its own.
  }
  return new AlloError({
    status,
    code: 'unexpected',
    detail: `The answer was ${status}: ${text.slice(0, 200)}`,
  });
}

function pauseMs(response: Response | AlloError, attempt: number): number {
  const asked = response instanceof Response ? Number(response.headers.get('retry-after')) * 1000 : 0;
  const own = 250 * 2 ** attempt * (0.5 + Math.random());
  return Math.min(longestPauseMs, asked > 0 ? asked : own);
}

function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, delayMs);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
