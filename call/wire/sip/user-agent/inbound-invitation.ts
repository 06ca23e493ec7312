import { AppError, type Timer } from '@allo/kernel';
import { type Dialog, dialogOfCalled } from '../dialog/index.ts';
import { createResponse, headerValue, parseNameAddress, parseSipUri, uriScheme } from '../message/index.ts';
import type { LocalMedia, MediaAgreement, SessionDescription } from '../sdp/index.ts';
import type { ServerTransaction } from '../transaction/index.ts';
import type { SipSource } from '../transport/index.ts';
import { AnsweredCall } from './answered-call.ts';
import { serverHeader } from './capabilities.ts';
import type { SipCall } from './sip-call.ts';
import type { SipCallFacts, SipInvitation } from './sip-invitation.ts';
import type { UserAgentContext } from './user-agent-context.ts';

export interface InboundInvitationOptions {
  transaction: ServerTransaction;
  trunkId: string | null;
  /** Null when the caller sent no offer. */
  media: { offer: SessionDescription; agreement: MediaAgreement } | null;
  /** The invitation is decided: it became `call`, or nothing. */
  onDecided: (call: AnsweredCall | null) => void;
  onCallEnd: (call: AnsweredCall) => void;
}

// RFC 3261 §13.3.1.1 lets proxies give up after three minutes; so do we.
const undecidedMs = 180_000;

/** An INVITE that waits for the application to decide. */
export class InboundInvitation implements SipInvitation {
  readonly id: string;
  readonly facts: SipCallFacts;
  readonly source: SipSource;
  readonly trunkId: string | null;
  readonly advertisedAddress: string;
  readonly media: MediaAgreement | null;
  readonly transaction: ServerTransaction;
  state: SipInvitation['state'] = 'pending';
  readonly #context: UserAgentContext;
  readonly #options: InboundInvitationOptions;
  readonly #dialog: Dialog;
  readonly #patience: Timer;
  #onCancel: (() => void) | null = null;

  constructor(context: UserAgentContext, options: InboundInvitationOptions) {
    const { request, head, source } = options.transaction;
    this.id = context.ids.uuid();
    this.#context = context;
    this.#options = options;
    this.transaction = options.transaction;
    this.source = source;
    this.trunkId = options.trunkId;
    this.advertisedAddress = context.hostFacing(source);
    this.media = options.media?.agreement ?? null;
    this.facts = readFacts(options.transaction);
    this.#dialog = dialogOfCalled(request, head, source, context.ids.token(12));
    this.#patience = context.clock.setTimer(undecidedMs, () => this.#giveUp(480));
    options.transaction.onFailure = () => context.log.info({ invitation: this.id }, 'no ACK to our refusal');
    this.#respond(100);
  }

  header(name: string): string | null {
    return headerValue(this.transaction.request, name);
  }

  ring(): void {
    if (this.state === 'pending') this.#respond(180);
  }

  async accept(local: LocalMedia): Promise<SipCall> {
    if (this.state !== 'pending') throw new AppError('aborted', 'The caller is no longer waiting.');
    this.#decide('accepted');
    return new Promise((resolve, reject) => {
      const call: AnsweredCall = new AnsweredCall(this.#context, {
        id: this.id,
        dialog: this.#dialog,
        invite: this.transaction,
        local,
        origin: { sessionId: String(Math.floor(this.#context.clock.wallTime())), version: 1 },
        offer: this.#options.media?.offer ?? null,
        onEnd: this.#options.onCallEnd,
        onReady: (isReady) => {
          if (isReady) resolve(call);
          else reject(new AppError('media_failed', 'The caller agreed to no audio that we can play.'));
        },
      });
      this.#options.onDecided(call);
      call.answer();
    });
  }

  reject(status: number, reason?: string): void {
    if (this.state !== 'pending') return;
    this.#decide('rejected');
    this.#respond(status >= 300 && status <= 699 ? status : 500, reason);
    this.#options.onDecided(null);
  }

  onCancel(listener: () => void): void {
    this.#onCancel = listener;
    if (this.state === 'cancelled') listener();
  }

  /** CANCEL came (its own 200 is sent already). */
  cancel(): void {
    this.#giveUp(487);
  }

  #giveUp(status: number): void {
    if (this.state !== 'pending') return;
    this.#decide('cancelled');
    this.#respond(status);
    this.#options.onDecided(null);
    this.#onCancel?.();
  }

  #decide(state: SipInvitation['state']): void {
    this.state = state;
    this.#patience.cancel();
  }

  #respond(status: number, reason?: string): void {
    const toTag = status === 100 ? undefined : this.#dialog.localTag;
    // 180 makes an early dialog, which needs a Contact (§12.1.1).
    const contact = status > 100 && status < 300 ? [this.#context.contactFacing(this.source)] : [];
    const retry = status === 503 ? [{ name: 'retry-after', value: '5' }] : [];
    const headers = [...contact, serverHeader, ...retry];
    this.transaction.respond(createResponse(this.transaction.request, status, { toTag, reason, headers }));
  }
}

function readFacts({ request, head }: ServerTransaction): SipCallFacts {
  const caller = userOf(head.from.uri);
  const isHidden = caller.toLowerCase() === 'anonymous';
  const { displayName } = head.from;
  return {
    from: isHidden ? '' : caller,
    to: head.uri.user || userOf(parseNameAddress(headerValue(request, 'to') ?? '')?.uri ?? ''),
    ...(displayName === '' || isHidden ? {} : { displayName }),
    wireCallId: head.callId,
  };
}

/** User part of a sip URI, or the number of a tel URI without its parameters. */
function userOf(uri: string): string {
  if (uriScheme(uri) === 'tel') return uri.slice(4).split(';')[0] ?? '';
  return parseSipUri(uri)?.user ?? '';
}
