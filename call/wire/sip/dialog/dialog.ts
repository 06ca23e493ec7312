import {
  headerList,
  headerValue,
  parseNameAddress,
  parseSipUri,
  type RequestHead,
  type SipHeader,
  type SipRequest,
  type SipResponse,
} from '../message/index.ts';
import type { SipSource } from '../transport/index.ts';

/** The state two user agents share (RFC 3261 §12). A value: each change makes a new one. */
export interface Dialog {
  callId: string;
  localTag: string;
  remoteTag: string;
  /** From and To values of our requests, tags included. */
  localAddress: string;
  remoteAddress: string;
  /** URI of the far side's Contact. */
  remoteTarget: string;
  /** Route values of our requests, nearest first. */
  routeSet: readonly string[];
  localCseq: number;
  /** Null until the far side sent a request. */
  remoteCseq: number | null;
  /** Where the far side's last message came from. */
  lastSource: SipSource;
}

/** The dialog that a 2xx to this INVITE makes at the called side (§12.1.1). */
export function dialogOfCalled(
  request: SipRequest,
  head: RequestHead,
  source: SipSource,
  localTag: string,
): Dialog {
  const to = headerValue(request, 'to') ?? '';
  return {
    callId: head.callId,
    localTag,
    remoteTag: head.fromTag,
    localAddress: `${to};tag=${localTag}`,
    remoteAddress: headerValue(request, 'from') ?? '',
    remoteTarget: contactUri(request) ?? head.from.uri,
    routeSet: headerList(request, 'record-route'),
    localCseq: 0,
    remoteCseq: head.cseq,
    lastSource: source,
  };
}

/** The dialog that a response to our INVITE makes at the calling side (§12.1.2). */
export function dialogOfCaller(request: SipRequest, response: SipResponse, source: SipSource): Dialog {
  const to = headerValue(response, 'to') ?? '';
  const from = headerValue(request, 'from') ?? '';
  return {
    callId: headerValue(request, 'call-id') ?? '',
    localTag: parseNameAddress(from)?.parameters.get('tag') ?? '',
    remoteTag: parseNameAddress(to)?.parameters.get('tag') ?? '',
    localAddress: from,
    remoteAddress: to,
    remoteTarget: contactUri(response) ?? request.uri,
    routeSet: headerList(response, 'record-route').toReversed(),
    localCseq: Number.parseInt(headerValue(request, 'cseq') ?? '0', 10),
    remoteCseq: null,
    lastSource: source,
  };
}

/** Names the dialog a request belongs to, seen from us (§12.2.2). */
export function dialogKey(callId: string, localTag: string, remoteTag: string): string {
  return `${callId}|${localTag}|${remoteTag}`;
}

/** Takes note of a request from the far side; null when its CSeq runs backwards, which means 500 (§12.2.2). */
export function receiveInDialog(
  dialog: Dialog,
  request: SipRequest,
  head: RequestHead,
  source: SipSource,
): Dialog | null {
  if (dialog.remoteCseq !== null && head.cseq < dialog.remoteCseq) return null;
  const refreshesTarget = request.method === 'INVITE' || request.method === 'UPDATE';
  const target = refreshesTarget ? contactUri(request) : null;
  return {
    ...dialog,
    remoteCseq: head.cseq,
    remoteTarget: target ?? dialog.remoteTarget,
    lastSource: source,
  };
}

/**
 * The next request of the dialog, without Via, and the dialog after it. An ACK takes the number of the INVITE it
 * acknowledges (§13.2.2.4).
 */
export function requestInDialog(
  dialog: Dialog,
  method: string,
  options: { cseq?: number; headers?: SipHeader[]; body?: Buffer } = {},
): { dialog: Dialog; request: SipRequest } {
  const cseq = options.cseq ?? dialog.localCseq + 1;
  const { uri, routes } = routeOf(dialog);
  const request: SipRequest = {
    kind: 'request',
    method,
    uri,
    version: '2.0',
    problems: [],
    body: options.body ?? Buffer.alloc(0),
    headers: [
      { name: 'max-forwards', value: '70' },
      ...routes.map((value) => ({ name: 'route', value })),
      { name: 'from', value: dialog.localAddress },
      { name: 'to', value: dialog.remoteAddress },
      { name: 'call-id', value: dialog.callId },
      { name: 'cseq', value: `${cseq} ${method}` },
      ...(options.headers ?? []),
    ],
  };
  return { request, dialog: { ...dialog, localCseq: Math.max(cseq, dialog.localCseq) } };
}

/** A strict router (no `lr`) wants itself as Request-URI and the target as last route (§12.2.1.1). */
function routeOf(dialog: Dialog): { uri: string; routes: readonly string[] } {
  const first = dialog.routeSet[0];
  if (first === undefined) return { uri: dialog.remoteTarget, routes: [] };
  const uri = parseNameAddress(first)?.uri ?? '';
  const parsed = parseSipUri(uri);
  if (!parsed || parsed.parameters.has('lr')) return { uri: dialog.remoteTarget, routes: dialog.routeSet };
  return { uri, routes: [...dialog.routeSet.slice(1), `<${dialog.remoteTarget}>`] };
}

/** URI of the first Contact when it is a sip URI. */
export function contactUri(message: { headers: SipHeader[] }): string | null {
  const contact = parseNameAddress(headerList(message, 'contact')[0] ?? '');
  return contact && parseSipUri(contact.uri) ? contact.uri : null;
}
