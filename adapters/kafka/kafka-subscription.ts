import type { BusHandler, BusSubscription } from '@allo/contracts/ports';
import type { Clock, Log } from '@allo/kernel';
import {
  Consumer,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
  stringDeserializers,
  type MessagesStream,
} from '@platformatic/kafka';
import type { HealthRecord } from '../health/health-record.ts';
import { RecentIds } from '../memory/recent-ids.ts';
import { retryPauseMs } from '../memory/retry-pause.ts';
import { fromMessage, type TextMessage } from './bus-message.ts';
import { clientOptions, type KafkaConnection } from './kafka-connection.ts';
import { hasApiError, isRefusal, kafkaDetail } from './kafka-failure.ts';
import { PartitionWork } from './partition-work.ts';

export interface KafkaSubscriptionOptions {
  connection: KafkaConnection;
  topic: string;
  group: string;
  handler: BusHandler;
  clock: Clock;
  log: Log;
  health: HealthRecord;
}

interface Membership {
  consumer: Consumer<string, string, string, string>;
  stream: MessagesStream<string, string, string, string>;
}

/** A group notices a member that died after this; it is heard of every third of a second. */
const sessionMs = 15_000;
const heartbeatMs = 1000;
const rebalanceMs = 30_000;
/** Longest wait for new records in one fetch; also how long closing may wait for it. */
const fetchMs = 500;
const firstAttempts = 6;
const notYet = [
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'NOT_COORDINATOR',
  'LEADER_NOT_AVAILABLE',
  'UNKNOWN_TOPIC_OR_PARTITION',
];
/** How long closing waits for an attempt to join that is under way; what comes of it later is closed then. */
const joiningMs = 1000;
const mostWaiting = 256;
const idsRemembered = 10_000;

/**
 * Reads one topic for one group until closed: partitions beside one another, each in order; an offset is committed after
 * its handler took the record. Whatever goes wrong with the brokers, it joins again and goes on from what was committed;
 * records that come twice are recognised by their event id among the last ten thousand.
 */
export class KafkaSubscription implements BusSubscription {
  readonly #options: KafkaSubscriptionOptions;
  readonly #taken = new RecentIds(idsRemembered);
  readonly #stop = new AbortController();
  #membership: Membership | null = null;
  #isJoining = false;
  #running: Promise<void> = Promise.resolve();
  #closing: Promise<void> | null = null;

  constructor(options: KafkaSubscriptionOptions) {
    this.#options = options;
  }

  /** Joins the group; rejects with the library's error when that fails. From then on it keeps itself going. */
  async start(): Promise<void> {
    this.#membership = await this.#joinFirst();
    this.#running = this.#run();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#stop.abort();
    await this.#membership?.stream.close().catch(() => undefined);
    // Handlers at work are waited for; brokers that do not answer are not.
    const patience = this.#isJoining ? this.#options.clock.sleep(joiningMs) : this.#running;
    await Promise.race([this.#running, patience]);
  }

  async #run(): Promise<void> {
    const { clock, health, log } = this.#options;
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      try {
        this.#membership ??= await this.#joinAgain();
        health.recovered();
        failures = 0;
        await this.#read(this.#membership);
      } catch (error) {
        if (this.#stop.signal.aborted) break;
        failures += 1;
        health.failed(isRefusal(error) ? 'refused' : 'unreachable', kafkaDetail(error));
        log.debug({ detail: kafkaDetail(error) }, 'joining the group of readers again');
      }
      await this.#leave();
      await clock.sleep(retryPauseMs(failures + 1), this.#stop.signal).catch(() => undefined);
    }
    await this.#leave();
  }

  /** A cluster that has just started has no coordinator for some seconds. */
  async #joinFirst(): Promise<Membership> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#join();
      } catch (error) {
        if (attempt === firstAttempts || !hasApiError(error, ...notYet)) throw error;
        await this.#options.clock.sleep(retryPauseMs(attempt));
      }
    }
  }

  async #joinAgain(): Promise<Membership> {
    this.#isJoining = true;
    try {
      return await this.#join();
    } finally {
      this.#isJoining = false;
    }
  }

  async #join(): Promise<Membership> {
    const { connection, topic, group } = this.#options;
    const consumer = new Consumer({
      ...clientOptions(connection),
      groupId: group,
      deserializers: stringDeserializers,
      sessionTimeout: sessionMs,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: rebalanceMs,
      maxWaitTime: fetchMs,
      autocommit: false,
    });
    // Failures show themselves in the stream.
    consumer.on('error', () => undefined);
    try {
      const stream = await consumer.consume({
        topics: [topic],
        mode: MessagesStreamModes.COMMITTED,
        fallbackMode: MessagesStreamFallbackModes.EARLIEST,
        autocommit: false,
      });
      return { consumer, stream };
    } catch (error) {
      await consumer.close(true).catch(() => undefined);
      throw error;
    }
  }

  async #leave(): Promise<void> {
    const membership = this.#membership;
    this.#membership = null;
    if (!membership) return;
    await membership.stream.close().catch(() => undefined);
    await membership.consumer.close(true).catch(() => undefined);
  }

  /** Ends when the subscription closes, rejects when the stream breaks; either way with no handler at work. */
  async #read(membership: Membership): Promise<void> {
    const work = new PartitionWork(mostWaiting);
    const isOver = new AbortController();
    try {
      for await (const message of membership.stream) {
        if (this.#stop.signal.aborted) break;
        await work.add(message.partition, () => this.#take(message, membership, isOver.signal));
      }
    } finally {
      isOver.abort();
      await work.settled();
    }
  }

  async #take(message: TextMessage, { consumer }: Membership, isOver: AbortSignal): Promise<void> {
    const { topic, log } = this.#options;
    const isOurs = (): boolean =>
      !this.#stop.signal.aborted &&
      !isOver.aborted &&
      (consumer.assignments ?? []).some(
        (one) => one.topic === topic && one.partitions.includes(message.partition),
      );
    const record = fromMessage(message);
    if (!record) {
      log.warn(
        { topic, partition: message.partition, offset: String(message.offset) },
        'not an event: passed over',
      );
    } else if (!this.#taken.has(record.eventId)) {
      // Given up when the partition went to another reader: it starts from what was committed.
      for (let attempt = 1; ; attempt++) {
        if (!isOurs()) return;
        try {
          await this.#options.handler(record);
          break;
        } catch (error) {
          const detail = error instanceof Error ? error.message : String(error);
          log.warn({ eventId: record.eventId, attempts: attempt, detail }, 'an event was not taken');
          const stop = AbortSignal.any([this.#stop.signal, isOver]);
          await this.#options.clock.sleep(retryPauseMs(attempt), stop).catch(() => undefined);
        }
      }
      this.#taken.add(record.eventId);
    }
    this.#commit(message);
  }

  /** Not waited for: the library gathers those asked for while one is on its way. A lost one means a duplicate. */
  #commit(message: TextMessage): void {
    try {
      Promise.resolve(message.commit()).catch((error: unknown) => {
        this.#options.log.debug({ detail: kafkaDetail(error) }, 'an offset was not committed');
      });
    } catch (error) {
      this.#options.log.debug({ detail: kafkaDetail(error) }, 'an offset was not committed');
    }
  }
}
