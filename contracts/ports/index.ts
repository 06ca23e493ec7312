export { frameMs } from './audio.ts';
export type { EngineRateHz, Pcm } from './audio.ts';
export type * from './call-leg.ts';
export type * from './speech-to-text.ts';
export type * from './language-model.ts';
export type * from './text-to-speech.ts';
export type * from './voice-activity.ts';
export type * from './turn-detector.ts';
export type * from './scenario.ts';
export type * from './packet-transport.ts';
export type * from './object-store.ts';
export type * from './recording-folder.ts';
export type * from './outgoing-http.ts';
export type * from './mailer.ts';
export type * from './provider-error.ts';
export type * from './event-journal.ts';
export type * from './part-health.ts';
export { eventTopics } from './event-bus.ts';
export type {
  BusHandler,
  BusRecord,
  BusSubscription,
  EventBus,
  EventTopic,
} from './event-bus.ts';
export type * from './rate-limiter.ts';
export type * from './live-registry.ts';
export type * from './fan-out.ts';
export type * from './job-queue.ts';
