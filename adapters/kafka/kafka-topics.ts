import { type EventTopic, eventTopics } from '@allo/contracts/ports';
import { Admin } from '@platformatic/kafka';
import { clientOptions, type KafkaConnection } from './kafka-connection.ts';
import { hasApiError } from './kafka-failure.ts';

/** Keys share them; more than the consumers that will ever share the work. */
const partitions = 12;
const sevenDaysMs = 7 * 24 * 3600 * 1000;
const longestMessageBytes = 8 * 1024 * 1024;

export function topicName(prefix: string, topic: EventTopic): string {
  return `${prefix}${topic}`;
}

/**
 * Makes the topics that are absent, with the brokers' own number of replicas; those that exist stay as their owner made
 * them. Rejects with the library's error.
 */
export async function makeTopics(connection: KafkaConnection, prefix: string): Promise<void> {
  const admin = new Admin(clientOptions(connection));
  try {
    const known = new Set(await admin.listTopics());
    for (const topic of eventTopics.map((one) => topicName(prefix, one))) {
      if (!known.has(topic)) await makeTopic(admin, topic);
    }
  } finally {
    await admin.close();
  }
}

async function makeTopic(admin: Admin, topic: string): Promise<void> {
  const configs = Object.entries({
    'cleanup.policy': 'delete',
    'retention.ms': String(sevenDaysMs),
    'max.message.bytes': String(longestMessageBytes),
  }).map(([name, value]) => ({ name, value }));
  try {
    await admin.createTopics({ topics: [topic], partitions, replicas: -1, configs });
  } catch (error) {
    // Another node was quicker.
    if (!hasApiError(error, 'TOPIC_ALREADY_EXISTS')) throw error;
  }
}
