import type { IntegrationPart } from './integration-part.ts';
import { kafkaPart } from './kafka.ts';
import { postgresPart } from './postgres.ts';
import { redisPart } from './redis.ts';
import { s3Part } from './s3/index.ts';

export type { IntegrationPart, MissingPart, RunningPart } from './integration-part.ts';
export { startKafka } from './kafka.ts';
export { type PostgresOptions, startPostgres } from './postgres.ts';
export { startRedis } from './redis.ts';

/** Every real server the suites know how to run on. */
export const integrationParts: readonly IntegrationPart[] = [postgresPart, redisPart, kafkaPart, s3Part];
