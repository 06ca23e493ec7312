/** Sequence and timestamp as the line sees them: one stream without breaks, whatever the sender does. */
export interface TrackedPacket {
  sequence: number;
  timestamp: number;
  /** The stream changed here: the sender, its SSRC or its numbering began anew. */
  isNewStream: boolean;
}

/** RFC 3550 appendix A.1. */
const maxDropout = 3000;
const maxMisorder = 100;
const sequenceModulus = 0x1_0000;

/**
 * Follows the numbering of the packets of one call. A new SSRC, or a jump of the sequence confirmed by a second packet
 * in order (RFC 3550 §A.1), begins a new stream: its numbers are shifted so that it continues where the old one ended.
 * Counts losses. Pure; the answer object is reused.
 */
export class StreamTracker {
  readonly #out: TrackedPacket = { sequence: 0, timestamp: 0, isNewStream: false };
  #hasStream = false;
  #ssrc = 0;
  /** Highest number of the sender seen in this stream, and the number that would confirm a jump. */
  #highest = 0;
  #confirmNext = -1;
  #sequenceShift = 0;
  #timestampShift = 0;
  #nextTimestamp = 0;
  #expected = 0;
  #received = 0;
  #streams = 0;

  /** Packets that never came, so far as the numbering tells. */
  get packetsLost(): number {
    return Math.max(0, this.#expected - this.#received);
  }

  /** Streams seen; more than one means that the sender changed. */
  get streams(): number {
    return this.#streams;
  }

  /** Null for a packet that must be left out: a stray number until the next packet confirms it. */
  track(ssrc: number, sequence: number, timestamp: number, samples: number): TrackedPacket | null {
    const out = this.#out;
    out.isNewStream = false;
    if (!this.#hasStream || ssrc !== this.#ssrc) {
      this.#begin(ssrc, sequence, timestamp);
    } else if (!this.#follows(sequence)) {
      if (sequence !== this.#confirmNext) {
        this.#confirmNext = (sequence + 1) % sequenceModulus;
        return null;
      }
      this.#begin(ssrc, sequence, timestamp);
    }
    this.#received++;
    out.sequence = (sequence + this.#sequenceShift) & 0xffff;
    out.timestamp = (timestamp + this.#timestampShift) >>> 0;
    const end = (out.timestamp + samples) >>> 0;
    if (out.isNewStream || ((end - this.#nextTimestamp) | 0) > 0) this.#nextTimestamp = end;
    return out;
  }

  /** Counts a packet of the same stream that carries no audio, so that its number does not look lost. */
  pass(ssrc: number, sequence: number): void {
    if (this.#hasStream && ssrc === this.#ssrc && this.#follows(sequence)) this.#received++;
  }

  /** Forward within the dropout, or a little backward: of this stream. */
  #follows(sequence: number): boolean {
    const ahead = (sequence - this.#highest + sequenceModulus) % sequenceModulus;
    if (ahead < maxDropout) {
      this.#highest = sequence;
      this.#expected += ahead;
      this.#confirmNext = -1;
      return true;
    }
    return ahead >= sequenceModulus - maxMisorder;
  }

  #begin(ssrc: number, sequence: number, timestamp: number): void {
    const next = (this.#highest + this.#sequenceShift + 1) & 0xffff;
    this.#sequenceShift = this.#hasStream ? (next - sequence + sequenceModulus) & 0xffff : 0;
    this.#timestampShift = this.#hasStream ? (this.#nextTimestamp - timestamp) | 0 : 0;
    this.#hasStream = true;
    this.#ssrc = ssrc;
    this.#highest = sequence;
    this.#confirmNext = -1;
    this.#expected++;
    this.#streams++;
    this.#out.isNewStream = true;
  }
}
