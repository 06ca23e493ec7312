import {
  answerChallenge,
  cancelRequest,
  createResponse,
  type Dialog,
  type DigestCredentials,
  dialogOfCaller,
  headerValue,
  type MediaAgreement,
  type MediaDirection,
  nextHop,
  parseSessionDescription,
  readAnswer,
  receiveInDialog,
  requestInDialog,
  type ServerTransaction,
  type SipHeader,
  type SipRequest,
  type SipResponse,
  type SipSource,
  type TelephoneCodec,
  type TransactionLayer,
  writeOffer,
} from '@allo/call/wire/sip';
import type { Clock, Ids } from '@allo/kernel';
import { CallRefused } from './call-refused.ts';
import type { CallerMedia } from './caller-media.ts';

export interface DialOptions {
  /** `sip:user@address:port`, the address numeric. */
  uri: string;
  /** Caller's user part; default `caller`. */
  from?: string;
  displayName?: string;
  codecs?: readonly TelephoneCodec[];
  /** Sends INVITE without SDP and answers the offer of the 200 in the ACK. */
  isOfferDelayed?: boolean;
  credentials?: DigestCredentials;
  headers?: SipHeader[];
}

export interface CallerCallContext {
  clock: Clock;
  ids: Ids;
  layer: TransactionLayer;
  localAddress: string;
  localPort: number;
  target: SipSource;
  media: CallerMedia;
  onEnd(call: CallerCall): void;
}

export type CallEnd = 'remote-hung-up' | 'local-hung-up' | 'refused' | 'cancelled';

/** One call we placed: signalling here, sound in {@link CallerMedia}. */
export class CallerCall {
  readonly media: CallerMedia;
  readonly callId: string;
  /** Resolves with the 2xx; rejects with {@link CallRefused}. */
  readonly answered: Promise<void>;
  /** Resolves when the call is over, whoever ended it. */
  readonly ended: Promise<CallEnd>;
  /** Statuses heard for the INVITE, in order, e.g. `[100, 180, 200]`. */
  readonly statuses: number[] = [];
  agreement: MediaAgreement | null = null;
  /** INVITE sent → 2xx, milliseconds. */
  setupMs: number | null = null;
  readonly #context: CallerCallContext;
  readonly #options: DialOptions;
  readonly #startedAtMs: number;
  readonly #resolveAnswered: () => void;
  readonly #rejectAnswered: (error: Error) => void;
  readonly #resolveEnded: (end: CallEnd) => void;
  #invite: SipRequest;
  #dialog: Dialog | null = null;
  #version = 1;
  #end: CallEnd | null = null;
  #isCancelled = false;

  constructor(context: CallerCallContext, options: DialOptions) {
    this.#context = context;
    this.#options = options;
    this.media = context.media;
    this.callId = `${context.ids.token(12)}@${context.localAddress}`;
    this.#startedAtMs = context.clock.now();
    const answered = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<CallEnd>();
    this.answered = answered.promise;
    this.ended = ended.promise;
    // Whoever only waits for `ended` must not be punished for a refusal.
    this.answered.catch(() => {});
    this.#resolveAnswered = answered.resolve;
    this.#rejectAnswered = answered.reject;
    this.#resolveEnded = ended.resolve;
    this.#invite = this.#makeInvite();
    this.#sendInvite(this.#invite);
  }

  get isEnded(): boolean {
    return this.#end !== null;
  }

  get dialog(): Dialog | null {
    return this.#dialog;
  }

  /** Sends 8 kHz samples; resolves when the last frame left. */
  play(pcm: Int16Array): Promise<void> {
    return this.media.play(pcm);
  }

  /** RFC 4733 key presses, each held for `holdMs` (160). */
  press(digits: string, holdMs = 160): Promise<void> {
    return this.media.press(digits, holdMs);
  }

  hold(): Promise<void> {
    return this.reinvite('sendonly');
  }

  resume(): Promise<void> {
    return this.reinvite('sendrecv');
  }

  /** A re-INVITE with our audio in `direction`; rejects with {@link CallRefused}. */
  reinvite(direction: MediaDirection): Promise<void> {
    const dialog = this.#mustBeAnswered();
    this.#version += 1;
    const next = requestInDialog(dialog, 'INVITE', {
      headers: [this.#contact(), { name: 'content-type', value: 'application/sdp' }],
      body: this.#offer(direction),
    });
    this.#dialog = next.dialog;
    return new Promise((resolve, reject) => {
      this.#request(next.request, (response) => {
        if (response.status < 200) return;
        if (response.status >= 300) return reject(new CallRefused(response.status, response.reason));
        this.#acknowledge(response);
        this.#takeAnswer(response);
        resolve();
      });
    });
  }

  /** Any other request of the dialog; resolves with its final status. */
  send(method: string, headers: SipHeader[] = [], body: Buffer = Buffer.alloc(0)): Promise<number> {
    const next = requestInDialog(this.#mustBeAnswered(), method, { headers, body });
    this.#dialog = next.dialog;
    return new Promise((resolve) => {
      this.#request(next.request, (response) => {
        if (response.status >= 200) resolve(response.status);
      });
    });
  }

  /** BYE once answered, CANCEL before. Resolves when the call is over. */
  async hangUp(): Promise<void> {
    if (this.#end !== null) return;
    if (!this.#dialog) return this.cancel();
    const next = requestInDialog(this.#dialog, 'BYE');
    this.#dialog = next.dialog;
    await new Promise<void>((resolve) => {
      this.#request(next.request, (response) => {
        if (response.status >= 200) resolve();
      });
      this.#finish('local-hung-up');
    });
  }

  /** CANCEL; the call ends with the 487 it brings, or with BYE when the 200 was faster. */
  async cancel(): Promise<void> {
    if (this.#end !== null || this.#isCancelled) return;
    // Answered already: there is nothing left to cancel.
    if (this.#dialog) return this.hangUp();
    this.#isCancelled = true;
    // Before a 1xx the far side may not know the INVITE yet (RFC 3261 §9.1).
    if (this.statuses.length > 0) this.#sendCancel();
    await this.ended;
  }

  /** A request of the far side inside this dialog. */
  receive(transaction: ServerTransaction): void {
    const { request, head, source } = transaction;
    const dialog = this.#dialog && receiveInDialog(this.#dialog, request, head, source);
    const answer = (status: number) => transaction.respond(createResponse(request, status));
    if (!dialog) return answer(481);
    this.#dialog = dialog;
    if (request.method === 'BYE') {
      answer(200);
      return this.#finish('remote-hung-up');
    }
    answer(request.method === 'OPTIONS' ? 200 : request.method === 'INVITE' ? 488 : 405);
  }

  #mustBeAnswered(): Dialog {
    if (!this.#dialog || this.#end !== null) throw new Error('the call is not established');
    return this.#dialog;
  }

  #makeInvite(): SipRequest {
    const { uri, from = 'caller', displayName, headers = [], isOfferDelayed } = this.#options;
    const { ids, localAddress, localPort } = this.#context;
    const name = displayName === undefined ? '' : `${Buffer.from(`"${displayName}"`).toString('latin1')} `;
    const body = isOfferDelayed ? Buffer.alloc(0) : this.#offer('sendrecv');
    return {
      kind: 'request',
      method: 'INVITE',
      uri,
      version: '2.0',
      problems: [],
      body,
      headers: [
        { name: 'max-forwards', value: '70' },
        { name: 'from', value: `${name}<sip:${from}@${localAddress}:${localPort}>;tag=${ids.token(8)}` },
        { name: 'to', value: `<${uri}>` },
        { name: 'call-id', value: this.callId },
        { name: 'cseq', value: '1 INVITE' },
        this.#contact(),
        { name: 'allow', value: 'INVITE, ACK, CANCEL, BYE, OPTIONS' },
        ...(body.length > 0 ? [{ name: 'content-type', value: 'application/sdp' }] : []),
        ...headers,
      ],
    };
  }

  #contact(): SipHeader {
    const { localAddress, localPort } = this.#context;
    return { name: 'contact', value: `<sip:caller@${localAddress}:${localPort}>` };
  }

  #offer(direction: MediaDirection): Buffer {
    const { localAddress: address, media } = this.#context;
    const origin = { sessionId: '1', version: this.#version };
    return writeOffer({ address, port: media.port }, origin, direction, this.#options.codecs);
  }

  #sendInvite(invite: SipRequest): void {
    const { layer, target, localAddress } = this.#context;
    this.#invite = layer.request(invite, target, localAddress, {
      onResponse: (response) => this.#onInviteResponse(response),
      onFailure: () => this.#refuse(new CallRefused(408, 'nobody answered')),
    });
  }

  #onInviteResponse(response: SipResponse): void {
    const { status } = response;
    this.statuses.push(status);
    if (status < 200) {
      if (this.#isCancelled && this.statuses.length === 1) this.#sendCancel();
      return;
    }
    if (status < 300) return this.#onAnswer(response);
    const { credentials } = this.#options;
    const isFirst = headerValue(this.#invite, 'cseq') === '1 INVITE';
    const proof =
      credentials && isFirst && answerChallenge(response, credentials, this.#invite, this.#context.ids);
    if (!proof || (status !== 401 && status !== 407))
      return this.#refuse(new CallRefused(status, response.reason, response.headers));
    const headers = this.#invite.headers
      .filter(({ name }) => name !== 'via')
      .map((header) => (header.name === 'cseq' ? { ...header, value: '2 INVITE' } : header));
    this.#sendInvite({ ...this.#invite, headers: [...headers, proof] });
  }

  #onAnswer(response: SipResponse): void {
    const isRepeated = this.#dialog !== null;
    this.#dialog ??= dialogOfCaller(this.#invite, response, this.#context.target);
    this.#acknowledge(response);
    if (isRepeated) return;
    this.setupMs = this.#context.clock.now() - this.#startedAtMs;
    if (this.#isCancelled) return void this.hangUp();
    this.#takeAnswer(response);
    this.#resolveAnswered();
  }

  /** ACK to any 2xx, also to its repetitions; with our answer when the 200 brought the offer. */
  #acknowledge(response: SipResponse): void {
    const dialog = this.#dialog;
    if (!dialog) return;
    const { layer, localAddress } = this.#context;
    const cseq = Number.parseInt(headerValue(response, 'cseq') ?? '1', 10);
    const isAnswering = this.#options.isOfferDelayed === true && cseq <= 2 && this.#version === 1;
    const { request } = requestInDialog(dialog, 'ACK', {
      cseq,
      ...(isAnswering
        ? { headers: [{ name: 'content-type', value: 'application/sdp' }], body: this.#offer('sendrecv') }
        : {}),
    });
    layer.sendAck(request, this.#target(dialog), localAddress);
  }

  #takeAnswer(response: SipResponse): void {
    const description = parseSessionDescription(response.body);
    this.agreement = description && readAnswer(description);
    if (this.agreement) this.media.use(this.agreement);
  }

  #sendCancel(): void {
    const { layer, target } = this.#context;
    layer.requestWithVia(cancelRequest(this.#invite), target, { onResponse() {}, onFailure() {} });
  }

  #request(request: SipRequest, onResponse: (response: SipResponse) => void): void {
    const { layer, localAddress } = this.#context;
    const dialog = this.#dialog as Dialog;
    layer.request(request, this.#target(dialog), localAddress, {
      onResponse,
      onFailure: () => onResponse({ ...createResponse(request, 408), status: 408 }),
    });
  }

  #target(dialog: Dialog): SipSource {
    return nextHop(dialog.routeSet, dialog.remoteTarget, dialog.lastSource);
  }

  #refuse(error: CallRefused): void {
    this.#rejectAnswered(error);
    this.#finish(this.#isCancelled ? 'cancelled' : 'refused');
  }

  #finish(end: CallEnd): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.media.close();
    this.#rejectAnswered(new CallRefused(487, end));
    this.#resolveEnded(end);
    this.#context.onEnd(this);
  }
}
