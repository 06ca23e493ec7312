/** G.711 laws, as SDP spells them. */
export type TelephoneCodec = 'PCMA' | 'PCMU';

/** Where our RTP port listens, as the far side must see it. */
export interface LocalMedia {
  /** Numeric address put into `c=`. */
  address: string;
  port: number;
}

/** What both sides will do with audio, decided before the call is answered. */
export interface MediaAgreement {
  codec: TelephoneCodec;
  /** Payload type of the audio in both directions. */
  payloadType: number;
  /** Payload type of RFC 4733 key presses, null when the far side takes none. */
  telephoneEventPayloadType: number | null;
  /** Where to send. Symmetric RTP may correct it. Port 0 is impossible. */
  remote: { address: string; port: number };
  /** May we send, may we expect audio. */
  canSend: boolean;
  canReceive: boolean;
  /** The far side put us on hold: it does not listen (RFC 3264 §8.4). */
  isHeld: boolean;
}

/** Name and version of our `o=` line: the version grows whenever our description changes (RFC 3264 §8). */
export interface SessionOrigin {
  sessionId: string;
  version: number;
}
