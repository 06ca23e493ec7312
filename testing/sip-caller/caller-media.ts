import { createSocket, type Socket } from 'node:dgram';
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw } from '@allo/call/audio';
import type { MediaAgreement } from '@allo/call/wire/sip';
import type { Clock, Random } from '@allo/kernel';
import { keyCode, readDigitEnd, writeDigitEvent } from './digit-events.ts';
import { HeardAudio } from './heard-audio.ts';
import { pacerOf } from './pacer.ts';
import { readRtpDatagram, writeRtpDatagram } from './rtp-datagram.ts';

const frameSamples = 160;
// RFC 4733 §2.5.1.4: the end is sent three times.
const endRepeats = 3;
const gapFrames = 4;

interface Task {
  /** Sends one frame; true when this was the last. */
  step(): boolean;
  done(): void;
}

/**
 * The RTP end of one caller: a socket, 20 ms frames from the shared pacer (silence when nothing is queued), key
 * presses, and a record of everything heard.
 */
export class CallerMedia {
  readonly heard = new HeardAudio();
  /** Keys the far side pressed. */
  digitsHeard = '';
  packetsSent = 0;
  /** Clock time of our first packet. */
  firstSentAtMs: number | null = null;
  readonly #clock: Clock;
  readonly #socket: Socket;
  readonly #ssrc: number;
  readonly #tasks: Task[] = [];
  readonly #silence = new Int16Array(frameSamples);
  #agreement: MediaAgreement | null = null;
  #stopPacing: (() => void) | null = null;
  #sequence: number;
  #timestamp: number;
  #isFirst = true;
  #isClosed = false;
  #lastEventTimestamp: number | null = null;

  private constructor(clock: Clock, random: Random, socket: Socket) {
    this.#clock = clock;
    this.#socket = socket;
    this.#ssrc = random.below(0x1_0000_0000);
    this.#sequence = random.below(0x1_0000);
    this.#timestamp = random.below(0x1_0000_0000);
    socket.on('message', (bytes) => this.#receive(bytes));
    // ICMP "port unreachable" after the far side closed is no fault of the test.
    socket.on('error', () => {});
  }

  static async open(clock: Clock, random: Random, address: string): Promise<CallerMedia> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 18 });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, address, resolve);
    });
    socket.removeAllListeners('error');
    return new CallerMedia(clock, random, socket);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** Begins, or goes on with other parameters after a re-INVITE. */
  use(agreement: MediaAgreement): void {
    this.#agreement = agreement;
    this.#stopPacing ??= pacerOf(this.#clock).add(() => this.#tick());
  }

  /** Sends 8 kHz samples after whatever is queued; resolves when the last frame left or the call closed. */
  play(pcm: Int16Array): Promise<void> {
    let offset = 0;
    return this.#queue(() => {
      const frame = new Int16Array(frameSamples);
      frame.set(pcm.subarray(offset, offset + frameSamples));
      offset += frameSamples;
      this.#sendAudio(frame);
      return offset >= pcm.length;
    });
  }

  /** Presses keys one after the other, each held for `holdMs`. Errors: RangeError for what is no key. */
  async press(digits: string, holdMs: number): Promise<void> {
    for (const digit of digits) keyCode(digit);
    for (const digit of digits)
      await this.#queue(this.#pressOne(digit, Math.max(1, Math.round(holdMs / 20))));
  }

  /** Drops what is queued; pending promises resolve. */
  stopPlaying(): void {
    for (const task of this.#tasks.splice(0)) task.done();
  }

  get isPlaying(): boolean {
    return this.#tasks.length > 0;
  }

  /** Idempotent. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopPacing?.();
    this.stopPlaying();
    this.#socket.close();
  }

  #queue(step: () => boolean): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#tasks.push({ step, done: resolve });
    });
  }

  /** One event: its timestamp stays, its duration grows, the clock of the stream goes on beneath it. */
  #pressOne(digit: string, frames: number): () => boolean {
    let sent = 0;
    let start = 0;
    return () => {
      if (sent === 0) start = this.#timestamp;
      sent += 1;
      const type = this.#agreement?.telephoneEventPayloadType;
      if (type == null || sent > frames + endRepeats) this.#timestamp += frameSamples;
      else {
        const isEnd = sent > frames;
        const payload = writeDigitEvent(digit, isEnd, Math.min(sent, frames) * frameSamples);
        this.#send(type, payload, start, sent === 1);
        this.#timestamp += frameSamples;
      }
      return sent >= frames + endRepeats + gapFrames;
    };
  }

  #tick(): void {
    const task = this.#tasks[0];
    if (!task) return this.#sendAudio(this.#silence);
    if (!task.step()) return;
    this.#tasks.shift();
    task.done();
  }

  #sendAudio(frame: Int16Array): void {
    const agreement = this.#agreement;
    if (agreement?.canSend) {
      const payload = Buffer.allocUnsafe(frameSamples);
      if (agreement.codec === 'PCMA') encodeALaw(frame, payload);
      else encodeMuLaw(frame, payload);
      this.#send(agreement.payloadType, payload, this.#timestamp, this.#isFirst);
      this.#isFirst = false;
    }
    this.#timestamp += frameSamples;
  }

  #send(payloadType: number, payload: Buffer, timestamp: number, marker: boolean): void {
    const agreement = this.#agreement;
    if (!agreement || this.#isClosed) return;
    const { remote } = agreement;
    const sequence = this.#sequence++;
    const bytes = writeRtpDatagram({ payloadType, marker, sequence, timestamp, ssrc: this.#ssrc, payload });
    this.#socket.send(bytes, remote.port, remote.address);
    this.packetsSent += 1;
    this.firstSentAtMs ??= this.#clock.now();
  }

  #receive(bytes: Buffer): void {
    const datagram = readRtpDatagram(bytes);
    const agreement = this.#agreement;
    if (!datagram || !agreement) return;
    const { payloadType, payload, timestamp } = datagram;
    if (payloadType === agreement.telephoneEventPayloadType) {
      const digit = readDigitEnd(payload);
      if (digit !== null && timestamp !== this.#lastEventTimestamp) {
        this.#lastEventTimestamp = timestamp;
        this.digitsHeard += digit;
      }
      return;
    }
    if (payloadType !== 0 && payloadType !== 8 && payloadType !== agreement.payloadType) return;
    const pcm = new Int16Array(payload.length);
    const isALaw = payloadType === agreement.payloadType ? agreement.codec === 'PCMA' : payloadType === 8;
    if (isALaw) decodeALaw(payload, pcm);
    else decodeMuLaw(payload, pcm);
    this.heard.add(datagram, pcm, this.#clock.now());
  }
}
