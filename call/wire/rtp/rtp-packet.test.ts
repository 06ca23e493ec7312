import { createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createRtpPacket, parseRtpPacket, writeRtpHeader } from './rtp-packet.ts';

const plain = (payload: number[]) => {
  const bytes = new Uint8Array(12 + payload.length);
  writeRtpHeader(bytes, 8, true, 0xfffe, 0xfedcba98, 0x89abcdef);
  bytes.set(payload, 12);
  return bytes;
};

describe('RTP packet', () => {
  it('written and read / every field comes back', () => {
    const packet = createRtpPacket();
    expect(parseRtpPacket(plain([1, 2, 3]), packet)).toBe(true);
    expect(packet).toEqual({
      payloadType: 8,
      marker: true,
      sequence: 0xfffe,
      timestamp: 0xfedcba98,
      ssrc: 0x89abcdef,
      payloadStart: 12,
      payloadEnd: 15,
    });
  });

  it('CSRCs, header extension and padding / only the payload is left', () => {
    const head = plain([]);
    head[0] = 0x80 | 0x20 | 0x10 | 2;
    const csrcs = Array.from({ length: 8 }, () => 0x11);
    const extension = [0xbe, 0xde, 0, 1, 9, 9, 9, 9];
    const bytes = Uint8Array.from([...head, ...csrcs, ...extension, 0xd5, 0xd5, 0, 0, 3]);
    const packet = createRtpPacket();
    expect(parseRtpPacket(bytes, packet)).toBe(true);
    expect([...bytes.subarray(packet.payloadStart, packet.payloadEnd)]).toEqual([0xd5, 0xd5]);
  });

  it.each([
    ['empty', []],
    ['shorter than a header', [...plain([]).subarray(0, 11)]],
    ['version 1', [0x40, ...plain([]).subarray(1)]],
    ['CSRCs beyond the end', [0x8f, ...plain([1, 2]).subarray(1)]],
    ['extension header beyond the end', [0x90, ...plain([1, 2]).subarray(1)]],
    ['extension body beyond the end', [0x90, ...plain([0xbe, 0xde, 0xff, 0xff]).subarray(1)]],
    ['padding longer than the payload', [0xa0, ...plain([1, 2, 9]).subarray(1)]],
    ['padding of zero', [0xa0, ...plain([1, 2, 0]).subarray(1)]],
    ['RTCP sender report', [0x80, 200, ...plain(Array.from({ length: 20 }, () => 0)).subarray(2)]],
  ])('%s / refused', (_, bytes) => {
    expect(parseRtpPacket(Uint8Array.from(bytes), createRtpPacket())).toBe(false);
  });

  it('a hundred thousand random datagrams / a payload inside the datagram or a refusal', () => {
    const random = createSeededRandom(42);
    const packet = createRtpPacket();
    for (let n = 0; n < 100_000; n++) {
      const bytes = Uint8Array.from({ length: random.below(40) }, () => random.below(256));
      if (bytes.length > 0 && random.next() < 0.7) bytes[0] = 0x80 | ((bytes[0] as number) & 0x3f);
      if (!parseRtpPacket(bytes, packet)) continue;
      const isInside =
        packet.payloadStart >= 12 &&
        packet.payloadStart <= packet.payloadEnd &&
        packet.payloadEnd <= bytes.length;
      if (!isInside) throw new Error(`out of bounds: ${Buffer.from(bytes).toString('hex')}`);
    }
  });
});
