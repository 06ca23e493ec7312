import type { MediaAgreement } from '../sdp/index.ts';

/** Why a call ended, seen from us. */
export type SipCallEnd =
  | 'remote-hung-up'
  | 'local-hung-up'
  /** Our 200 was never acknowledged. */
  | 'ack-missing'
  /** A delayed offer was answered with nothing we can play. */
  | 'media-failed'
  | 'shutdown';

export type SipCallEvent =
  | { type: 'hold'; isHeld: boolean }
  /** Address, payload types, codec or direction changed by a re-INVITE. */
  | { type: 'media-changed'; media: MediaAgreement }
  /** Always the last. */
  | { type: 'closed'; reason: SipCallEnd };

/** An answered call. */
export interface SipCall {
  readonly id: string;
  /** What is agreed now. */
  readonly media: MediaAgreement;
  readonly isClosed: boolean;
  /** One listener; a call that is closed already tells it at once. */
  onEvent(listener: (event: SipCallEvent) => void): void;
  /** Sends BYE (after the ACK, if that is still awaited: RFC 3261 §15). Idempotent. */
  hangUp(): void;
}
