import type { CallDetail, CallList, Lead } from '@allo/contracts/http';
import type { Owner } from '../server/index.ts';
import { waitUntil } from './wait-until.ts';

/** Reads calls as a program of a user would. */
export class CallApi {
  readonly #httpUrl: string;
  readonly #headers: Owner['headers'];

  constructor(httpUrl: string, { headers }: Pick<Owner, 'headers'>) {
    this.#httpUrl = httpUrl;
    this.#headers = headers;
  }

  async list(): Promise<CallList['items']> {
    return ((await this.#get('/v1/calls')) as CallList).items;
  }

  async get(id: string): Promise<CallDetail> {
    return (await this.#get(`/v1/calls/${id}`)) as CallDetail;
  }

  async leads(): Promise<Lead[]> {
    return ((await this.#get('/v1/leads')) as { items: Lead[] }).items;
  }

  async events(id: string): Promise<Array<{ seq: number; type: string; data: Record<string, unknown> }>> {
    return ((await this.#get(`/v1/calls/${id}/events`)) as { items: never[] }).items;
  }

  /** The newest call of this caller that satisfies `done`. */
  async from(caller: string, done: (call: CallDetail) => boolean, limitMs = 15_000): Promise<CallDetail> {
    let found: CallDetail | null = null;
    const isThere = async () => {
      const summary = (await this.list()).find((one) => one.from === caller);
      found = summary ? await this.get(summary.id) : null;
      return found !== null && done(found);
    };
    await waitUntil(`the call of ${caller} gets there`, limitMs, isThere).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(found)}`, { cause: error });
    });
    return found as unknown as CallDetail;
  }

  async recording(id: string): Promise<Buffer> {
    const response = await fetch(`${this.#httpUrl}/v1/calls/${id}/recording`, { headers: this.#headers });
    if (!response.ok) throw new Error(`recording: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Polls until the newest call satisfies `done`; what it was last is in the error otherwise. */
  async newest(done: (call: CallDetail) => boolean, limitMs = 15_000): Promise<CallDetail> {
    const deadline = performance.now() + limitMs;
    for (let last: CallDetail | null = null; ; ) {
      const [first] = await this.list();
      if (first) last = await this.get(first.id);
      if (last && done(last)) return last;
      if (performance.now() > deadline)
        throw new Error(`the call did not get there: ${JSON.stringify(last)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(`${this.#httpUrl}${path}`, { headers: this.#headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
