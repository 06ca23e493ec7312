import type { Clock } from '@allo/kernel';
import {
  headerList,
  headerValue,
  serializeMessage,
  type SipRequest,
  type SipResponse,
} from '../message/index.ts';
import { type ClientEvent, initialInviteClient, reduceInviteClient } from './invite-client.ts';
import { initialNonInviteClient, reduceNonInviteClient } from './non-invite-client.ts';
import { type PerformEffect, TransactionRunner } from './transaction-runner.ts';

export interface ClientListener {
  /** Every provisional and final response; after a 2xx to INVITE, its repetitions too. */
  onResponse(response: SipResponse): void;
  /** No final answer within 64·T1 (to be treated as 408), or the transport failed (503). */
  onFailure(reason: 'timeout' | 'transport'): void;
}

export interface ClientTransactionOptions {
  clock: Clock;
  request: SipRequest;
  isReliable: boolean;
  listener: ClientListener;
  send(message: Buffer): void;
  onEnd(): void;
}

/** One request on its way. Starts at construction. */
export class ClientTransaction {
  readonly request: SipRequest;
  /** Neither a final response nor a failure yet. */
  isUnanswered = true;
  readonly #dispatch: (event: ClientEvent) => void;
  readonly #close: () => void;

  constructor(options: ClientTransactionOptions) {
    const { clock, request, isReliable, listener } = options;
    this.request = request;
    const perform: PerformEffect = (effect) => {
      if (effect.type === 'send') options.send(effect.message);
      else if (effect.type === 'send-ack')
        options.send(serializeMessage(ackForFailure(request, effect.response)));
      else if (effect.type === 'deliver') listener.onResponse(effect.response);
      else if (effect.type === 'fail') {
        this.isUnanswered = false;
        listener.onFailure(effect.reason);
      } else options.onEnd();
    };
    const bytes = serializeMessage(request);
    const runner =
      request.method === 'INVITE'
        ? new TransactionRunner(
            clock,
            initialInviteClient(bytes),
            (state, event: ClientEvent) => reduceInviteClient(state, event, isReliable),
            perform,
          )
        : new TransactionRunner(
            clock,
            initialNonInviteClient(bytes),
            (state, event: ClientEvent) => reduceNonInviteClient(state, event, isReliable),
            perform,
          );
    this.#dispatch = (event) => runner.dispatch(event);
    this.#close = () => runner.close();
  }

  start(): void {
    this.#dispatch({ type: 'start' });
  }

  receive(response: SipResponse): void {
    if (response.status >= 200) this.isUnanswered = false;
    this.#dispatch({ type: 'response', response });
  }

  close(): void {
    this.#close();
  }
}

/** The ACK to a 300-699: same branch, To as answered (RFC 3261 §17.1.1.3). */
function ackForFailure(invite: SipRequest, response: SipResponse): SipRequest {
  const kept = ['from', 'call-id', 'route', 'max-forwards'];
  return {
    kind: 'request',
    method: 'ACK',
    uri: invite.uri,
    version: '2.0',
    problems: [],
    body: Buffer.alloc(0),
    headers: [
      { name: 'via', value: headerList(invite, 'via')[0] ?? '' },
      ...invite.headers.filter((header) => kept.includes(header.name)),
      { name: 'to', value: headerValue(response, 'to') ?? '' },
      { name: 'cseq', value: (headerValue(invite, 'cseq') ?? '').replace(/\s.*/, ' ACK') },
    ],
  };
}

/** The CANCEL of an INVITE on its way (RFC 3261 §9.1): same Request-URI, branch, From, To and number. */
export function cancelRequest(invite: SipRequest): SipRequest {
  const kept = ['from', 'to', 'call-id', 'route', 'max-forwards'];
  return {
    ...invite,
    method: 'CANCEL',
    body: Buffer.alloc(0),
    headers: [
      { name: 'via', value: headerList(invite, 'via')[0] ?? '' },
      ...invite.headers.filter((header) => kept.includes(header.name)),
      { name: 'cseq', value: (headerValue(invite, 'cseq') ?? '').replace(/\s.*/, ' CANCEL') },
    ],
  };
}
