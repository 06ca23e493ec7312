import { type Dialog, dialogKey, nextHop, receiveInDialog, requestInDialog } from '../dialog/index.ts';
import { createResponse, type SipHeader, type SipResponse } from '../message/index.ts';
import {
  type LocalMedia,
  type MediaAgreement,
  negotiate,
  parseSessionDescription,
  readAnswer,
  type SessionDescription,
  type SessionOrigin,
  writeOffer,
} from '../sdp/index.ts';
import type { IncomingRequest, ServerTransaction } from '../transaction/index.ts';
import { AnswerWaiter } from './answer-waiter.ts';
import { allowHeader, sdpTypeHeader, serverHeader } from './capabilities.ts';
import { readInviteMedia } from './read-invite-media.ts';
import type { SipCall, SipCallEnd, SipCallEvent } from './sip-call.ts';
import type { UserAgentContext } from './user-agent-context.ts';

export interface AnsweredCallOptions {
  id: string;
  dialog: Dialog;
  invite: ServerTransaction;
  local: LocalMedia;
  origin: SessionOrigin;
  /** Null when the caller sent no offer. */
  offer: SessionDescription | null;
  /** Takes the call out of the user agent's register. */
  onEnd: (call: AnsweredCall) => void;
  /** The first agreement stands, or never will. */
  onReady: (isReady: boolean) => void;
}

/** The dialog of an INVITE that we answered with 200, until BYE. */
export class AnsweredCall implements SipCall {
  readonly id: string;
  readonly #context: UserAgentContext;
  readonly #options: AnsweredCallOptions;
  readonly #waiter: AnswerWaiter;
  #dialog: Dialog;
  #origin: SessionOrigin;
  #media: MediaAgreement | null = null;
  /** The INVITE whose ACK is awaited, and whether that ACK must bring an answer. */
  #pending: { transaction: ServerTransaction; answer: SipResponse; hasOffer: boolean } | null = null;
  #wantsBye = false;
  #ended: SipCallEnd | null = null;
  #listener: ((event: SipCallEvent) => void) | null = null;

  constructor(context: UserAgentContext, options: AnsweredCallOptions) {
    this.id = options.id;
    this.#context = context;
    this.#options = options;
    this.#dialog = options.dialog;
    this.#origin = options.origin;
    this.#waiter = new AnswerWaiter(
      context.clock,
      () => this.#pending?.transaction.respond(this.#pending.answer),
      () => this.#finish('ack-missing', true),
    );
  }

  get key(): string {
    return dialogKey(this.#dialog.callId, this.#dialog.localTag, this.#dialog.remoteTag);
  }

  get media(): MediaAgreement {
    if (!this.#media) throw new Error('media is read before the call is ready');
    return this.#media;
  }

  get isClosed(): boolean {
    return this.#ended !== null;
  }

  onEvent(listener: (event: SipCallEvent) => void): void {
    this.#listener = listener;
    if (this.#ended !== null) listener({ type: 'closed', reason: this.#ended });
  }

  /** Sends the first 200. */
  answer(): void {
    const { invite, offer, local } = this.#options;
    const answer = offer && negotiate(offer, local, this.#origin);
    this.#media = answer?.agreement ?? null;
    this.#sendAnswer(invite, answer?.sdp ?? writeOffer(local, this.#origin), answer === null);
    if (answer) this.#options.onReady(true);
  }

  hangUp(): void {
    if (this.#ended !== null) return;
    // The caller may not know the dialog yet: BYE has to wait for its ACK (RFC 3261 §15).
    if (this.#waiter.isWaiting) this.#wantsBye = true;
    else this.#finish('local-hung-up', true);
  }

  /** The process goes away: BYE leaves now, whatever is awaited. */
  shutDown(): void {
    this.#finish('shutdown', true);
  }

  receiveAck(ack: IncomingRequest): void {
    const pending = this.#pending;
    if (!pending || ack.head.cseq !== pending.transaction.head.cseq) return;
    this.#pending = null;
    this.#waiter.acknowledge();
    if (pending.hasOffer && !this.#takeAnswer(ack)) return this.#finish('media-failed', true);
    if (this.#wantsBye) this.#finish('local-hung-up', true);
  }

  /** A request inside the dialog, other than ACK. */
  receive(transaction: ServerTransaction): void {
    const { request, head, source } = transaction;
    const dialog = receiveInDialog(this.#dialog, request, head, source);
    if (!dialog) return this.#respond(transaction, 500);
    this.#dialog = dialog;
    switch (request.method) {
      case 'BYE':
        this.#respond(transaction, 200);
        this.#finish('remote-hung-up', false);
        return;
      case 'INVITE':
        return this.#receiveReinvite(transaction);
      case 'OPTIONS':
        return this.#respond(transaction, 200, [allowHeader]);
      default:
        return this.#respond(transaction, 405, [allowHeader]);
    }
  }

  #receiveReinvite(transaction: ServerTransaction): void {
    if (this.#pending) {
      // Two INVITEs of one side may not overlap (§14.2).
      const seconds = this.#context.random.below(10);
      return this.#respond(transaction, 500, [{ name: 'retry-after', value: String(seconds) }]);
    }
    const media = readInviteMedia(transaction.request, this.#media?.codec);
    if (media.kind === 'refuse') return this.#respond(transaction, media.status, media.headers);
    const { local } = this.#options;
    this.#origin = { ...this.#origin, version: this.#origin.version + 1 };
    if (media.kind === 'delayed') return this.#sendAnswer(transaction, writeOffer(local, this.#origin), true);
    const answer = negotiate(media.offer, local, this.#origin, this.#media?.codec);
    if (!answer) return this.#respond(transaction, 488);
    this.#sendAnswer(transaction, answer.sdp, false);
    this.#changeMedia(answer.agreement);
  }

  #sendAnswer(transaction: ServerTransaction, sdp: Buffer, hasOffer: boolean): void {
    const headers = [
      this.#context.contactFacing(transaction.source),
      allowHeader,
      serverHeader,
      sdpTypeHeader,
    ];
    const toTag = this.#dialog.localTag;
    const answer = createResponse(transaction.request, 200, { toTag, headers, body: sdp });
    this.#pending = { transaction, answer, hasOffer };
    transaction.respond(answer);
    this.#waiter.start();
  }

  #respond(transaction: ServerTransaction, status: number, headers: SipHeader[] = []): void {
    transaction.respond(
      createResponse(transaction.request, status, { toTag: this.#dialog.localTag, headers }),
    );
  }

  /** The answer to our own offer comes in the ACK. */
  #takeAnswer(ack: IncomingRequest): boolean {
    const description = parseSessionDescription(ack.request.body);
    const agreement = description && readAnswer(description);
    if (!agreement) return this.#media !== null;
    const isFirst = this.#media === null;
    this.#changeMedia(agreement);
    if (isFirst) this.#options.onReady(true);
    return true;
  }

  #changeMedia(media: MediaAgreement): void {
    const before = this.#media;
    this.#media = media;
    if (!before) return;
    if (JSON.stringify(before) !== JSON.stringify(media)) this.#listener?.({ type: 'media-changed', media });
    if (before.isHeld !== media.isHeld) this.#listener?.({ type: 'hold', isHeld: media.isHeld });
  }

  #finish(reason: SipCallEnd, sendsBye: boolean): void {
    if (this.#ended !== null) return;
    this.#ended = reason;
    this.#waiter.close();
    this.#pending = null;
    if (sendsBye) this.#sendBye();
    this.#options.onEnd(this);
    if (!this.#media) this.#options.onReady(false);
    this.#listener?.({ type: 'closed', reason });
  }

  #sendBye(): void {
    const { layer, log } = this.#context;
    const { dialog, request } = requestInDialog(this.#dialog, 'BYE', { headers: [serverHeader] });
    this.#dialog = dialog;
    const target = nextHop(dialog.routeSet, dialog.remoteTarget, dialog.lastSource);
    layer.request(request, target, this.#context.hostFacing(target), {
      onResponse: () => {},
      onFailure: (reason) => log.info({ call: this.id, reason }, 'BYE was not answered'),
    });
  }
}
