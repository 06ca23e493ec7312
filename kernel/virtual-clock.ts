import { type Clock, sleepWith, type Timer } from './clock.ts';

interface Entry {
  dueMs: number;
  order: number;
  run: (() => void) | null;
}

/**
 * A clock that moves only when told to. Timers fire in order of due time, then of creation, and every
 * promise chain they start settles before the next one fires, so a run is the same each time.
 */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  #deferred: Array<() => void> = [];
  readonly #heap: Entry[] = [];
  #epochMs: number;

  /** `epoch` is the wall-clock time at virtual zero. */
  constructor(epoch: Date | number = new Date('2026-03-02T09:00:00Z')) {
    this.#epochMs = typeof epoch === 'number' ? epoch : epoch.getTime();
  }

  now(): number {
    return this.#nowMs;
  }

  wallTime(): number {
    return this.#epochMs + this.#nowMs;
  }

  /** Somebody sets the clock of the machine: the wall time jumps, forwards or back, and nothing else does. */
  jump(byMs: number): void {
    this.#epochMs += byMs;
  }

  setTimer(delayMs: number, run: () => void): Timer {
    const entry: Entry = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#push(entry);
    return {
      cancel: () => {
        entry.run = null;
      },
    };
  }

  defer(run: () => void): void {
    this.#deferred.push(run);
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return sleepWith(this.setTimer.bind(this), delayMs, signal);
  }

  /** Moves time forward by `ms`, firing everything due on the way. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await this.#settle();
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.dueMs > endMs) break;
      this.#pop();
      if (!next.run) continue;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.run();
      await this.#settle();
    }
    this.#nowMs = endMs;
  }

  /** Advances in steps of `stepMs` until `done()` or until `limitMs` passed; answers whether it was done. */
  async advanceUntil(done: () => boolean, limitMs: number, stepMs = 20): Promise<boolean> {
    const endMs = this.#nowMs + limitMs;
    while (!done()) {
      if (this.#nowMs >= endMs) return false;
      await this.advance(stepMs);
    }
    return true;
  }

  /** Lets promise chains and deferred work finish. setImmediate runs only after the microtask queue is empty. */
  async #settle(): Promise<void> {
    do {
      const batch = this.#deferred;
      this.#deferred = [];
      for (const run of batch) run();
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (this.#deferred.length > 0);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    heap.push(entry);
    let index = heap.length - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(heap[index] as Entry, heap[parent] as Entry)) break;
      [heap[index], heap[parent]] = [heap[parent] as Entry, heap[index] as Entry];
      index = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    heap[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (left < heap.length && before(heap[left] as Entry, heap[least] as Entry)) least = left;
      if (right < heap.length && before(heap[right] as Entry, heap[least] as Entry)) least = right;
      if (least === index) return;
      [heap[index], heap[least]] = [heap[least] as Entry, heap[index] as Entry];
      index = least;
    }
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
}
