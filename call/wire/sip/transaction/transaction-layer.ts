import type { Clock, Ids } from '@allo/kernel';
import {
  branchCookie,
  createResponse,
  formatHost,
  type RequestHead,
  serializeMessage,
  type SipRequest,
  type SipResponse,
  stampVia,
} from '../message/index.ts';
import type { SipSource, SipTransport } from '../transport/sip-transport.ts';
import { type ClientListener, ClientTransaction } from './client-transaction.ts';
import { responseTarget } from './response-target.ts';
import { RunningServerTransaction, type ServerTransaction } from './server-transaction.ts';
import { clientTransactionKey, mergeKey, serverTransactionKey } from './transaction-key.ts';

/** A request understood far enough to have a transaction, its Via stamped. */
export interface IncomingRequest {
  request: SipRequest;
  head: RequestHead;
  source: SipSource;
}

export interface TransactionUser {
  /** A new request, neither ACK nor CANCEL. */
  onRequest(transaction: ServerTransaction): void;
  /** An ACK that ends no transaction: the one to a 2xx. */
  onAck(ack: IncomingRequest): void;
  /** A CANCEL was answered and this INVITE must end. */
  onCancel(invite: ServerTransaction): void;
}

export interface TransactionLayer {
  /** Whether the request belongs to a transaction already here (then it needs no policy). */
  isKnown(incoming: IncomingRequest): boolean;
  receiveRequest(incoming: IncomingRequest): void;
  /** Responses that match nothing are dropped. */
  receiveResponse(response: SipResponse): void;
  /** Sends a request with a new Via on top. The transaction ends by itself. */
  request(request: SipRequest, target: SipSource, localHost: string, listener: ClientListener): SipRequest;
  /** Sends `request` as it stands with its own Via (CANCEL shares the INVITE's). */
  requestWithVia(request: SipRequest, target: SipSource, listener: ClientListener): void;
  /** Sends an ACK to a 2xx, which has no transaction. */
  sendAck(ack: SipRequest, target: SipSource, localHost: string): Buffer;
  readonly size: number;
  /** Requests of ours that got no final answer yet. */
  readonly unansweredRequests: number;
  close(): void;
}

/** Keeps every transaction of one transport and finds the one a message belongs to. */
export function createTransactionLayer(options: {
  clock: Clock;
  ids: Ids;
  transport: SipTransport;
  user: TransactionUser;
}): TransactionLayer {
  const { clock, ids, transport, user } = options;
  const { isReliable } = transport;
  const servers = new Map<string, RunningServerTransaction>();
  const merged = new Map<string, string>();
  const clients = new Map<string, ClientTransaction>();

  function openServer(incoming: IncomingRequest): RunningServerTransaction {
    const { request, head, source } = incoming;
    const key = serverTransactionKey(request, head);
    const fork = mergeKey(request, head);
    const target = responseTarget(head.via, source);
    const transaction = new RunningServerTransaction({
      ...incoming,
      clock,
      isReliable,
      send: (message) => transport.send(message, target),
      onEnd: () => {
        servers.delete(key);
        if (merged.get(fork) === key) merged.delete(fork);
      },
    });
    servers.set(key, transaction);
    if (!merged.has(fork)) merged.set(fork, key);
    return transaction;
  }

  function receiveCancel(incoming: IncomingRequest): void {
    const { request, head } = incoming;
    const invite = servers.get(serverTransactionKey(request, head, 'INVITE'));
    const cancel = openServer(incoming);
    cancel.respond(createResponse(request, invite ? 200 : 481, { toTag: ids.token(8) }));
    if (invite && !invite.hasFinalResponse) user.onCancel(invite);
  }

  function withVia(request: SipRequest, localHost: string): SipRequest {
    const sentBy = `${formatHost(localHost)}:${transport.local.port}`;
    const branch = `${branchCookie}${ids.token(12)}`;
    const value = `SIP/2.0/${transport.protocol} ${sentBy};branch=${branch};rport`;
    return { ...request, headers: [{ name: 'via', value }, ...request.headers] };
  }

  function requestWithVia(request: SipRequest, target: SipSource, listener: ClientListener): void {
    const key = clientTransactionKey(request);
    if (key === null) return;
    const transaction = new ClientTransaction({
      clock,
      request,
      isReliable,
      listener,
      send: (message) => transport.send(message, target),
      onEnd: () => clients.delete(key),
    });
    clients.set(key, transaction);
    transaction.start();
  }

  return {
    isKnown: ({ request, head }) =>
      servers.has(
        serverTransactionKey(request, head, isInvitePart(request.method) ? 'INVITE' : request.method),
      ),

    receiveRequest(incoming) {
      const { request, head } = incoming;
      const method = request.method === 'ACK' ? 'INVITE' : request.method;
      const existing = servers.get(serverTransactionKey(request, head, method));
      if (request.method === 'ACK') {
        existing?.acknowledge();
        user.onAck(incoming);
        return;
      }
      if (existing) return existing.repeat();
      if (request.method === 'CANCEL') return receiveCancel(incoming);
      const isMerged = head.toTag === null && merged.has(mergeKey(request, head));
      const transaction = openServer(incoming);
      if (isMerged) return transaction.respond(createResponse(request, 482, { toTag: ids.token(8) }));
      user.onRequest(transaction);
    },

    receiveResponse(response) {
      const key = clientTransactionKey(response);
      if (key !== null) clients.get(key)?.receive(response);
    },

    request(request, target, localHost, listener) {
      const stamped = withVia(request, localHost);
      requestWithVia(stamped, target, listener);
      return stamped;
    },

    requestWithVia,

    sendAck(ack, target, localHost) {
      const bytes = serializeMessage(withVia(ack, localHost));
      transport.send(bytes, target);
      return bytes;
    },

    get size() {
      return servers.size + clients.size;
    },

    get unansweredRequests() {
      let count = 0;
      for (const client of clients.values()) if (client.isUnanswered) count += 1;
      return count;
    },

    close() {
      for (const transaction of [...servers.values(), ...clients.values()]) transaction.close();
      servers.clear();
      clients.clear();
      merged.clear();
    },
  };
}

const isInvitePart = (method: string) => method === 'ACK' || method === 'CANCEL';

/** Prepares a parsed request for the layer: where it came from is written into its Via. */
export function incomingRequest(request: SipRequest, head: RequestHead, source: SipSource): IncomingRequest {
  return { request: stampVia(request, source), head, source };
}
