import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw, g711Silence } from '@allo/call/audio';
import type { CodecName } from '@allo/contracts/ports';

/**
 * Payloads to samples and back. Buffers are the codec's own and reused: what `encode` answers is valid until the
 * next call. L16 here is little endian, as the browser sends it.
 */
export class FrameCodec {
  readonly name: CodecName;
  /** An encoded frame of silence. */
  readonly silence: Uint8Array;
  /** What `decode` filled. */
  readonly decoded: Int16Array;
  readonly #payload: Uint8Array;

  /** `maxSamples` = the longest payload accepted. */
  constructor(name: CodecName, frameSamples: number, maxSamples: number) {
    this.name = name;
    this.decoded = new Int16Array(maxSamples);
    this.#payload = new Uint8Array(name === 'L16' ? frameSamples * 2 : frameSamples);
    this.silence = new Uint8Array(this.#payload.length).fill(name === 'L16' ? 0 : g711Silence[name]);
  }

  encode(frame: Int16Array): Uint8Array {
    const out = this.#payload;
    switch (this.name) {
      case 'PCMA':
        encodeALaw(frame, out);
        return out;
      case 'PCMU':
        encodeMuLaw(frame, out);
        return out;
      case 'L16':
        for (let i = 0, at = 0; i < frame.length; i++) {
          const sample = frame[i] as number;
          out[at++] = sample & 0xff;
          out[at++] = (sample >> 8) & 0xff;
        }
        return out;
    }
  }

  /** Answers the number of samples now in `decoded`; 0 when the payload is empty, too long or torn. */
  decode(payload: Uint8Array): number {
    const count = this.name === 'L16' ? payload.length / 2 : payload.length;
    if (count > this.decoded.length || !Number.isInteger(count)) return 0;
    switch (this.name) {
      case 'PCMA':
        return decodeALaw(payload, this.decoded);
      case 'PCMU':
        return decodeMuLaw(payload, this.decoded);
      case 'L16':
        for (let i = 0, at = 0; i < count; i++, at += 2) {
          this.decoded[i] = (payload[at] as number) | ((payload[at + 1] as number) << 8);
        }
        return count;
    }
  }
}
