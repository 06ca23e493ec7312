export { createSipCaller, type SipCaller, type SipCallerOptions } from './sip-caller.ts';
export type { CallEnd, CallerCall, DialOptions } from './caller-call.ts';
export type { CallerMedia } from './caller-media.ts';
export { CallRefused } from './call-refused.ts';
export { type Arrival, HeardAudio, type HeardStatistics } from './heard-audio.ts';
