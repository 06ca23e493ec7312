/** A fixed RTP header (RFC 3550 §5.1) and its payload, read without the product's own RTP code: a second opinion. */
export interface RtpDatagram {
  payloadType: number;
  marker: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: Buffer;
}

export function writeRtpDatagram(datagram: RtpDatagram): Buffer {
  const bytes = Buffer.allocUnsafe(12 + datagram.payload.length);
  bytes[0] = 0x80;
  bytes[1] = (datagram.marker ? 0x80 : 0) | datagram.payloadType;
  bytes.writeUInt16BE(datagram.sequence & 0xffff, 2);
  bytes.writeUInt32BE(datagram.timestamp >>> 0, 4);
  bytes.writeUInt32BE(datagram.ssrc >>> 0, 8);
  datagram.payload.copy(bytes, 12);
  return bytes;
}

/** Null when the bytes are no RTP version 2. */
export function readRtpDatagram(bytes: Buffer): RtpDatagram | null {
  const first = bytes[0] ?? 0;
  if (bytes.length < 12 || first >> 6 !== 2) return null;
  let start = 12 + (first & 0x0f) * 4;
  if (first & 0x10) {
    if (bytes.length < start + 4) return null;
    start += 4 + bytes.readUInt16BE(start + 2) * 4;
  }
  const padding = first & 0x20 ? (bytes.at(-1) ?? 0) : 0;
  if (start > bytes.length - padding) return null;
  const second = bytes[1] as number;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, bytes.length - padding),
  };
}
