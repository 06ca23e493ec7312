import type { MessagePort } from 'node:worker_threads';
import {
  FileStereoRecorder,
  MediaLine,
  type MediaLineOptions,
  type MediaLineStats,
  Ticker,
} from '@allo/call/media';
import { PortTransport } from '@allo/call/wire/browser';
import { type RtpPortRange, RtpTransport } from '@allo/call/wire/rtp';
import type { CallId } from '@allo/contracts';
import type { EngineRateHz, LegCloseReason, LegEvent } from '@allo/contracts/ports';
import { AppError, type Clock, type Random } from '@allo/kernel';
import type { MediaLeg } from '../signalled-leg.ts';
import type { LineRequest, MediaControl, MediaStats, RtpLineChange, RtpLineTarget } from './media-control.ts';
import { HostedLeg } from './media-hosted-leg.ts';
import { createLineId } from './media-line-id.ts';
import type { MediaVoice } from './media-voice-port.ts';

export interface MediaHostOptions {
  clock: Clock;
  random: Random;
  /** Null where no telephone lines are opened (simulation). */
  rtp: { ports: RtpPortRange; bindAddress: string } | null;
}

/** A line and what belongs to it; `line` is null until an RTP line is connected. */
interface Entry {
  lineId: number;
  request: LineRequest;
  rtp: RtpTransport | null;
  line: MediaLine | null;
  leg: HostedLeg;
  /** Set when it closed, by whomever. */
  closed: Promise<MediaLineStats | null> | null;
}

/**
 * All lines of one media thread and the ticker that steps them. Lives in a worker in production, in the caller's own
 * thread in tests and simulation, where it is MediaControl and the voice side at once. A line that throws is closed
 * alone. The ticker runs only while there are lines.
 */
export class MediaHost implements MediaControl, MediaVoice {
  readonly #options: MediaHostOptions;
  readonly #ticker: Ticker;
  readonly #entries = new Map<number, Entry>();
  /** Lines that are stepped, in order of opening. */
  #running: Entry[] = [];
  #hasEnded = false;
  readonly #batchListeners = new Set<() => void>();
  #serial = 0;
  #isTicking = false;
  #isClosed = false;
  #onLineClosed: Parameters<MediaControl['onLineClosed']>[0] = () => {};
  #onRecordingTrouble: (callId: CallId, message: string, detail: string | undefined) => void = () => {};

  constructor(options: MediaHostOptions) {
    this.#options = options;
    this.#ticker = new Ticker(options.clock, () => this.tick());
  }

  /** True inside `tick`: what is told now is followed by a batch end. */
  get isTicking(): boolean {
    return this.#isTicking;
  }

  onLineClosed(listener: Parameters<MediaControl['onLineClosed']>[0]): void {
    this.#onLineClosed = listener;
  }

  onRecordingTrouble(listener: (callId: CallId, message: string, detail: string | undefined) => void): void {
    this.#onRecordingTrouble = listener;
  }

  /** Runs after all lines were stepped, once per tick: the moment to work on a batch. Answers how to stop. */
  onBatchDelivered(listener: () => void): () => void {
    this.#batchListeners.add(listener);
    return () => this.#batchListeners.delete(listener);
  }

  /** The media half of a call; null when the line is unknown or closed. One leg per line: the last one counts. */
  attach(lineId: number): MediaLeg | null {
    const entry = this.#entries.get(lineId);
    return entry && !entry.closed ? entry.leg.attach() : null;
  }

  async openRtpLine(request: LineRequest): Promise<{ lineId: number; localPort: number }> {
    this.#refuseWhenClosed();
    const { rtp, random } = this.#options;
    if (!rtp) throw new AppError('media_failed', 'No ports for telephone audio are configured.');
    const transport = await RtpTransport.open({ ...rtp, random });
    if (this.#isClosed) transport.close();
    this.#refuseWhenClosed();
    const entry = this.#enter(request, 8000, transport);
    return { lineId: entry.lineId, localPort: transport.localPort };
  }

  async connectRtpLine(lineId: number, target: RtpLineTarget): Promise<void> {
    const entry = this.#rtpEntry(lineId);
    entry.rtp.connect(target);
    if (entry.line) entry.line.setCodec(target.codec);
    else this.#run(entry, { transport: entry.rtp, codec: target.codec, sampleRateHz: 8000 });
  }

  async updateRtpLine(lineId: number, change: RtpLineChange): Promise<void> {
    if (change.target) await this.connectRtpLine(lineId, change.target);
    if (change.isHeld !== undefined) this.#rtpEntry(lineId).line?.setHeld(change.isHeld);
  }

  async openPortLine(request: LineRequest & { port: MessagePort }): Promise<{ lineId: number }> {
    this.#refuseWhenClosed();
    const { port, ...rest } = request;
    const transport = new PortTransport({ port, sampleRateHz: 16000 });
    const entry = this.#enter(rest, 16000, null);
    transport.onClosed(() => this.#endByItself(entry, 'wire-failed'));
    // A page may be silent for long (no microphone); its WebSocket tells when it is gone.
    this.#run(entry, { transport, codec: 'L16', sampleRateHz: 16000, mediaTimeoutMs: null });
    return { lineId: entry.lineId };
  }

  /** A line over any transport, for simulation. Its clock runs at once. */
  openLine(callId: CallId, options: MediaLineOptions): { lineId: number } {
    this.#refuseWhenClosed();
    const entry = this.#enter({ callId, recordingPath: null }, options.sampleRateHz, null);
    this.#run(entry, options);
    return { lineId: entry.lineId };
  }

  async closeLine(lineId: number, reason: LegCloseReason = 'agent-hung-up'): Promise<MediaLineStats | null> {
    const entry = this.#entries.get(lineId);
    if (!entry) return null;
    const stats = await this.#end(entry, reason);
    this.#entries.delete(lineId);
    return stats;
  }

  async stats(): Promise<MediaStats> {
    const totals = {
      packetsReceived: 0,
      packetsSent: 0,
      packetsRejected: 0,
      missingSamples: 0,
      lateSamples: 0,
      duplicatePackets: 0,
    };
    for (const { line } of this.#running) {
      if (!line) continue;
      const { stats } = line;
      for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += stats[name];
    }
    return { activeLines: this.#running.length, ticker: this.#ticker.stats(), totals };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#ticker.stop();
    await Promise.all([...this.#entries.keys()].map((lineId) => this.closeLine(lineId, 'shutdown')));
    this.#batchListeners.clear();
  }

  /** Steps every line once; the ticker's work, public for those who keep time themselves. */
  tick(): void {
    this.#isTicking = true;
    for (const entry of this.#running) {
      try {
        entry.line?.tick();
      } catch (error) {
        entry.leg.breakOff(entry.line?.positionMs ?? 0);
        this.#endByItself(entry, 'wire-failed', error instanceof Error ? error.stack : String(error));
      }
    }
    for (const listener of this.#batchListeners) listener();
    this.#isTicking = false;
    if (this.#hasEnded) this.#forgetEnded();
  }

  #enter(request: LineRequest, sampleRateHz: EngineRateHz, rtp: RtpTransport | null): Entry {
    const lineId = createLineId(this.#serial++, sampleRateHz);
    const leg = new HostedLeg(sampleRateHz);
    const entry: Entry = { lineId, request, rtp, line: null, leg, closed: null };
    this.#entries.set(lineId, entry);
    return entry;
  }

  #run(entry: Entry, options: Omit<MediaLineOptions, 'recorder'> & Partial<MediaLineOptions>): void {
    const line = new MediaLine({
      ...options,
      recorder: options.recorder ?? this.#createRecorder(entry, options.sampleRateHz),
    });
    entry.line = line;
    line.onEvent((event) => this.#tell(entry, event));
    entry.leg.join(line);
    this.#running.push(entry);
    this.#ticker.start();
  }

  #createRecorder(entry: Entry, sampleRateHz: EngineRateHz): FileStereoRecorder | null {
    const { callId, recordingPath: path } = entry.request;
    if (path === null) return null;
    return new FileStereoRecorder({
      path,
      sampleRateHz,
      phase: entry.lineId >> 1,
      onTrouble: (error) => this.#onRecordingTrouble(callId, error.message, error.detail),
    });
  }

  #tell(entry: Entry, event: LegEvent): void {
    entry.leg.tell(event);
    // `media-timeout` comes out of the line itself; an asked-for close has set `closed` before.
    if (event.type === 'closed' && !entry.closed) this.#endByItself(entry, event.reason);
  }

  #endByItself(entry: Entry, reason: LegCloseReason, detail?: string): void {
    if (entry.closed) return;
    void this.#end(entry, reason);
    this.#onLineClosed(entry.lineId, reason, detail);
  }

  #end(entry: Entry, reason: LegCloseReason): Promise<MediaLineStats | null> {
    if (entry.closed) return entry.closed;
    const { line } = entry;
    entry.closed = Promise.resolve(null);
    this.#hasEnded = true;
    if (!this.#isTicking) this.#forgetEnded();
    if (line) {
      const stats = line.stats;
      entry.closed = line.close(reason).then(() => stats);
    } else {
      entry.rtp?.close();
      entry.leg.tell({ type: 'closed', reason, atMs: 0 });
    }
    return entry.closed;
  }

  /** Takes ended lines out of the list; never while it is walked. */
  #forgetEnded(): void {
    this.#hasEnded = false;
    this.#running = this.#running.filter((entry) => !entry.closed);
    if (this.#running.length === 0) this.#ticker.stop();
  }

  #rtpEntry(lineId: number): Entry & { rtp: RtpTransport } {
    const entry = this.#entries.get(lineId);
    if (!entry?.rtp || entry.closed) throw new AppError('not_found', 'The audio line is closed.');
    return entry as Entry & { rtp: RtpTransport };
  }

  #refuseWhenClosed(): void {
    if (this.#isClosed) throw new AppError('media_failed', 'The audio stage is shutting down.');
  }
}
