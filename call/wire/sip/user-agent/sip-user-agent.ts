import { createHash } from 'node:crypto';
import type { Clock, Ids, Log, Random } from '@allo/kernel';
import { dialogKey } from '../dialog/index.ts';
import {
  createResponse,
  formatHost,
  headerList,
  parseMessage,
  parseVia,
  readRequestHead,
  type RequestHead,
  serializeMessage,
  type SipHeader,
  type SipRequest,
  stampVia,
} from '../message/index.ts';
import { createRequestGate, type SipPolicy, type SipTrunk } from '../security/index.ts';
import {
  createTransactionLayer,
  incomingRequest,
  type IncomingRequest,
  responseTarget,
  type ServerTransaction,
} from '../transaction/index.ts';
import { localAddressFacing, type SipSource, type SipTransport } from '../transport/index.ts';
import type { AnsweredCall } from './answered-call.ts';
import { acceptHeader, allowHeader, refusedMethods, serverHeader, unsupportedTags } from './capabilities.ts';
import { InboundInvitation } from './inbound-invitation.ts';
import { readInviteMedia } from './read-invite-media.ts';
import type { SipInvitation } from './sip-invitation.ts';
import type { UserAgentContext } from './user-agent-context.ts';

export interface SipUserAgentOptions {
  clock: Clock;
  ids: Ids;
  random: Random;
  log: Log;
  /** The user agent starts and closes it. */
  transport: SipTransport;
  /** What we call ourselves; without a host the local address that faces the far side, without a port the bound one. */
  contact?: { host?: string; port?: number };
  policy: SipPolicy;
  onInvite(invitation: SipInvitation): void;
}

export interface SipUserAgentDump {
  invitations: number;
  calls: number;
  transactions: number;
  received: number;
  /** Datagrams that got no answer, by reason. */
  dropped: Readonly<Record<string, number>>;
}

export interface SipUserAgent {
  /** Errors: AppError `port_in_use`, `config_invalid`. */
  start(): Promise<void>;
  /** From now on new calls get 503; live ones go on. */
  stopAccepting(): void;
  /** Who may call from now on, in place of the policy's trunks. Errors: AppError `config_invalid`. */
  setTrunks(trunks: readonly SipTrunk[]): void;
  /** Refuses what rings, sends BYE to what talks, waits up to 2 s for the answers, closes the transport. Idempotent. */
  close(): Promise<void>;
  dump(): SipUserAgentDump;
}

const goodbyeMs = 2_000;

/** Allo's RFC 3261 user agent: answers calls. Everything the network sends is either answered rightly or dropped. */
export function createSipUserAgent(options: SipUserAgentOptions): SipUserAgent {
  const { clock, ids, random, log, transport, policy } = options;
  const gate = createRequestGate(clock, ids, policy);
  const invitations = new Map<ServerTransaction, InboundInvitation>();
  const calls = new Map<string, AnsweredCall>();
  const trunks = new WeakMap<SipRequest, string | null>();
  const dropped: Record<string, number> = {};
  const tagKey = ids.token(16);
  let received = 0;
  let isAccepting = true;
  let closing: Promise<void> | null = null;

  const layer = createTransactionLayer({
    clock,
    ids,
    transport,
    user: {
      onRequest: (transaction) => handleRequest(transaction),
      onAck: (ack) => findCall(ack.head)?.receiveAck(ack),
      onCancel: (invite) => invitations.get(invite)?.cancel(),
    },
  });
  const context: UserAgentContext = { clock, ids, random, log, layer, hostFacing, contactFacing };

  function hostFacing(source: SipSource): string {
    const bound = transport.local.address;
    const isWildcard = bound === '0.0.0.0' || bound === '::';
    return options.contact?.host ?? (isWildcard ? localAddressFacing(source.address) : bound);
  }

  function contactFacing(source: SipSource): SipHeader {
    const port = options.contact?.port ?? transport.local.port;
    return { name: 'contact', value: `<sip:allo@${formatHost(hostFacing(source))}:${port}>` };
  }

  function findCall(head: RequestHead): AnsweredCall | undefined {
    return head.toTag === null ? undefined : calls.get(dialogKey(head.callId, head.toTag, head.fromTag));
  }

  function drop(reason: string): void {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  }

  function receive(data: Buffer, source: SipSource): void {
    received += 1;
    const parsed = parseMessage(data);
    if (parsed.kind !== 'message') return drop(parsed.kind);
    const { message } = parsed;
    if (message.kind === 'response') return layer.receiveResponse(message);
    const read = readRequestHead(message);
    if (!read.ok) {
      if (!gate.isWelcome(source)) return drop('malformed');
      return answerStateless(message, source, read.status, { reason: read.reason });
    }
    const incoming = incomingRequest(message, read.head, source);
    if (layer.isKnown(incoming) || message.method === 'ACK' || findCall(read.head))
      return layer.receiveRequest(incoming);
    admit(incoming);
  }

  /** A request of nobody we talk to yet. */
  function admit(incoming: IncomingRequest): void {
    const { request, source } = incoming;
    const verdict = gate.judge(request, source);
    switch (verdict.kind) {
      case 'drop':
        return drop(verdict.reason);
      case 'limit':
        return answerStateless(request, source, 503, { headers: [{ name: 'retry-after', value: '1' }] });
      case 'challenge':
        return answerStateless(request, source, 401, { headers: verdict.headers });
      case 'pass':
        trunks.set(request, verdict.trunkId);
        return layer.receiveRequest(incoming);
    }
  }

  /** Answers without keeping anything, for floods and riddles (RFC 3261 §8.2.7): the tag must not change. */
  function answerStateless(
    request: SipRequest,
    source: SipSource,
    status: number,
    extra: { reason?: string; headers?: SipHeader[] },
  ): void {
    const topVia = headerList(request, 'via')[0] ?? '';
    const via = parseVia(topVia) ?? parseVia(topVia.split(';')[0] ?? '');
    if (!via || request.method === 'ACK') return drop('malformed');
    const toTag = createHash('sha256').update(`${tagKey}${topVia}`).digest('hex').slice(0, 16);
    const headers = [serverHeader, ...(extra.headers ?? [])];
    const stamped = stampVia(request, source);
    const response = createResponse(stamped, status, { toTag, headers, reason: extra.reason });
    transport.send(serializeMessage(response), responseTarget(via, source));
  }

  function refuse(transaction: ServerTransaction, status: number, headers: SipHeader[] = []): void {
    const answer = { toTag: ids.token(8), headers: [serverHeader, ...headers] };
    transaction.respond(createResponse(transaction.request, status, answer));
  }

  function handleRequest(transaction: ServerTransaction): void {
    const { request, head } = transaction;
    const call = findCall(head);
    if (call) return call.receive(transaction);
    if (refusedMethods.has(request.method)) return refuse(transaction, 405, [allowHeader]);
    const missing = unsupportedTags(request);
    switch (request.method) {
      case 'INVITE':
      case 'OPTIONS':
        if (head.toTag !== null) return refuse(transaction, 481);
        if (missing.length > 0)
          return refuse(transaction, 420, [{ name: 'unsupported', value: missing.join(', ') }]);
        if (request.method === 'INVITE') return invite(transaction);
        return refuse(transaction, isAccepting ? 200 : 503, [allowHeader, acceptHeader]);
      case 'BYE':
        return refuse(transaction, 481);
      default:
        return refuse(transaction, 501, [allowHeader]);
    }
  }

  function invite(transaction: ServerTransaction): void {
    const { request, head } = transaction;
    if (policy.hasUser && !policy.hasUser(head.uri.user)) return refuse(transaction, 404);
    const media = readInviteMedia(request);
    if (media.kind === 'refuse') return refuse(transaction, media.status, media.headers);
    if (!isAccepting || calls.size + invitations.size >= policy.maxCalls)
      return refuse(transaction, 503, [{ name: 'retry-after', value: '5' }]);
    const invitation = new InboundInvitation(context, {
      transaction,
      trunkId: trunks.get(request) ?? null,
      media: media.kind === 'offer' ? media : null,
      onDecided: (call) => {
        invitations.delete(transaction);
        if (call) calls.set(call.key, call);
      },
      onCallEnd: (call) => calls.delete(call.key),
    });
    invitations.set(transaction, invitation);
    options.onInvite(invitation);
  }

  async function sayGoodbye(): Promise<void> {
    isAccepting = false;
    for (const invitation of invitations.values()) invitation.reject(503);
    const live = [...calls.values()];
    for (const call of live) call.shutDown();
    if (live.length > 0) await waitForAnswers();
    layer.close();
    await transport.close();
  }

  /** The BYE transactions end five seconds after their answers: what is waited for is the answers. */
  async function waitForAnswers(): Promise<void> {
    const endMs = clock.now() + goodbyeMs;
    while (layer.unansweredRequests > 0 && clock.now() < endMs) await clock.sleep(20);
  }

  transport.onMessage((data, source) => {
    try {
      receive(data, source);
    } catch (error) {
      // A fault of ours must cost one message, never the process.
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error({ detail }, 'a SIP message could not be handled');
    }
  });

  return {
    start: () => transport.start(),
    stopAccepting() {
      isAccepting = false;
    },
    setTrunks: (trunks) => gate.setTrunks(trunks),
    close() {
      closing ??= sayGoodbye();
      return closing;
    },
    dump: () => ({
      invitations: invitations.size,
      calls: calls.size,
      transactions: layer.size,
      received,
      dropped: { ...dropped },
    }),
  };
}
