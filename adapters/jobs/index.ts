export { type PgBossQueueOptions, startPgBossQueue } from './pg-boss-queue.ts';
