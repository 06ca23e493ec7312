import type { MediaControl, RtpLineTarget } from '@allo/call/session';
import type { SipCall, SipCallEnd, SipCallEvent, SipInvitation, MediaAgreement } from '@allo/call/wire/sip';
import type { CallId, OrgId } from '@allo/contracts';
import type { CallFacts, LegCloseReason } from '@allo/contracts/ports';
import { toAppError, type Log } from '@allo/kernel';
import type { AnsweringAgent, CallWire, Switchboard } from './switchboard.ts';

export interface SipDeskOptions {
  switchboard: Switchboard;
  media: MediaControl;
  /** Whose call it is and who answers it. */
  resolveCall(
    invitation: Pick<SipInvitation, 'facts' | 'trunkId' | 'source'>,
  ): Promise<{ orgId: OrgId; agent: AnsweringAgent } | null>;
  recordingPath(orgId: OrgId, callId: CallId): Promise<string | null>;
  log: Log;
}

const reasons: Record<SipCallEnd, LegCloseReason> = {
  'remote-hung-up': 'caller-hung-up',
  'local-hung-up': 'agent-hung-up',
  'ack-missing': 'wire-failed',
  'media-failed': 'wire-failed',
  shutdown: 'shutdown',
};

/** Turns SIP invitations into calls. */
export class SipDesk {
  readonly #options: SipDeskOptions;

  constructor(options: SipDeskOptions) {
    this.#options = options;
  }

  /** Never rejects: whatever fails becomes a SIP answer. */
  async onInvite(invitation: SipInvitation): Promise<void> {
    const { log, resolveCall } = this.#options;
    try {
      const found = await resolveCall(invitation);
      if (!found) return invitation.reject(404);
      await this.#receive(invitation, found);
    } catch (error) {
      log.error({ detail: toAppError(error).detail ?? String(error) }, 'an invitation could not be served');
      invitation.reject(503);
    }
  }

  async #receive(
    invitation: SipInvitation,
    { orgId, agent }: { orgId: OrgId; agent: AnsweringAgent },
  ): Promise<void> {
    const { switchboard, media, recordingPath } = this.#options;
    const callId = switchboard.newCallId();
    invitation.ring();
    const line = await media.openRtpLine({ callId, recordingPath: await recordingPath(orgId, callId) });
    if (invitation.media) await media.connectRtpLine(line.lineId, connection(invitation.media));
    const { from, to, displayName, wireCallId } = invitation.facts;
    const codec = invitation.media ? `${invitation.media.codec}/8000` : undefined;
    const facts: CallFacts = { wire: 'sip', direction: 'inbound', from, to, displayName, wireCallId, codec };
    const wire = new SipWire({ ...this.#options, invitation, callId, line });
    switchboard.connect({ orgId, callId, lineId: line.lineId, facts, agent, wire });
    // Also for a CANCEL that came while the line was opened: it is told at once, and the missed call is on record.
    invitation.onCancel(() => switchboard.wireClosed(callId, 'caller-cancelled'));
  }
}

interface SipWireOptions extends SipDeskOptions {
  invitation: SipInvitation;
  callId: CallId;
  line: { lineId: number; localPort: number };
}

/** One SIP call as the switchboard sees it. */
class SipWire implements CallWire {
  readonly #options: SipWireOptions;
  #call: SipCall | null = null;
  #hangUpReason: LegCloseReason | null = null;

  constructor(options: SipWireOptions) {
    this.#options = options;
  }

  async answer(): Promise<void> {
    const { invitation, line, media } = this.#options;
    const call = await invitation.accept({ address: invitation.advertisedAddress, port: line.localPort });
    this.#call = call;
    if (!invitation.media) await media.connectRtpLine(line.lineId, connection(call.media));
    call.onEvent((event) => this.#onEvent(event));
    if (this.#hangUpReason) call.hangUp();
  }

  hangUp(reason: LegCloseReason): void {
    this.#hangUpReason ??= reason;
    if (this.#call) this.#call.hangUp();
    else {
      this.#options.invitation.reject(reason === 'shutdown' ? 503 : 480);
      this.#options.switchboard.wireClosed(this.#options.callId, reason);
    }
  }

  /** A telephone has no screen. */
  notify(): void {}

  #onEvent(event: SipCallEvent): void {
    const { switchboard, callId } = this.#options;
    switch (event.type) {
      case 'hold':
        return this.#change({ isHeld: event.isHeld });
      case 'media-changed':
        return this.#change({ target: connection(event.media) });
      case 'closed':
        return switchboard.wireClosed(callId, this.#hangUpReason ?? reasons[event.reason]);
    }
  }

  #change(change: Parameters<MediaControl['updateRtpLine']>[1]): void {
    const { media, line, callId, log } = this.#options;
    media.updateRtpLine(line.lineId, change).catch((error: unknown) => {
      log.warn({ callId, detail: String(error) }, 'the media line could not follow a re-INVITE');
    });
  }
}

function connection(media: MediaAgreement): RtpLineTarget {
  return {
    codec: media.codec,
    payloadType: media.payloadType,
    dtmfPayloadType: media.telephoneEventPayloadType,
    remoteAddress: media.remote.address,
    remotePort: media.remote.port,
  };
}
