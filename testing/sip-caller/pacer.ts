import type { Clock, Timer } from '@allo/kernel';

/** Calls its listeners once per 20 ms, all calls of a process sharing one timer. */
export interface Pacer {
  /** Answers what takes the listener off again. */
  add(listener: () => void): () => void;
}

const frameMs = 20;
// Calls are spread over the frame, as calls of real callers are.
const phases = 4;
const stepMs = frameMs / phases;
// After a longer stop there is no catching up, or the far side would be flooded.
const resyncMs = 200;

const pacers = new WeakMap<Clock, Pacer>();

/** The pacer of this clock: the absolute deadline advances by exactly 5 ms, so the rate never drifts. */
export function pacerOf(clock: Clock): Pacer {
  const existing = pacers.get(clock);
  if (existing) return existing;
  const listeners = Array.from({ length: phases }, () => new Set<() => void>());
  let timer: Timer | null = null;
  let deadlineMs = 0;
  let step = 0;

  function tick(): void {
    const nowMs = clock.now();
    if (nowMs - deadlineMs > resyncMs) deadlineMs = nowMs;
    while (deadlineMs <= nowMs) {
      for (const listener of listeners[step % phases] as Set<() => void>) listener();
      step += 1;
      deadlineMs += stepMs;
    }
    timer = listeners.some((set) => set.size > 0) ? clock.setTimer(deadlineMs - clock.now(), tick) : null;
  }

  const pacer: Pacer = {
    add(listener) {
      const sizes = listeners.map((set) => set.size);
      const phase = listeners[sizes.indexOf(Math.min(...sizes))] as Set<() => void>;
      phase.add(listener);
      if (timer === null) {
        deadlineMs = clock.now() + stepMs;
        timer = clock.setTimer(stepMs, tick);
      }
      return () => phase.delete(listener);
    },
  };
  pacers.set(clock, pacer);
  return pacer;
}
