import type { BaseOptions } from '@platformatic/kafka';

/** How to reach the brokers. */
export interface KafkaConnection {
  /** `host:port`, any of the cluster. */
  brokers: readonly string[];
  /** Shown in the brokers' own logs. */
  clientId: string;
  /** Encrypted, by the certificates this process trusts. */
  isTls: boolean;
  sasl: {
    mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
    username: string;
    password: string;
  } | null;
}

const connectWithinMs = 5000;
const answerWithinMs = 10_000;

/** What every client of the library is given. */
export function clientOptions(connection: KafkaConnection): BaseOptions {
  return {
    clientId: connection.clientId,
    bootstrapBrokers: [...connection.brokers],
    connectTimeout: connectWithinMs,
    timeout: answerWithinMs,
    // Few and quick: whoever publishes or consumes tries again by itself, and must learn of a failure soon.
    retries: 2,
    retryDelay: 250,
    ...(connection.isTls ? { tls: {} } : {}),
    ...(connection.sasl ? { sasl: connection.sasl } : {}),
  };
}
