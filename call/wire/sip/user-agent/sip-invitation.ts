import type { LocalMedia, MediaAgreement } from '../sdp/index.ts';
import type { SipSource } from '../transport/index.ts';
import type { SipCall } from './sip-call.ts';

/** What an INVITE says about its sender; personal data. */
export interface SipCallFacts {
  /** User part of From; empty when hidden. */
  from: string;
  /** User part of the Request-URI. */
  to: string;
  displayName?: string;
  wireCallId: string;
}

/** A ringing call. `100 Trying` went out before it is shown. */
export interface SipInvitation {
  readonly id: string;
  readonly facts: SipCallFacts;
  readonly source: SipSource;
  /** The trunk it came by, null for an open source. */
  readonly trunkId: string | null;
  /** Address of ours that the caller can reach: put it into `LocalMedia`. */
  readonly advertisedAddress: string;
  /** What the offer will come to, so that an RTP port can be opened first; null when the caller sent no offer. */
  readonly media: MediaAgreement | null;
  readonly state: 'pending' | 'accepted' | 'rejected' | 'cancelled';
  /** Any header of the INVITE by its lower-case long name, e.g. `diversion`. */
  header(name: string): string | null;
  /** 180 Ringing. Ignored once decided. */
  ring(): void;
  /**
   * 200 OK. Resolves when media may flow: at once, or with the ACK when the caller sent no offer.
   * Errors: AppError `aborted` when cancelled or decided already, `media_failed` when the ACK brings nothing usable.
   */
  accept(local: LocalMedia): Promise<SipCall>;
  /** A final answer 300-699. Ignored once decided. */
  reject(status: number, reason?: string): void;
  /** The caller gave up before the answer, or nobody decided in time. */
  onCancel(listener: () => void): void;
}
