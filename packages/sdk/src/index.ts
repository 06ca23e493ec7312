export { Allo, type AlloOptions } from './allo.ts';
export { AlloError } from './allo-error.ts';
export type { FollowOptions, LiveMessage } from './follow-events.ts';
export type {
  BodyOf,
  CallOptions,
  ItemOf,
  ListName,
  OperationName,
  OptionsOf,
  QueryOf,
  ReplyOf,
} from './operation.ts';
export type { Operations } from './operations.ts';
export { verifyWebhook, type WebhookMessage } from './verify-webhook.ts';
