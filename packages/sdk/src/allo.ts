import { followEvents, type FollowOptions } from './follow-events.ts';
import type { LiveMessage } from './live-message.ts';
import type {
  Arguments,
  Caller,
  CallOptions,
  ItemOf,
  ListName,
  OperationName,
  ReplyOf,
} from './operation.ts';
import { readReply } from './read-reply.ts';
import {
  agents,
  calls,
  keys,
  knowledgeBases,
  leads,
  numbers,
  tools,
  trunks,
  webhooks,
} from './resources/index.ts';
import { Transport } from './transport.ts';

export interface AlloOptions {
  /** `https://calls.example.com`. */
  baseUrl: string;
  /** Made in the console or by POST /v1/keys. */
  apiKey: string;
  /** Id of the organisation, for a key that may act in several. */
  organisation?: string;
  /** Attempts after the first when the installation is away or asks to slow down; 3 unless given. */
  retries?: number;
  /** Of one attempt; 30 seconds unless given. */
  timeoutMs?: number;
  /** Stands in for the global one. */
  fetch?: typeof fetch;
}

const usualRetries = 3;
const usualTimeoutMs = 30_000;

/** A client of one installation. */
export class Allo implements Caller {
  readonly #connection: { baseUrl: string; apiKey: string; organisation: string | null };
  readonly #transport: Transport;
  readonly agents = agents(this);
  readonly calls = calls(this);
  readonly leads = leads(this);
  readonly numbers = numbers(this);
  readonly trunks = trunks(this);
  readonly tools = tools(this);
  readonly knowledgeBases = knowledgeBases(this);
  readonly webhooks = webhooks(this);
  readonly keys = keys(this);

  constructor(options: AlloOptions) {
    this.#connection = {
      baseUrl: baseUrlOf(options.baseUrl),
      apiKey: options.apiKey,
      organisation: options.organisation ?? null,
    };
    this.#transport = new Transport({
      ...this.#connection,
      retries: options.retries ?? usualRetries,
      timeoutMs: options.timeoutMs ?? usualTimeoutMs,
      fetch: options.fetch ?? fetch,
    });
  }

  /** Who the key is, in which organisation, and what it may do. */
  me(options: CallOptions = {}): Promise<ReplyOf<'GET /v1/me'>> {
    return this.call('GET /v1/me', options);
  }

  /**
   * Any operation of the API by its name: `allo.call('GET /v1/agents/{id}', { params: { id } })`. Throws
   * {@link AlloError}. A file comes as the `Response` it is.
   */
  call<Name extends OperationName>(name: Name, ...[options]: Arguments<Name>): Promise<ReplyOf<Name>> {
    const [method, path] = name.split(' ') as [string, string];
    return this.#transport.send({ ...options, method, path }, readReply) as Promise<ReplyOf<Name>>;
  }

  /** Every item of a list, page after page. */
  async *list<Name extends ListName>(
    name: Name,
    ...[options]: Arguments<Name>
  ): AsyncGenerator<ItemOf<Name>, void, undefined> {
    const given = (options ?? {}) as { query?: Record<string, unknown> };
    let cursor: string | null | undefined;
    do {
      const query = cursor === undefined ? given.query : { ...given.query, cursor };
      const page = (await this.call(name, ...([{ ...given, query }] as unknown as Arguments<Name>))) as {
        items: Array<ItemOf<Name>>;
        nextCursor?: string | null;
      };
      yield* page.items;
      cursor = page.nextCursor ?? null;
    } while (cursor !== null);
  }

  /**
   * What happens from now on, or after a position; goes on by itself when the connection breaks, without losing or
   * doubling anything. Ends when aborted. Throws {@link AlloError} when the installation refuses.
   */
  follow(options: FollowOptions = {}): AsyncGenerator<LiveMessage, void, undefined> {
    return followEvents({ ...this.#connection, ...options });
  }
}

function baseUrlOf(text: string): string {
  const isAddress = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isAddress) {
    throw new TypeError(`baseUrl is ${JSON.stringify(text)}: write it like https://calls.example.com`);
  }
  return text.replace(/\/+$/, '');
}
