import type { EngineRateHz, Pcm } from './audio.ts';

export type WireKind = 'sip' | 'browser' | 'simulated';

/** What the wire knows about a call before a word is said. */
export interface CallFacts {
  wire: WireKind;
  direction: 'inbound' | 'outbound';
  /** Caller's number or user part; empty when hidden. Personal data. */
  from: string;
  /** Called number or user part. */
  to: string;
  displayName?: string;
  /** Signalling id on the wire (SIP Call-ID), for correlation. */
  wireCallId?: string;
  /** Codec agreed, e.g. `PCMA/8000`. */
  codec?: string;
  /** The wire itself sends the caller's words (browser recognition), so no STT is needed. */
  hasOwnRecognition?: boolean;
}

/** Why a leg ended. `caller-hung-up` and `agent-hung-up` are the normal ones. */
export type LegCloseReason =
  | 'caller-hung-up'
  | 'agent-hung-up'
  | 'caller-cancelled'
  | 'media-timeout'
  | 'wire-failed'
  | 'shutdown';

/**
 * What a leg tells. All times are on the leg's audio clock: `atMs` = milliseconds of recording since the
 * leg's first tick, so every latency figure can be checked against the recording itself.
 */
export type LegEvent =
  /** 20 ms of the caller, every tick without a gap: lost or late packets arrive as silence. `atMs` is the frame's start. The array is only valid during the callback. */
  | { type: 'frame'; pcm: Pcm; atMs: number; lost: boolean }
  /** A finished key press: 0-9 * # A-D. */
  | { type: 'dtmf'; digit: string; atMs: number }
  /** Words the wire itself recognised or the caller typed. `typed` skips confirmation of hearing. */
  | { type: 'text'; text: string; isFinal: boolean; source: 'recognition' | 'typed'; atMs: number }
  /** The first sample of `playId` left for the wire. */
  | { type: 'playout-started'; playId: number; atMs: number }
  /** All samples of `playId` left (`drained`), or the rest was thrown away (`cleared`); `playedMs` really left the wire. */
  | {
      type: 'playout-finished';
      playId: number;
      atMs: number;
      playedMs: number;
      reason: 'drained' | 'cleared';
    }
  /** The caller put us on hold or came back (re-INVITE). */
  | { type: 'hold'; isHeld: boolean; atMs: number }
  | { type: 'closed'; reason: LegCloseReason; atMs: number };

/**
 * A wire's end as a call sees it. The wire (or the media thread) paces: audio given to `play` waits in the
 * playout queue and leaves 20 ms at a time, at most 60 ms ahead of the listener's ear, so `clear` is real.
 */
export interface CallLeg {
  readonly facts: CallFacts;
  /** Rate of frames in both directions. */
  readonly sampleRateHz: EngineRateHz;
  /** One listener: the session. Set before `answer`. */
  onEvent(listener: (event: LegEvent) => void): void;
  /** Tells the wire to pick up. Resolves when media may flow. */
  answer(): Promise<void>;
  /** Appends audio to the queue. Chunks of one `playId` are contiguous; `isLast` closes it. */
  play(playId: number, pcm: Pcm, isLast: boolean): void;
  /** Drops everything queued, with a short fade so that it does not click. */
  clear(): void;
  /** Playout gain 0..1 reached linearly over `rampMs`: ducking while barge-in is decided. */
  setGain(gain: number, rampMs: number): void;
  /** RFC 4733 on the telephone; a message in the browser. */
  sendDtmf(digits: string): void;
  /** Optional side channel for screens: captions and state (browser only, others ignore it). */
  notify(message: LegNotice): void;
  /** Ends the leg; idempotent. A `closed` event follows. */
  hangUp(reason: LegCloseReason): void;
}

export type LegNotice =
  | { type: 'transcript'; speaker: 'caller' | 'agent'; turn: string; text: string; isFinal: boolean }
  | { type: 'state'; state: 'greeting' | 'listening' | 'thinking' | 'speaking' | 'ending' }
  | { type: 'warning'; code: string };
