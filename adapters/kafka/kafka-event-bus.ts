import type { EventBus } from '@allo/contracts/ports';
import { AppError, type Clock, type Log, type Timer } from '@allo/kernel';
import { HealthRecord } from '../health/health-record.ts';
import type { KafkaConnection } from './kafka-connection.ts';
import { isRefusal, kafkaDetail, toBusError } from './kafka-failure.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { KafkaSubscription } from './kafka-subscription.ts';
import { makeTopics, topicName } from './kafka-topics.ts';

export interface KafkaEventBusOptions extends KafkaConnection {
  /** Before the names of topics and groups, where a cluster is shared: `allo.`. */
  topicPrefix?: string;
  clock: Clock;
  log: Log;
}

export interface KafkaEventBus extends EventBus {
  /** Tries the brokers and makes the topics that are absent, so that `state` tells the truth. Never rejects. */
  check(): Promise<void>;
}

const checkAgainMs = 2000;

/** The bus between nodes. Nothing is reached before it is used or checked. */
export function createKafkaEventBus(options: KafkaEventBusOptions): KafkaEventBus {
  const { clock, log, topicPrefix = '' } = options;
  const health = new HealthRecord('Kafka', { clock, log });
  const publisher = new KafkaPublisher(options, clock);
  const subscriptions = new Set<KafkaSubscription>();
  let topics: Promise<void> | null = null;
  let again: Timer | null = null;
  let closing: Promise<void> | null = null;

  const topicsMade = (): Promise<void> => {
    topics ??= makeTopics(options, topicPrefix).catch((error: unknown) => {
      topics = null;
      throw error;
    });
    return topics;
  };
  const check = async (): Promise<void> => {
    again = null;
    if (closing) return;
    // Looked at anew: topics made once say nothing about now.
    topics = null;
    await attempt(topicsMade).catch(() => undefined);
  };
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) throw new AppError('unavailable', 'The event bus is closed.');
    try {
      const result = await work();
      health.recovered();
      return result;
    } catch (error) {
      const failure = toBusError(error);
      if (failure.code === 'unavailable') {
        health.failed(isRefusal(error) ? 'refused' : 'unreachable', kafkaDetail(error));
        topics = null;
        if (!closing) again ??= clock.setTimer(checkAgainMs, () => void check());
      }
      throw failure;
    }
  };

  return {
    check,
    async publish(topic, records) {
      // Says nothing about the brokers.
      if (records.length === 0 && !closing) return;
      await attempt(async () => {
        await topicsMade();
        await publisher.publish(topicName(topicPrefix, topic), records);
      });
    },
    consume: (topic, group, handler) =>
      attempt(async () => {
        await topicsMade();
        const subscription = new KafkaSubscription({
          connection: options,
          topic: topicName(topicPrefix, topic),
          // A group of the brokers for each topic: mixed, the library gives partitions to members that do not read them.
          group: `${topicPrefix}${group}.${topic}`,
          handler,
          clock,
          log,
          health,
        });
        await subscription.start();
        subscriptions.add(subscription);
        return {
          close: () => {
            subscriptions.delete(subscription);
            return subscription.close();
          },
        };
      }),
    state: () => health.state(),
    close: () => {
      again?.cancel();
      return (closing ??= Promise.all([...subscriptions].map((one) => one.close()))
        .then(() => publisher.close())
        .then(() => undefined));
    },
  };
}
