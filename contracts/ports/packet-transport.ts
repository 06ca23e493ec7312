/**
 * Moves coded audio packets between one call's media line and the world. Implemented over RTP (telephone) and
 * over a message port (browser). Lives in the media thread; nothing here may allocate more than it must.
 */
export interface PacketTransport {
  /** One listener: the media line. `payload` is only valid during the callback. */
  onPacket(listener: (packet: IncomingPacket) => void): void;
  onDtmf(listener: (digit: string) => void): void;
  /** Sends 20 ms. `marker` starts a talk spurt. `payload` may be reused by the caller after return. */
  send(payload: Uint8Array, marker: boolean): void;
  /** Plays `digits` in band of the transport (RFC 4733); audio pauses meanwhile where the transport demands it. */
  sendDtmf(digits: string): void;
  /** Stops at once what the far side still buffers, where the far side can (browser). No-op on RTP. */
  clear(): void;
  /** How many milliseconds the line may run ahead of real time towards this transport: 0 on RTP. */
  readonly leadMs: number;
  /** True while key presses go out in place of audio: the line then holds its playout and sends only for the pace. */
  readonly isSendingDtmf?: boolean;
  readonly stats: TransportStats;
  /** Idempotent; frees the socket. */
  close(): void;
}

export interface IncomingPacket {
  /** 16-bit, wraps. */
  sequence: number;
  /** 32-bit in samples of the codec clock, wraps. */
  timestamp: number;
  marker: boolean;
  payload: Uint8Array;
}

export interface TransportStats {
  packetsReceived: number;
  packetsSent: number;
  packetsRejected: number;
}

/** Codec names as SDP spells them; `L16` is linear PCM for the browser (little endian, unlike RFC 3551). */
export type CodecName = 'PCMA' | 'PCMU' | 'L16';
