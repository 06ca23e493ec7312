import type { Clock } from '@allo/kernel';
import { type RequestHead, serializeMessage, type SipRequest, type SipResponse } from '../message/index.ts';
import type { SipSource } from '../transport/sip-transport.ts';
import { initialInviteServer, reduceInviteServer, type ServerEvent } from './invite-server.ts';
import { initialNonInviteServer, reduceNonInviteServer } from './non-invite-server.ts';
import { type PerformEffect, TransactionRunner } from './transaction-runner.ts';

/** A request that waits for its answer. */
export interface ServerTransaction {
  readonly request: SipRequest;
  readonly head: RequestHead;
  /** Where the datagram came from. */
  readonly source: SipSource;
  /** Sends a response by the rules of the transaction; after a final one, others are dropped. */
  respond(response: SipResponse): void;
  readonly hasFinalResponse: boolean;
  /** The final response was never acknowledged, or could not be sent. */
  onFailure: (() => void) | null;
}

export interface ServerTransactionOptions {
  clock: Clock;
  request: SipRequest;
  head: RequestHead;
  source: SipSource;
  isReliable: boolean;
  send(message: Buffer): void;
  onEnd(): void;
}

/** Either server machine behind the one face the user agent sees. */
export class RunningServerTransaction implements ServerTransaction {
  readonly request: SipRequest;
  readonly head: RequestHead;
  readonly source: SipSource;
  hasFinalResponse = false;
  onFailure: (() => void) | null = null;
  readonly #dispatch: (event: ServerEvent) => void;
  readonly #close: () => void;

  constructor(options: ServerTransactionOptions) {
    this.request = options.request;
    this.head = options.head;
    this.source = options.source;
    const { clock, isReliable } = options;
    const perform: PerformEffect = (effect) => {
      if (effect.type === 'send') options.send(effect.message);
      else if (effect.type === 'fail') this.onFailure?.();
      else if (effect.type === 'end') options.onEnd();
    };
    const runner =
      options.request.method === 'INVITE'
        ? new TransactionRunner(
            clock,
            initialInviteServer,
            (state, event: ServerEvent) => reduceInviteServer(state, event, isReliable),
            perform,
          )
        : new TransactionRunner(
            clock,
            initialNonInviteServer,
            (state, event: ServerEvent) => reduceNonInviteServer(state, event, isReliable),
            perform,
          );
    this.#dispatch = (event) => runner.dispatch(event);
    this.#close = () => runner.close();
  }

  respond(response: SipResponse): void {
    if (response.status >= 200) this.hasFinalResponse = true;
    this.#dispatch({ type: 'respond', status: response.status, message: serializeMessage(response) });
  }

  /** The request came again. */
  repeat(): void {
    this.#dispatch({ type: 'request' });
  }

  acknowledge(): void {
    this.#dispatch({ type: 'ack' });
  }

  close(): void {
    this.#close();
  }
}
