import type { MessagePort } from 'node:worker_threads';
import type { CallId } from '@allo/contracts';
import type { LegCloseReason, LegEvent, Pcm } from '@allo/contracts/ports';
import type { ErrorCode } from '@allo/kernel';
import type { LineRequest, RtpLineChange, RtpLineTarget } from './media-control.ts';

/** Main thread → media thread. Each is answered by a `reply` with its `requestId`. */
export type MediaRequest = { requestId: number } & (
  | { type: 'open-rtp'; request: LineRequest }
  | { type: 'connect-rtp'; lineId: number; target: RtpLineTarget }
  | { type: 'update-rtp'; lineId: number; change: RtpLineChange }
  | { type: 'open-port'; request: LineRequest & { port: MessagePort } }
  | { type: 'close-line'; lineId: number; reason: LegCloseReason | undefined }
  | { type: 'stats' }
  /** `port` is the media end of a channel to a voice thread. */
  | { type: 'join-voice'; port: MessagePort }
  | { type: 'close' }
);

/** Media thread → main thread. */
export type MediaNotice =
  | { type: 'reply'; requestId: number; value: unknown }
  | { type: 'refusal'; requestId: number; code: ErrorCode; message: string; detail: string | undefined }
  | { type: 'line-closed'; lineId: number; reason: LegCloseReason; detail: string | undefined }
  | { type: 'recording-trouble'; callId: CallId; message: string; detail: string | undefined };

/** Voice thread → media thread. */
export type VoiceToMedia =
  | { type: 'attach'; lineId: number }
  | { type: 'detach'; lineId: number }
  | { type: 'play'; lineId: number; playId: number; pcm: Pcm; isLast: boolean }
  | { type: 'clear'; lineId: number }
  | { type: 'gain'; lineId: number; gain: number; rampMs: number }
  | { type: 'dtmf'; lineId: number; digits: string };

/** Media thread → voice thread: one message per tick, for all attached lines. */
export interface MediaToVoice {
  /** Records as FrameBatchWriter lays them out; transferred. */
  frames: ArrayBuffer;
  frameBytes: number;
  /** Everything but frames, in order. In a tick, a line's frame comes before its events. */
  events: { lineId: number; event: LegEvent }[];
  /** False for what happened between ticks: no batch ends with it. */
  isTickEnd: boolean;
}
