import type { BusRecord } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka';
import { toMessage } from './bus-message.ts';
import { clientOptions, type KafkaConnection } from './kafka-connection.ts';

type TextProducer = Producer<string, string, string, string>;

const closeWithinMs = 5000;

/**
 * One idempotent producer, one batch after the other. After a failure nobody knows which sequence numbers the brokers
 * have seen, so the next batch goes out under a new producer id; what arrived before is recognised by its event id.
 */
export class KafkaPublisher {
  readonly #connection: KafkaConnection;
  readonly #clock: Clock;
  #producer: TextProducer | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(connection: KafkaConnection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  /** Rejects with the library's error. */
  publish(topic: string, records: readonly BusRecord[]): Promise<void> {
    const sent = this.#queue.then(() => this.#send(topic, records));
    this.#queue = sent.catch(() => undefined);
    return sent;
  }

  /** Batches on their way have a while to be acknowledged; who sent them hears of it either way. */
  async close(): Promise<void> {
    await Promise.race([this.#queue, this.#clock.sleep(closeWithinMs)]);
    await this.#discard();
  }

  async #send(topic: string, records: readonly BusRecord[]): Promise<void> {
    this.#producer ??= this.#open();
    try {
      await this.#producer.send({ messages: records.map((record) => toMessage(topic, record)) });
    } catch (error) {
      await this.#discard();
      throw error;
    }
  }

  #open(): TextProducer {
    const producer = new Producer({
      ...clientOptions(this.#connection),
      serializers: stringSerializers,
      idempotent: true,
      acks: ProduceAcks.ALL,
    });
    // The batch in hand learns of it by its own rejection.
    producer.on('error', () => undefined);
    return producer;
  }

  async #discard(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.close().catch(() => undefined);
  }
}
