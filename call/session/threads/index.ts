export type {
  LineRequest,
  MediaControl,
  MediaStats,
  RtpLineChange,
  RtpLineTarget,
} from './media-control.ts';
export { MediaControlClient } from './media-control-client.ts';
export { MediaHost, type MediaHostOptions } from './media-host.ts';
export { MediaThread, type MediaThreadOptions } from './media-thread.ts';
export { type MediaVoice, MediaVoicePort } from './media-voice-port.ts';
