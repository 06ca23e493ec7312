import type { KafkaConnection } from '@allo/adapters/kafka';
import { AppError } from '@allo/kernel';
import type { SettingValues } from './settings.ts';

/** What several nodes share. Null: each process for itself. */
export interface SharedStateConfig {
  redisUrl: string | null;
  kafka: (Omit<KafkaConnection, 'clientId'> & { topicPrefix: string }) | null;
}

/** Throws `config_invalid` where one of two that belong together is missing. */
export function sharedStateConfig(values: SettingValues): SharedStateConfig {
  return { redisUrl: values.REDIS_URL, kafka: kafkaOf(values) };
}

function kafkaOf(values: SettingValues): SharedStateConfig['kafka'] {
  const { KAFKA_BROKERS: brokers, KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = values;
  if ((username === null) !== (password === null)) {
    const [missing, given] =
      username === null ? ['KAFKA_USERNAME', 'KAFKA_PASSWORD'] : ['KAFKA_PASSWORD', 'KAFKA_USERNAME'];
    throw new AppError('config_invalid', `${missing} is missing: it belongs to ${given}.`);
  }
  if (brokers === null) {
    if (username === null) return null;
    throw new AppError('config_invalid', 'KAFKA_BROKERS is missing: it belongs to KAFKA_USERNAME.');
  }
  const mechanism = values.KAFKA_SASL_MECHANISM;
  return {
    brokers,
    isTls: values.KAFKA_TLS,
    sasl: username !== null && password !== null ? { mechanism, username, password } : null,
    topicPrefix: values.KAFKA_TOPIC_PREFIX ?? '',
  };
}
