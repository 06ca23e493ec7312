export { type OutboxTortureOptions, type OutboxTortureResult, tortureOutbox } from './outbox-torture.ts';
export { type StreamEvidence, type StreamVerdict, verifyStream } from './verify-stream.ts';
