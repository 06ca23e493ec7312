import type { Pcm } from '@allo/contracts/ports';

/** Synthesised audio of set phrases, shared by all calls of a thread, bounded by bytes, least recently used out first. */
export class PhraseCache {
  readonly #limitBytes: number;
  readonly #entries = new Map<string, Pcm>();
  #bytes = 0;

  constructor(limitBytes = 48 * 1024 * 1024) {
    this.#limitBytes = limitBytes;
  }

  static key(parts: {
    voice: string;
    speed: number;
    language: string;
    sampleRateHz: number;
    text: string;
  }): string {
    return `${parts.voice}|${parts.speed}|${parts.language}|${parts.sampleRateHz}|${parts.text}`;
  }

  get(key: string): Pcm | null {
    const found = this.#entries.get(key);
    if (!found) return null;
    this.#entries.delete(key);
    this.#entries.set(key, found);
    return found;
  }

  put(key: string, pcm: Pcm): void {
    if (pcm.byteLength > this.#limitBytes / 4 || pcm.length === 0) return;
    const old = this.#entries.get(key);
    if (old) this.#bytes -= old.byteLength;
    this.#entries.delete(key);
    this.#entries.set(key, pcm);
    this.#bytes += pcm.byteLength;
    for (const [oldest, samples] of this.#entries) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= samples.byteLength;
    }
  }

  get bytes(): number {
    return this.#bytes;
  }
}
