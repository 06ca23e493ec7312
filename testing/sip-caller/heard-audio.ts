import type { RtpDatagram } from './rtp-datagram.ts';

/** One packet as it arrived. */
export interface Arrival {
  /** Clock of the caller. */
  atMs: number;
  sequence: number;
  timestamp: number;
  payloadType: number;
}

export interface HeardStatistics {
  packets: number;
  /** Missing sequence numbers between the first and the last packet. */
  lost: number;
  /** Packets whose number was seen before. */
  duplicates: number;
  /** |gap between arrivals − gap between timestamps| over neighbouring audio packets, milliseconds. */
  pacingMs: { p50: number; p99: number; max: number };
}

// A jump of timestamps beyond this starts a new stretch instead of minutes of silence.
const maxGapSamples = 8000 * 30;
const rateHz = 8000;

/** Everything a caller hears, laid out by RTP timestamp, and how punctually it came. */
export class HeardAudio {
  readonly arrivals: Arrival[] = [];
  readonly #chunks: Array<{ offset: number; pcm: Int16Array }> = [];
  #end = 0;
  #next: number | null = null;
  #ssrc: number | null = null;

  add(datagram: RtpDatagram, pcm: Int16Array, atMs: number): void {
    const { sequence, timestamp, payloadType, ssrc } = datagram;
    this.arrivals.push({ atMs, sequence, timestamp, payloadType });
    const gap = this.#next === null || this.#ssrc !== ssrc ? 0 : (timestamp - this.#next) | 0;
    const isFar = Math.abs(gap) > maxGapSamples;
    const offset = Math.max(0, this.#end + (isFar ? 0 : gap));
    this.#chunks.push({ offset, pcm });
    if (offset + pcm.length < this.#end && !isFar) return;
    this.#end = offset + pcm.length;
    this.#next = (timestamp + pcm.length) >>> 0;
    this.#ssrc = ssrc;
  }

  /** Clock time of the first packet, null before it. Sample `n` of `pcm()` was due at this + n/8 ms. */
  get firstAtMs(): number | null {
    return this.arrivals[0]?.atMs ?? null;
  }

  /** Audio of the `index`-th arrival. */
  frame(index: number): Int16Array {
    return this.#chunks[index]?.pcm ?? new Int16Array(0);
  }

  /** 8 kHz; gaps are silence. */
  pcm(): Int16Array {
    const all = new Int16Array(
      this.#chunks.reduce((end, { offset, pcm }) => Math.max(end, offset + pcm.length), 0),
    );
    for (const { offset, pcm } of this.#chunks) all.set(pcm, offset);
    return all;
  }

  statistics(): HeardStatistics {
    let lost = 0;
    let duplicates = 0;
    let highest: number | null = null;
    const seen = new Set<number>();
    for (const { sequence } of this.arrivals) {
      const step: number = highest === null ? 1 : ((sequence - highest) << 16) >> 16;
      const extended: number = highest === null ? sequence : highest + step;
      if (seen.has(extended)) duplicates += 1;
      // A packet that comes late was counted as lost when its followers came.
      else if (step <= 0) lost -= 1;
      else lost += step - 1;
      seen.add(extended);
      if (step > 0) highest = extended;
    }
    return { packets: this.arrivals.length, lost, duplicates, pacingMs: this.#pacing() };
  }

  #pacing(): HeardStatistics['pacingMs'] {
    const deviations: number[] = [];
    for (let index = 1; index < this.arrivals.length; index += 1) {
      const [before, after] = [this.arrivals[index - 1] as Arrival, this.arrivals[index] as Arrival];
      const dueMs = (((after.timestamp - before.timestamp) | 0) * 1000) / rateHz;
      if (dueMs > 0 && dueMs <= 100) deviations.push(Math.abs(after.atMs - before.atMs - dueMs));
    }
    deviations.sort((a, b) => a - b);
    const at = (share: number) => deviations[Math.floor((deviations.length - 1) * share)] ?? 0;
    return { p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}
