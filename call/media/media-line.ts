import {
  type CodecName,
  type EngineRateHz,
  frameMs,
  type IncomingPacket,
  type LegCloseReason,
  type LegEvent,
  type PacketTransport,
} from '@allo/contracts/ports';
import { FrameCodec } from './frame-codec.ts';
import { JitterBuffer, type JitterStats } from './jitter-buffer.ts';
import { Playout } from './playout.ts';
import type { StereoRecorder } from './stereo-recorder.ts';

export interface MediaLineOptions {
  transport: PacketTransport;
  codec: CodecName;
  /** 8000 for PCMA and PCMU. */
  sampleRateHz: EngineRateHz;
  recorder: StereoRecorder | null;
  /** Closes the line when nothing valid came for so long while not held; null = never. Default 30 s. */
  mediaTimeoutMs?: number | null;
}

export interface MediaLineStats extends JitterStats {
  ticks: number;
  /** Frames told as lost, DTX and the time before the first packet included. */
  silentFrames: number;
  packetsReceived: number;
  packetsSent: number;
  packetsRejected: number;
}

const defaultMediaTimeoutMs = 30_000;
/** Longest packet accepted. */
const maxPacketMs = 120;

type FrameEvent = Extract<LegEvent, { type: 'frame' }>;

/**
 * One call's audio, stepped by `tick` every 20 ms. Its clock is the number of ticks: `atMs` = ticks × 20 = the
 * place in the recording, exactly. Events come out of `tick`, except `closed` and what ends with it. In a tick
 * the order is: `frame`, then key presses and holds since the last tick, then playout. Commands given in a
 * listener take effect in the same tick where they can. The `frame` event and its `pcm` are reused: valid during the callback only.
 */
export class MediaLine {
  readonly sampleRateHz: EngineRateHz;
  readonly #transport: PacketTransport;
  readonly #recorder: StereoRecorder | null;
  readonly #jitter: JitterBuffer;
  readonly #playout: Playout;
  readonly #frameSamples: number;
  readonly #silentFrame: Int16Array;
  readonly #frameEvent: FrameEvent;
  readonly #timeoutTicks: number;
  readonly #pending: LegEvent[] = [];
  #codec: FrameCodec;
  #listener: (event: LegEvent) => void = () => {};
  #ticks = 0;
  #silentFrames = 0;
  #packetsSeen = 0;
  #lastPacketTick = 0;
  #isHeld = false;
  /** The next packet sent follows a pause (or is the first). */
  #startsSpurt = true;
  #closing: Promise<void> | null = null;

  constructor(options: MediaLineOptions) {
    const { transport, sampleRateHz } = options;
    this.sampleRateHz = sampleRateHz;
    this.#transport = transport;
    this.#recorder = options.recorder;
    this.#frameSamples = (sampleRateHz * frameMs) / 1000;
    this.#codec = this.#createCodec(options.codec);
    this.#jitter = new JitterBuffer(sampleRateHz);
    this.#silentFrame = new Int16Array(this.#frameSamples);
    this.#frameEvent = { type: 'frame', pcm: new Int16Array(this.#frameSamples), atMs: 0, lost: true };
    const timeoutMs = options.mediaTimeoutMs === undefined ? defaultMediaTimeoutMs : options.mediaTimeoutMs;
    this.#timeoutTicks = timeoutMs === null ? Number.POSITIVE_INFINITY : timeoutMs / frameMs;
    this.#playout = new Playout({
      sampleRateHz,
      frameSamples: this.#frameSamples,
      leadFrames: Math.floor(transport.leadMs / frameMs),
      send: (frame, isSilent) => this.#send(frame, isSilent),
      emit: (event) => this.#listener(event),
    });
    this.#packetsSeen = transport.stats.packetsReceived;
    transport.onPacket((packet) => this.#receive(packet));
    transport.onDtmf((digit) => this.#pending.push({ type: 'dtmf', digit, atMs: this.positionMs }));
  }

  /** The line's clock: where the next frame begins. */
  get positionMs(): number {
    return this.#ticks * frameMs;
  }

  get isClosed(): boolean {
    return this.#closing !== null;
  }

  get stats(): MediaLineStats {
    const { packetsReceived, packetsSent, packetsRejected } = this.#transport.stats;
    const own = { ticks: this.#ticks, silentFrames: this.#silentFrames };
    return { ...this.#jitter.stats, ...own, packetsReceived, packetsSent, packetsRejected };
  }

  /** One listener. */
  onEvent(listener: (event: LegEvent) => void): void {
    this.#listener = listener;
  }

  /** One step of 20 ms. */
  tick(): void {
    if (this.#closing) return;
    this.#hear();
    this.#flushPending();
    const agentFrame = this.isClosed ? null : this.#speak();
    this.#recorder?.append(this.#frameEvent.pcm, agentFrame ?? this.#silentFrame);
    this.#ticks++;
    this.#watchForSilence();
  }

  /** Appends audio to the queue; kept by reference until played, so it must not be changed afterwards. */
  play(playId: number, pcm: Int16Array, isLast: boolean): void {
    if (!this.#closing) this.#playout.play(playId, pcm, isLast);
  }

  /** Drops what waits; the phrase being heard fades within 10 ms. Late chunks of a cleared phrase are ignored. */
  clear(): void {
    if (this.#closing) return;
    this.#playout.clear(!this.#isHeld && !this.#transport.isSendingDtmf);
    this.#transport.clear();
  }

  /** Gain 0..1 reached linearly over `rampMs`. */
  setGain(gain: number, rampMs: number): void {
    this.#playout.setGain(gain, rampMs);
  }

  sendDtmf(digits: string): void {
    if (!this.#closing) this.#transport.sendDtmf(digits);
  }

  /** While held nothing is sent and the playout waits; what arrives (music on hold) is still told. */
  setHeld(isHeld: boolean): void {
    if (this.#closing || isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#startsSpurt = true;
    this.#lastPacketTick = this.#ticks;
    this.#pending.push({ type: 'hold', isHeld, atMs: this.positionMs });
  }

  /** After a re-INVITE chose another codec of the same rate. */
  setCodec(codec: CodecName): void {
    if (codec !== this.#codec.name) this.#codec = this.#createCodec(codec);
  }

  /** Idempotent. Every phrase ends, `closed` follows; resolves when the recording is finished. */
  close(reason: LegCloseReason): Promise<void> {
    if (this.#closing) return this.#closing;
    this.#closing = this.#recorder?.close() ?? Promise.resolve();
    this.#transport.close();
    this.#playout.finishAll(this.#ticks * this.#frameSamples);
    this.#listener({ type: 'closed', reason, atMs: this.positionMs });
    return this.#closing;
  }

  #createCodec(name: CodecName): FrameCodec {
    return new FrameCodec(name, this.#frameSamples, (this.sampleRateHz * maxPacketMs) / 1000);
  }

  #receive(packet: IncomingPacket): void {
    const count = this.#codec.decode(packet.payload);
    this.#jitter.insert(packet.sequence, packet.timestamp, this.#codec.decoded, count, packet.marker);
  }

  #hear(): void {
    const event = this.#frameEvent;
    const present = this.#jitter.pull(event.pcm);
    event.atMs = this.positionMs;
    event.lost = present * 2 < event.pcm.length;
    if (event.lost) this.#silentFrames++;
    this.#listener(event);
  }

  #flushPending(): void {
    if (this.#pending.length === 0) return;
    for (const event of this.#pending.splice(0)) this.#listener(event);
  }

  #speak(): Int16Array | null {
    const isSendingDtmf = this.#transport.isSendingDtmf === true;
    const frame = this.#playout.step(this.#ticks * this.#frameSamples, this.#isHeld || isSendingDtmf);
    // The transport needs its pace while it sends key presses in place of audio.
    if (isSendingDtmf && !this.#isHeld) this.#send(this.#silentFrame, true);
    return frame;
  }

  #send(frame: Int16Array, isSilent: boolean): void {
    this.#transport.send(isSilent ? this.#codec.silence : this.#codec.encode(frame), this.#startsSpurt);
    this.#startsSpurt = false;
  }

  #watchForSilence(): void {
    const received = this.#transport.stats.packetsReceived;
    if (received !== this.#packetsSeen || this.#isHeld) {
      this.#packetsSeen = received;
      this.#lastPacketTick = this.#ticks;
    } else if (this.#ticks - this.#lastPacketTick >= this.#timeoutTicks) {
      void this.close('media-timeout');
    }
  }
}
