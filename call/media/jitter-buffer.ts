import type { EngineRateHz } from '@allo/contracts/ports';

export interface JitterStats {
  /** Samples inside the stream that had not come when their time came: lost, or later than the delay allows. */
  missingSamples: number;
  /** Samples that came after their time. */
  lateSamples: number;
  duplicatePackets: number;
  /** Times the playing point was set anew: first packet, after a gap, after a stream jumped. */
  anchors: number;
  /** Frames left out or inserted in quiet moments to keep the delay near its target. */
  skippedFrames: number;
  insertedFrames: number;
  targetDelayMs: number;
}

/** Marks a sample that has not come. Real samples of this value are stored one step higher. */
const absent = -32768;
const startTargetMs = 40;
const maxTargetMs = 120;
const stepMs = 20;
/** Delay over the target that is taken out even in the middle of speech. */
const forcedSkipMs = 160;
/** Never hold more than this: after a long stall the oldest is given up. */
const maxDepthMs = 400;
/** How long the margin is watched before the delay is changed, and how much sooner once it proved wrong. */
const observationFrames = 100;
const headStartFrames = 75;
const observationPackets = 20;
/** Calm after which the target falls by a step. */
const calmFrames = 500;
/** Mean absolute sample under which a frame may be left out or doubled unheard (about −50 dBFS). */
const quietLevel = 100;
/** Packets in a row behind the playing point after which it is the playing point that is wrong. */
const lateRunLimit = 10;
const seenWindow = 64;

/**
 * Evens out arrival times. Samples are kept by timestamp in a ring, so order, packet length and pauses of the
 * sender need no care: a frame is what lies between two timestamps, and what is not there is silence. After the
 * buffer ran dry the next packet is played `targetDelayMs` later; a packet that came too late raises the target,
 * calm lowers it. A sender whose clock runs faster or slower than ours is followed by leaving out or inserting
 * 20 ms where it is quiet. Pure and synchronous: time is counted in pulls of 20 ms.
 */
export class JitterBuffer {
  readonly stats: JitterStats = {
    missingSamples: 0,
    lateSamples: 0,
    duplicatePackets: 0,
    anchors: 0,
    skippedFrames: 0,
    insertedFrames: 0,
    targetDelayMs: startTargetMs,
  };
  readonly #ring: Int16Array;
  readonly #mask: number;
  readonly #samplesPerMs: number;
  readonly #frameSamples: number;
  readonly #seen = new Int32Array(seenWindow).fill(-1);
  #isAnchored = false;
  /** 32-bit timestamps: of the next sample to play, of the stream's first sample, of the end of its newest. */
  #playAt = 0;
  #streamStart = 0;
  #newestEnd = 0;
  /** Least time any packet of the observation came before its time, in samples. */
  #lowestMargin = Number.POSITIVE_INFINITY;
  #framesObserved = 0;
  #packetsObserved = 0;
  #framesCalm = 0;
  #lateRun = 0;
  #owesQuietFrame = false;
  #wasRaised = false;

  constructor(sampleRateHz: EngineRateHz) {
    this.#samplesPerMs = sampleRateHz / 1000;
    this.#frameSamples = this.#samplesPerMs * stepMs;
    // About one second: 8192 samples at 8 kHz, 16384 at 16 kHz.
    const size = sampleRateHz === 8000 ? 8192 : 16384;
    this.#ring = new Int16Array(size).fill(absent);
    this.#mask = size - 1;
  }

  /** Audio between the playing point and the newest sample, in ms. */
  get depthMs(): number {
    return this.#isAnchored ? Math.max(0, (this.#newestEnd - this.#playAt) | 0) / this.#samplesPerMs : 0;
  }

  /** Forgets everything that waits; the next packet starts anew. The learnt target stays. */
  reset(): void {
    this.#ring.fill(absent);
    this.#seen.fill(-1);
    this.#isAnchored = false;
  }

  /**
   * Adds the first `count` samples of `pcm`. `sequence` (16-bit) only tells duplicates; `timestamp` (32-bit, in
   * samples) is that of the first sample. `startsSpurt`: the sender says that it paused before.
   */
  insert(sequence: number, timestamp: number, pcm: Int16Array, count: number, startsSpurt: boolean): void {
    if (count <= 0 || count > this.#ring.length >> 1) return;
    const start = timestamp | 0;
    const end = (start + count) | 0;
    if (!this.#isAnchored || this.#hasJumped(end)) {
      this.#seen.fill(-1);
      this.#anchor(start, end);
    }
    const slot = sequence & (seenWindow - 1);
    if (this.#seen[slot] === sequence) {
      this.stats.duplicatePackets++;
      return;
    }
    this.#seen[slot] = sequence;
    if (this.#isResuming(start, end, startsSpurt)) this.#anchor(start, end);
    const margin = (start - this.#playAt) | 0;
    this.#packetsObserved++;
    if (margin < this.#lowestMargin) this.#lowestMargin = margin;
    const late = margin < 0 ? Math.min(-margin, count) : 0;
    this.#lateRun = late === count ? this.#lateRun + 1 : 0;
    if (late > 0) {
      this.stats.lateSamples += late;
      this.#raiseTarget();
    }
    this.#store(start, pcm, late, count);
    if (((end - this.#newestEnd) | 0) > 0) this.#newestEnd = end;
    this.#boundDepth();
  }

  /** Takes the next 20 ms into `frame`; samples that did not come are 0. Answers how many samples came. */
  pull(frame: Int16Array): number {
    if (!this.#isAnchored) {
      frame.fill(0);
      return 0;
    }
    if (this.#owesQuietFrame) {
      this.#owesQuietFrame = false;
      frame.fill(0);
      return frame.length;
    }
    this.#beCalm();
    const present = this.#take(frame);
    this.#framesObserved++;
    if (this.#framesObserved < observationFrames || this.#packetsObserved < observationPackets)
      return present;
    return this.#follow(frame, present);
  }

  /** Moves the playing point by one frame when the margin was too wide or too narrow all the while. */
  #follow(frame: Int16Array, present: number): number {
    const excess = this.#lowestMargin - this.stats.targetDelayMs * this.#samplesPerMs;
    const isQuiet = meanAbsolute(frame) < quietLevel;
    if (excess >= this.#frameSamples && (isQuiet || excess >= forcedSkipMs * this.#samplesPerMs)) {
      this.stats.skippedFrames++;
      this.#observeAnew();
      this.#framesObserved = headStartFrames;
      return this.#take(frame);
    }
    if (this.#lowestMargin < this.#frameSamples / 2 && isQuiet) {
      this.stats.insertedFrames++;
      this.#owesQuietFrame = true;
      this.#observeAnew();
    }
    // A rolling view without history: after twice the time an old extreme is forgotten.
    if (this.#framesObserved >= 2 * observationFrames) this.#observeAnew();
    return present;
  }

  /** Out of reach of the ring, or steadily behind: the timestamps began anew. */
  #hasJumped(end: number): boolean {
    const ahead = (end - this.#playAt) | 0;
    return ahead > this.#ring.length || ahead < -this.#ring.length || this.#lateRun >= lateRunLimit;
  }

  /** The first packet with something new after the buffer ran dry. */
  #isResuming(start: number, end: number, startsSpurt: boolean): boolean {
    const isDry = ((this.#newestEnd - this.#playAt) | 0) <= 0;
    if (!isDry || ((end - this.#newestEnd) | 0) <= 0) return false;
    // Behind the playing point means that the path got slower, unless the sender had just been silent.
    if (((start - this.#playAt) | 0) < 0 && !startsSpurt) this.#raiseTarget();
    return true;
  }

  #anchor(start: number, end: number): void {
    this.#ring.fill(absent);
    this.#isAnchored = true;
    this.#playAt = (start - this.stats.targetDelayMs * this.#samplesPerMs) | 0;
    this.#streamStart = start;
    this.#newestEnd = end;
    this.#lateRun = 0;
    this.#owesQuietFrame = false;
    this.stats.anchors++;
    this.#observeAnew();
  }

  #store(start: number, pcm: Int16Array, from: number, count: number): void {
    for (let i = from; i < count; i++) {
      const sample = pcm[i] as number;
      this.#ring[(start + i) & this.#mask] = sample === absent ? absent + 1 : sample;
    }
  }

  #boundDepth(): void {
    const excess = ((this.#newestEnd - this.#playAt) | 0) - maxDepthMs * this.#samplesPerMs;
    for (let i = 0; i < excess; i++) this.#ring[(this.#playAt + i) & this.#mask] = absent;
    if (excess > 0) this.#playAt = (this.#playAt + excess) | 0;
  }

  #take(frame: Int16Array): number {
    const ring = this.#ring;
    const mask = this.#mask;
    const from = this.#playAt;
    let present = 0;
    for (let i = 0; i < frame.length; i++) {
      const at = (from + i) & mask;
      const sample = ring[at] as number;
      if (sample === absent) {
        frame[i] = 0;
      } else {
        frame[i] = sample;
        ring[at] = absent;
        present++;
      }
    }
    if (present < frame.length) this.#countMissing(from, frame.length, present);
    this.#playAt = (from + frame.length) | 0;
    return present;
  }

  /** Neither the wait before the first sample nor the silence after the last one is missing. */
  #countMissing(from: number, length: number, present: number): void {
    const before = Math.max(0, (this.#streamStart - from) | 0);
    const after = Math.max(0, (from + length - this.#newestEnd) | 0);
    this.stats.missingSamples += Math.max(0, length - before - after - present);
  }

  #raiseTarget(): void {
    this.#framesCalm = 0;
    // One step per frame at most: a burst of late packets is one event.
    if (this.#wasRaised) return;
    this.#wasRaised = true;
    this.stats.targetDelayMs = Math.min(maxTargetMs, this.stats.targetDelayMs + stepMs);
  }

  #beCalm(): void {
    this.#wasRaised = false;
    this.#framesCalm++;
    if (this.#framesCalm < calmFrames) return;
    this.#framesCalm = 0;
    this.stats.targetDelayMs = Math.max(startTargetMs, this.stats.targetDelayMs - stepMs);
  }

  #observeAnew(): void {
    this.#lowestMargin = Number.POSITIVE_INFINITY;
    this.#framesObserved = 0;
    this.#packetsObserved = 0;
  }
}

function meanAbsolute(frame: Int16Array): number {
  let sum = 0;
  for (let i = 0; i < frame.length; i++) sum += Math.abs(frame[i] as number);
  return sum / frame.length;
}
