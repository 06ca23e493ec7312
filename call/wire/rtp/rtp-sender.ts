import type { Random } from '@allo/kernel';
import { KeyPressSender } from './key-press-sender.ts';
import { rtpHeaderBytes, writeRtpHeader } from './rtp-packet.ts';
import { telephoneEventBytes, writeTelephoneEvent } from './telephone-event.ts';

/** The kernel may still hold a packet of the last tick, therefore several buffers in turn. */
const bufferCount = 4;

/**
 * Builds outgoing packets in four reused buffers. Sequence, timestamp and SSRC begin at random (RFC 3550 §5.1). The
 * timestamp moves by a frame with every call of `next`, also while key presses go out or nothing does.
 */
export class RtpSender {
  readonly #buffers: Uint8Array[];
  readonly #ssrc: number;
  readonly #frameSamples: number;
  readonly #keys: KeyPressSender;
  #bufferIndex = 0;
  #sequence: number;
  #timestamp: number;
  #mustMark = false;

  /** `maxPayloadBytes` = the longest frame of audio; `frameSamples` = 20 ms in timestamp units. */
  constructor(random: Random, maxPayloadBytes: number, frameSamples: number) {
    const size = rtpHeaderBytes + Math.max(maxPayloadBytes, telephoneEventBytes);
    this.#buffers = Array.from({ length: bufferCount }, () => new Uint8Array(size));
    this.#ssrc = random.below(0x1_0000_0000 - 1) + 1;
    this.#sequence = random.below(0x1_0000);
    this.#timestamp = random.below(0x1_0000_0000);
    this.#frameSamples = frameSamples;
    this.#keys = new KeyPressSender(frameSamples);
  }

  get isSendingKeys(): boolean {
    return this.#keys.isActive;
  }

  press(digits: string): void {
    this.#keys.enqueue(digits);
  }

  /**
   * The packet of the next 20 ms: key presses while any wait (on `keyPayloadType`), else `payload`. Null in the gap
   * between keys. The answer is valid for three further calls.
   */
  next(
    payload: Uint8Array,
    payloadType: number,
    keyPayloadType: number | null,
    marker: boolean,
  ): Uint8Array | null {
    const timestamp = this.#timestamp;
    this.#timestamp = (timestamp + this.#frameSamples) >>> 0;
    const step = keyPayloadType === null ? null : this.#keys.next();
    if (step && keyPayloadType !== null) {
      this.#mustMark = true;
      if (!step.event) return null;
      const packet = this.#packet(telephoneEventBytes);
      const startedAt = (timestamp - step.sinceStart) >>> 0;
      writeRtpHeader(packet, keyPayloadType, step.marker, this.#sequence, startedAt, this.#ssrc);
      writeTelephoneEvent(packet.subarray(rtpHeaderBytes), step.event);
      return packet;
    }
    const packet = this.#packet(payload.length);
    writeRtpHeader(packet, payloadType, marker || this.#mustMark, this.#sequence, timestamp, this.#ssrc);
    packet.set(payload, rtpHeaderBytes);
    this.#mustMark = false;
    return packet;
  }

  #packet(payloadBytes: number): Uint8Array {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const buffer = this.#buffers[this.#bufferIndex] as Uint8Array;
    this.#bufferIndex = (this.#bufferIndex + 1) % bufferCount;
    const length = rtpHeaderBytes + payloadBytes;
    return buffer.length === length ? buffer : buffer.subarray(0, length);
  }
}
