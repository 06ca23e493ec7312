/** Fields of a received packet; one object is filled again and again. RFC 3550 §5.1. */
export interface RtpPacket {
  payloadType: number;
  marker: boolean;
  /** 16-bit. */
  sequence: number;
  /** 32-bit unsigned. */
  timestamp: number;
  /** 32-bit unsigned. */
  ssrc: number;
  payloadStart: number;
  payloadEnd: number;
}

export const rtpHeaderBytes = 12;

export function createRtpPacket(): RtpPacket {
  return {
    payloadType: 0,
    marker: false,
    sequence: 0,
    timestamp: 0,
    ssrc: 0,
    payloadStart: 0,
    payloadEnd: 0,
  };
}

/**
 * Reads the header into `packet` and finds the payload between CSRCs, header extension and padding. False when it
 * is not a whole RTP version 2 packet (or is RTCP sent to the same port, RFC 5761 §4); then `packet` is undefined.
 *
 *   0                   1                   2                   3
 *   |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 *   |                           timestamp                           |
 *   |                             SSRC                              |
 *   |                   CSRC × CC, extension if X                   |
 */
export function parseRtpPacket(bytes: Uint8Array, packet: RtpPacket): boolean {
  const length = bytes.length;
  if (length < rtpHeaderBytes) return false;
  const first = bytes[0] as number;
  const second = bytes[1] as number;
  if (first >> 6 !== 2 || (second >= 192 && second <= 223)) return false;
  let start = rtpHeaderBytes + (first & 0x0f) * 4;
  if (first & 0x10) {
    if (start + 4 > length) return false;
    start += 4 + 4 * uint16(bytes, start + 2);
  }
  if (start > length) return false;
  let end = length;
  if (first & 0x20) {
    const padding = bytes[length - 1] as number;
    if (padding === 0 || start + padding > length) return false;
    end -= padding;
  }
  packet.marker = (second & 0x80) !== 0;
  packet.payloadType = second & 0x7f;
  packet.sequence = uint16(bytes, 2);
  packet.timestamp = uint32(bytes, 4);
  packet.ssrc = uint32(bytes, 8);
  packet.payloadStart = start;
  packet.payloadEnd = end;
  return true;
}

/** Writes a plain 12-byte header (no padding, extension or CSRC). `bytes` must hold at least 12. */
export function writeRtpHeader(
  bytes: Uint8Array,
  payloadType: number,
  marker: boolean,
  sequence: number,
  timestamp: number,
  ssrc: number,
): void {
  bytes[0] = 0x80;
  bytes[1] = (marker ? 0x80 : 0) | (payloadType & 0x7f);
  bytes[2] = (sequence >>> 8) & 0xff;
  bytes[3] = sequence & 0xff;
  putUint32(bytes, 4, timestamp);
  putUint32(bytes, 8, ssrc);
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((uint16(bytes, at) << 16) | uint16(bytes, at + 2)) >>> 0;
}

function putUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >>> 24) & 0xff;
  bytes[at + 1] = (value >>> 16) & 0xff;
  bytes[at + 2] = (value >>> 8) & 0xff;
  bytes[at + 3] = value & 0xff;
}
