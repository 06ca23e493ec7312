import type { CallDetail, CallList } from '@allo/contracts/http';

/** Reads calls as a program of a user would. */
export class CallApi {
  readonly #httpUrl: string;

  constructor(httpUrl: string) {
    this.#httpUrl = httpUrl;
  }

  async list(): Promise<CallList['items']> {
    return ((await this.#get('/v1/calls')) as CallList).items;
  }

  async get(id: string): Promise<CallDetail> {
    return (await this.#get(`/v1/calls/${id}`)) as CallDetail;
  }

  async leads(): Promise<
    Array<{ kind: string; name: string | null; phone: string | null; callId: string | null }>
  > {
    return ((await this.#get('/v1/leads')) as { items: never[] }).items;
  }

  async recording(id: string): Promise<Buffer> {
    const response = await fetch(`${this.#httpUrl}/v1/calls/${id}/recording`);
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
    const response = await fetch(`${this.#httpUrl}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
