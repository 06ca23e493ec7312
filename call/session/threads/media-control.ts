import type { MessagePort } from 'node:worker_threads';
import type { MediaLineStats, TickerStats } from '@allo/call/media';
import type { CallId } from '@allo/contracts';
import type { CodecName, LegCloseReason } from '@allo/contracts/ports';

export interface LineRequest {
  callId: CallId;
  /** Where the stereo WAV goes; null = no recording. */
  recordingPath: string | null;
}

/** What SDP agreed. Addresses are numeric. */
export interface RtpLineTarget {
  codec: Exclude<CodecName, 'L16'>;
  payloadType: number;
  dtmfPayloadType: number | null;
  remoteAddress: string;
  remotePort: number;
}

export interface RtpLineChange {
  /** The far side put us on hold or came back. */
  isHeld?: boolean;
  /** A re-INVITE: opens the source latch again, even when it equals the one before. */
  target?: RtpLineTarget;
}

export interface MediaStats {
  activeLines: number;
  ticker: TickerStats;
  /** Sums over the lines that are open now. */
  totals: Pick<
    MediaLineStats,
    | 'packetsReceived'
    | 'packetsSent'
    | 'packetsRejected'
    | 'missingSamples'
    | 'lateSamples'
    | 'duplicatePackets'
  >;
}

/**
 * The media stage as the signalling side commands it; in-process (MediaHost) or in a thread (MediaControlClient).
 * Every line that was opened must be closed by `closeLine`, also after it closed by itself.
 */
export interface MediaControl {
  /** Binds a port. Rejects with AppError `port_in_use`, or `media_failed` after a crash. No audio yet. */
  openRtpLine(request: LineRequest): Promise<{ lineId: number; localPort: number }>;
  /** Audio begins to flow and the line's clock to run. Rejects with `bad_request` on an address that is not numeric, `not_found` on a closed line. */
  connectRtpLine(lineId: number, target: RtpLineTarget): Promise<void>;
  updateRtpLine(lineId: number, change: RtpLineChange): Promise<void>;
  /** A browser call: 16 kHz L16 over `port` (see PortTransport), which is taken over. The clock runs at once. */
  openPortLine(request: LineRequest & { port: MessagePort }): Promise<{ lineId: number }>;
  /** Idempotent. Resolves when the recording is finished, with the line's figures (null when it never carried audio or is unknown). */
  closeLine(lineId: number, reason?: LegCloseReason): Promise<MediaLineStats | null>;
  stats(): Promise<MediaStats>;
  /**
   * One listener: a line ended by itself: `media-timeout`, or `wire-failed` (its browser port closed, or the thread died, or a
   * listener of it threw: then `detail` is the error, for the log).
   */
  onLineClosed(listener: (lineId: number, reason: LegCloseReason, detail?: string) => void): void;
  /** One listener: a recording ended early or has a hole. At most once per line; the call goes on. */
  onRecordingTrouble(listener: (callId: CallId, message: string, detail: string | undefined) => void): void;
  /** Closes every line and frees everything. Idempotent. */
  close(): Promise<void>;
}
