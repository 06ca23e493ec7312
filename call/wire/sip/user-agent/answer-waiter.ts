import type { Clock, Timer } from '@allo/kernel';
import {
  type AnswerDelivery,
  type AnswerDeliveryStep,
  reduceAnswerDelivery,
  startAnswerDelivery,
} from '../dialog/index.ts';

/** Repeats one 2xx until its ACK comes; runs {@link reduceAnswerDelivery} on the clock. */
export class AnswerWaiter {
  readonly #clock: Clock;
  readonly #repeat: () => void;
  readonly #abandon: () => void;
  #state: AnswerDelivery = { name: 'acknowledged' };
  #timer: Timer | null = null;

  constructor(clock: Clock, repeat: () => void, abandon: () => void) {
    this.#clock = clock;
    this.#repeat = repeat;
    this.#abandon = abandon;
  }

  get isWaiting(): boolean {
    return this.#state.name === 'waiting';
  }

  /** The answer just left. */
  start(): void {
    this.#apply(startAnswerDelivery());
  }

  acknowledge(): void {
    this.#apply(reduceAnswerDelivery(this.#state, { type: 'ack' }));
    this.close();
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #apply(step: AnswerDeliveryStep): void {
    this.#state = step.state;
    for (const effect of step.effects) {
      if (effect.type === 'repeat-answer') this.#repeat();
      else if (effect.type === 'abandon') this.#abandon();
      else
        this.#timer = this.#clock.setTimer(effect.afterMs, () => {
          this.#apply(reduceAnswerDelivery(this.#state, { type: 'timer' }));
        });
    }
  }
}
