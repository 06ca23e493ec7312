import type { Clock, Log } from '@allo/kernel';
import type { Deadlines } from './exchange.ts';

/** What every port of an OpenAI-compatible server is made of. */
export interface OpenAiOptions {
  /** With the version, e.g. `https://api.openai.com/v1` or `http://127.0.0.1:11434/v1`. */
  baseUrl: string;
  /** Local servers take none. */
  apiKey?: string;
  model: string;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  log: Log;
  /** Where the data goes: `local` never leaves the machine. Default `unknown`. */
  region?: string;
  /** Measured: 95 % of answers begin sooner, ms. The deadlines follow from it unless given. */
  tailLatencyMs?: number;
  deadlines?: Partial<Deadlines>;
}
