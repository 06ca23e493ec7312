import type { Clock, Timer } from '@allo/kernel';
import type { Reduction, TimerName, TransactionEffect } from './reduction.ts';

type TimerEvent = { type: 'timer'; timer: TimerName };

/** What the runner cannot do alone: everything but timers. */
export type PerformEffect = (
  effect: Exclude<TransactionEffect, { type: 'start-timer' } | { type: 'stop-timer' }>,
) => void;

/** Keeps one transaction's state, runs its timers on the clock and hands the other effects out in order. */
export class TransactionRunner<State extends { name: string }, Event> {
  readonly #clock: Clock;
  readonly #reduce: (state: State, event: Event | TimerEvent) => Reduction<State>;
  readonly #perform: PerformEffect;
  readonly #timers = new Map<TimerName, Timer>();
  #state: State;

  constructor(
    clock: Clock,
    initial: State,
    reduce: (state: State, event: Event | TimerEvent) => Reduction<State>,
    perform: PerformEffect,
  ) {
    this.#clock = clock;
    this.#state = initial;
    this.#reduce = reduce;
    this.#perform = perform;
  }

  get stateName(): State['name'] {
    return this.#state.name;
  }

  dispatch(event: Event | TimerEvent): void {
    const { state, effects } = this.#reduce(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#run(effect);
  }

  /** Stops every timer; used when the whole user agent goes away. */
  close(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #run(effect: TransactionEffect): void {
    if (effect.type === 'start-timer') {
      this.#timers.get(effect.timer)?.cancel();
      const { timer } = effect;
      const fire = () => {
        this.#timers.delete(timer);
        this.dispatch({ type: 'timer', timer });
      };
      this.#timers.set(timer, this.#clock.setTimer(effect.afterMs, fire));
    } else if (effect.type === 'stop-timer') {
      this.#timers.get(effect.timer)?.cancel();
      this.#timers.delete(effect.timer);
    } else {
      if (effect.type === 'end') this.close();
      this.#perform(effect);
    }
  }
}
