/** The part of a session description (RFC 8866) that a voice call reads. */
export interface SessionDescription {
  sessionId: string;
  sessionVersion: string;
  /** Every `m=` section in order, for an answer must mirror them all (RFC 3264 §6). */
  media: MediaDescription[];
}

export interface MediaDescription {
  /** `audio`, `video`, `image` … */
  kind: string;
  /** 0 = refused or switched off. */
  port: number;
  /** `RTP/AVP`, `RTP/SAVP`, `udptl` … */
  profile: string;
  /** As written: payload types for RTP. */
  formats: string[];
  /** From the section's own `c=`, else the session's; null when neither stands. */
  address: string | null;
  direction: MediaDirection;
  rtpmaps: ReadonlyMap<number, RtpMap>;
  /** Payload type → what follows it in `a=fmtp`. */
  formatParameters: ReadonlyMap<number, string>;
}

export interface RtpMap {
  /** Upper case: `PCMA`, `TELEPHONE-EVENT`. */
  encoding: string;
  clockRateHz: number;
  channels: number;
}

/** Seen from whoever wrote the description. */
export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** Payload types with a fixed meaning (RFC 3551 §6). */
export const staticRtpMaps: ReadonlyMap<number, RtpMap> = new Map([
  [0, { encoding: 'PCMU', clockRateHz: 8000, channels: 1 }],
  [8, { encoding: 'PCMA', clockRateHz: 8000, channels: 1 }],
]);
