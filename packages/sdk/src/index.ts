export { Allo, type AlloOptions } from './allo.ts';
export { AlloError, type AlloProblem } from './allo-error.ts';
export type { FollowOptions } from './follow-events.ts';
export type { LiveMessage } from './live-message.ts';
export type {
  Arguments,
  BodyOf,
  CallOptions,
  Caller,
  ItemOf,
  ListName,
  OperationName,
  OptionsOf,
  QueryOf,
  ReplyOf,
} from './operation.ts';
export type { Operations } from './operations.ts';
export type { SkillbaseSource, Which } from './resources/index.ts';
export { verifyWebhook, type WebhookHeaders, type WebhookMessage } from './verify-webhook.ts';
