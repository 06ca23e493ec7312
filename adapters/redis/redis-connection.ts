import type { PartHealth } from '@allo/contracts/ports';
import type { Clock, Log, Timer } from '@allo/kernel';
import { Redis, type RedisOptions } from 'ioredis';
import { HealthRecord } from '../health/health-record.ts';

export interface RedisConnectionOptions {
  /** `redis://user:password@host:6379/0`, or `rediss://` for TLS. */
  url: string;
  clock: Clock;
  log: Log;
}

/** Longer, and whoever waits is better served without Redis. */
const answerWithinMs = 500;
const connectWithinMs = 3000;
const longestRetryMs = 2000;
const pingAgainMs = 500;

/**
 * Connections to one Redis that never make anybody wait long: while it is away `run` answers null at once, and a ping
 * finds out when it is back.
 */
export class RedisConnection {
  readonly #options: RedisConnectionOptions;
  readonly #health: HealthRecord;
  readonly #client: Redis;
  readonly #listeners = new Set<Redis>();
  readonly #onRecovered = new Set<() => void>();
  #isUsable = false;
  #isClosed = false;
  #ping: Timer | null = null;

  /** Begins to connect; nothing waits for it. */
  constructor(options: RedisConnectionOptions) {
    this.#options = options;
    this.#health = new HealthRecord('Redis', options);
    this.#client = this.#open();
    this.#client.on('ready', () => void this.#tryPing());
    this.#client.on('close', () => {
      this.#isUsable = false;
      // Why it is closed may be known already.
      if (this.#health.isOk) this.#failed(new Error('the connection is closed'));
    });
  }

  /** The answer of `work`, or null when Redis is away or does not answer in time. Never rejects. */
  async run<T>(work: (client: Redis) => Promise<T>): Promise<T | null> {
    if (!this.#isUsable || this.#isClosed) return null;
    try {
      return await work(this.#client);
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** A connection of its own for listening to channels; it comes back by itself and says `ready` each time. */
  openListener(): Redis {
    const listener = this.#open();
    this.#listeners.add(listener);
    return listener;
  }

  /** `listener` runs each time Redis can be used again, also the first. */
  onRecovered(listener: () => void): void {
    this.#onRecovered.add(listener);
    if (this.#isUsable) listener();
  }

  state(): PartHealth {
    return this.#health.state();
  }

  /** Resolves when it was tried: usable now, or away. For the start, so that the first question finds it. */
  async tried(): Promise<void> {
    for (let waitedMs = 0; waitedMs < connectWithinMs && !this.#isUsable && !this.#isClosed; waitedMs += 20) {
      if (!this.#health.isOk) return;
      await this.#options.clock.sleep(20);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#isUsable = false;
    this.#ping?.cancel();
    for (const client of [this.#client, ...this.#listeners]) client.disconnect();
  }

  /** Closes after what was asked for last went out. */
  async closeGently(): Promise<void> {
    if (this.#isUsable) await this.#client.ping().catch(() => undefined);
    this.close();
  }

  #open(): Redis {
    const options: RedisOptions = {
      connectTimeout: connectWithinMs,
      commandTimeout: answerWithinMs,
      // While away nothing queues up: each port has its own way of going on.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResubscribe: false,
      autoResendUnfulfilledCommands: false,
      retryStrategy: (attempt) => Math.min(longestRetryMs, 50 * 2 ** Math.min(attempt, 10)),
    };
    const client = new Redis(this.#options.url, options);
    client.on('error', (error: Error) => this.#failed(error));
    return client;
  }

  #failed(error: unknown): void {
    if (this.#isClosed) return;
    this.#isUsable = false;
    const detail = error instanceof Error ? error.message : String(error);
    const isSlow = /timed out/i.test(detail);
    const isRefused = /NOAUTH|WRONGPASS|NOPERM|READONLY|ERR /.test(detail);
    this.#health.failed(isRefused ? 'refused' : isSlow ? 'slow' : 'unreachable', detail);
    this.#pingLater();
  }

  #pingLater(): void {
    this.#ping ??= this.#options.clock.setTimer(pingAgainMs, () => {
      this.#ping = null;
      if (!this.#isClosed) void this.#tryPing();
    });
  }

  async #tryPing(): Promise<void> {
    // ioredis connects again by itself and says `ready`.
    if (this.#client.status !== 'ready' || this.#isUsable) return;
    try {
      await this.#client.ping();
    } catch (error) {
      this.#failed(error);
      return;
    }
    if (this.#isClosed || this.#isUsable) return;
    this.#ping?.cancel();
    this.#ping = null;
    this.#isUsable = true;
    this.#health.recovered();
    for (const listener of this.#onRecovered) listener();
  }
}
