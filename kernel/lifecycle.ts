import type { Log } from './log.ts';

/** Something with a beginning and an end. `stop` is idempotent; `drain` lets work in hand finish first. */
export interface Service {
  readonly name: string;
  start?(): Promise<void> | void;
  /** Takes no new work and resolves when the old is done, or when `deadlineMs` passed. */
  drain?(deadlineMs: number): Promise<void>;
  stop?(): Promise<void> | void;
}

/** Starts services in order; stops them in reverse after all have drained. */
export class Lifecycle {
  readonly #log: Log;
  readonly #started: Service[] = [];
  readonly #stoppingListeners: Array<() => void> = [];
  #stopping: Promise<void> | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Starts one service and remembers it. When it throws, everything started before it stays for `stop`. */
  async start(service: Service): Promise<void> {
    await service.start?.();
    this.#started.push(service);
    this.#log.debug({ service: service.name }, 'service started');
  }

  /** Hears of the stop before anything drains. */
  onStopping(listener: () => void): void {
    this.#stoppingListeners.push(listener);
  }

  /** Drains everything, then stops in reverse order of start. Safe to call twice. */
  stop(drainDeadlineMs: number): Promise<void> {
    this.#stopping ??= this.#stopAll(drainDeadlineMs);
    return this.#stopping;
  }

  async #stopAll(drainDeadlineMs: number): Promise<void> {
    for (const tell of this.#stoppingListeners) tell();
    const order = this.#started.toReversed();
    for (const service of order)
      await this.#attempt(service, 'drain', () => service.drain?.(drainDeadlineMs));
    for (const service of order) await this.#attempt(service, 'stop', () => service.stop?.());
  }

  async #attempt(service: Service, step: string, run: () => Promise<void> | void | undefined): Promise<void> {
    try {
      await run();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#log.error({ service: service.name, step, detail }, 'service failed while stopping');
    }
  }
}
