import type { PartHealth } from '@allo/contracts/ports';
import type { Clock, Log } from '@allo/kernel';

type Reason = Extract<PartHealth, { state: 'degraded' }>['reason'];

/** Remembers how a part is doing, and logs each change once. */
export class HealthRecord {
  readonly #part: string;
  readonly #clock: Clock;
  readonly #log: Log;
  #health: PartHealth = { state: 'ok' };

  /** `part` is named in the log: `Redis`, `Kafka`. */
  constructor(part: string, deps: { clock: Clock; log: Log }) {
    this.#part = part;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  get isOk(): boolean {
    return this.#health.state === 'ok';
  }

  state(): PartHealth {
    return this.#health;
  }

  /** Answers whether it was degraded before. */
  recovered(): boolean {
    if (this.#health.state === 'ok') return false;
    const awayMs = Math.round(this.#clock.wallTime() - this.#health.sinceMs);
    this.#health = { state: 'ok' };
    this.#log.info({ part: this.#part, awayMs }, 'a part is back');
    return true;
  }

  failed(reason: Reason, detail: string): void {
    const sinceMs = this.#health.state === 'degraded' ? this.#health.sinceMs : this.#clock.wallTime();
    const isNew = this.#health.state === 'ok' || this.#health.reason !== reason;
    this.#health = { state: 'degraded', sinceMs, reason };
    if (isNew) this.#log.warn({ part: this.#part, reason, detail }, 'a part is away: going on without it');
  }
}
