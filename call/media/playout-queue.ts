/** One phrase in the queue, from its first chunk to its `playout-finished`. */
export interface PlayoutItem {
  readonly playId: number;
  /** Samples that left for the wire so far; counted by whoever sends the frames. */
  playedSamples: number;
  /** Where the last of them ends on the line's clock, in samples. */
  endsAt: number;
  hasStarted: boolean;
  /** No more chunks will come: the last one was marked so, another phrase followed, or it was cleared. */
  isComplete: boolean;
  isCleared: boolean;
}

/** A run of one item's samples inside a frame. `endsItem`: nothing of it follows. */
export interface PlayoutSpan {
  item: PlayoutItem;
  offset: number;
  count: number;
  endsItem: boolean;
}

interface Entry {
  item: PlayoutItem;
  chunks: Int16Array[];
  /** Samples of `chunks[0]` already taken. */
  taken: number;
  /** Length of the fade in progress, 0 = none; `fadeGain` is the gain it starts from. */
  fadeSamples: number;
  fadeLeft: number;
  fadeGain: number;
}

/**
 * Audio waiting to leave, phrase after phrase. `pull` fills a frame and tells which phrase each run of samples
 * belongs to. Pure: knows neither time nor wire. Chunks are kept by reference and only read, so one cached
 * greeting may feed many calls.
 */
export class PlayoutQueue {
  readonly #entries: Entry[] = [];
  readonly #fadeSamples: number;
  #openPlayId: number | null = null;
  /** The phrase that was cleared before its last chunk came: its late chunks must be ignored. */
  #deadPlayId: number | null = null;

  /** `fadeSamples` = the longest tail that still leaves after `clear`. */
  constructor(fadeSamples: number) {
    this.#fadeSamples = fadeSamples;
  }

  /** True when `pull` could fill `samples` in full, or nothing more is to come after what waits. */
  isReady(samples: number): boolean {
    let waiting = 0;
    for (const entry of this.#entries) {
      waiting -= entry.taken;
      for (const chunk of entry.chunks) waiting += chunk.length;
      if (waiting >= samples) return true;
      if (!entry.item.isComplete) return false;
    }
    return this.#entries.length > 0;
  }

  /** Chunks of one phrase are contiguous: a new `playId` completes the one before it. */
  push(playId: number, pcm: Int16Array, isLast: boolean): void {
    if (playId === this.#deadPlayId) {
      if (isLast) this.#deadPlayId = null;
      return;
    }
    let entry = this.#entries.at(-1);
    if (!entry || entry.item.playId !== playId || entry.item.isComplete) {
      if (entry) entry.item.isComplete = true;
      entry = createEntry(playId);
      this.#entries.push(entry);
    }
    if (pcm.length > 0) entry.chunks.push(pcm);
    entry.item.isComplete = isLast;
    this.#openPlayId = isLast ? null : playId;
  }

  /**
   * Drops everything and answers the dropped phrases. With `tailGain` above 0 the phrase being played keeps a tail
   * of at most `fadeSamples`, fading from that gain to nothing; it ends through `pull`.
   */
  clear(tailGain: number): PlayoutItem[] {
    if (this.#openPlayId !== null) this.#deadPlayId = this.#openPlayId;
    this.#openPlayId = null;
    const dropped: PlayoutItem[] = [];
    const entries = this.#entries.splice(0);
    for (const entry of entries) {
      const { item } = entry;
      if (!item.isCleared) truncate(entry, item.hasStarted && tailGain > 0 ? this.#fadeSamples : 0, tailGain);
      item.isComplete = true;
      item.isCleared = true;
      if (entry.fadeLeft > 0 && tailGain > 0) this.#entries.push(entry);
      else dropped.push(item);
    }
    return dropped;
  }

  /** Fills `frame` with what waits, then silence; appends a span per phrase touched. Answers the audio samples. */
  pull(frame: Int16Array, spans: PlayoutSpan[]): number {
    let filled = 0;
    for (let entry = this.#entries[0]; entry; entry = this.#entries[0]) {
      const offset = filled;
      filled = take(entry, frame, filled);
      const endsItem = entry.item.isComplete && entry.chunks.length === 0;
      if (filled > offset || endsItem)
        spans.push({ item: entry.item, offset, count: filled - offset, endsItem });
      if (!endsItem) break;
      this.#entries.shift();
    }
    frame.fill(0, filled);
    return filled;
  }
}

function createEntry(playId: number): Entry {
  const item = {
    playId,
    playedSamples: 0,
    endsAt: 0,
    hasStarted: false,
    isComplete: false,
    isCleared: false,
  };
  return { item, chunks: [], taken: 0, fadeSamples: 0, fadeLeft: 0, fadeGain: 1 };
}

/** Keeps the first `limit` samples that are left and makes them fade out. */
function truncate(entry: Entry, limit: number, gain: number): void {
  let left = limit;
  const kept: Int16Array[] = [];
  for (const chunk of entry.chunks) {
    const skip = kept.length === 0 ? entry.taken : 0;
    const count = Math.min(left, chunk.length - skip);
    if (count <= 0) break;
    kept.push(chunk.subarray(0, skip + count));
    left -= count;
  }
  entry.chunks = kept;
  entry.fadeSamples = limit - left;
  entry.fadeLeft = entry.fadeSamples;
  entry.fadeGain = gain;
}

/** Moves samples of one entry into `frame` from `filled` on; answers the new fill. */
function take(entry: Entry, frame: Int16Array, filled: number): number {
  let at = filled;
  while (at < frame.length) {
    const chunk = entry.chunks[0];
    if (!chunk) break;
    const count = Math.min(frame.length - at, chunk.length - entry.taken);
    for (let i = 0; i < count; i++) frame[at + i] = chunk[entry.taken + i] as number;
    if (entry.fadeSamples > 0) fade(entry, frame, at, count);
    at += count;
    entry.taken += count;
    if (entry.taken === chunk.length) {
      entry.chunks.shift();
      entry.taken = 0;
    }
  }
  return at;
}

function fade(entry: Entry, frame: Int16Array, at: number, count: number): void {
  for (let i = at; i < at + count; i++) {
    entry.fadeLeft--;
    frame[i] = ((frame[i] as number) * entry.fadeGain * entry.fadeLeft) / entry.fadeSamples;
  }
}
