import { headerList, headerValue } from './header-access.ts';
import { type NameAddress, parseNameAddress } from './name-address.ts';
import type { SipHeader, SipRequest } from './sip-message.ts';
import { parseSipUri, type SipUri, uriScheme } from './sip-uri.ts';
import { parseVia, type Via } from './via.ts';

/** The parts of a request every layer needs, understood once. */
export interface RequestHead {
  /** Topmost Via: who sent it here. */
  via: Via;
  from: NameAddress;
  to: NameAddress;
  fromTag: string;
  /** Null outside a dialog. */
  toTag: string | null;
  callId: string;
  cseq: number;
  uri: SipUri;
}

export type HeadResult = { ok: true; head: RequestHead } | { ok: false; status: number; reason: string };

const refuse = (status: number, reason: string): HeadResult => ({ ok: false, status, reason });

/** Understands a request or says which answer it deserves (RFC 3261 §8.2, §16.3). */
export function readRequestHead(request: SipRequest): HeadResult {
  if (request.version !== '2.0') return refuse(505, 'Version Not Supported');
  const problem = request.problems[0];
  if (problem) return refuse(400, `Bad Request - ${problem}`);
  const vias = headerList(request, 'via').map(parseVia);
  const via = vias[0];
  if (!via || vias.includes(null)) return refuse(400, 'Bad Request - Via');
  const from = readAddress(request, 'from');
  if (!from) return refuse(400, 'Bad Request - From');
  const to = readAddress(request, 'to');
  if (!to) return refuse(400, 'Bad Request - To');
  const callId = headerValue(request, 'call-id');
  if (!callId || callId.includes(' ')) return refuse(400, 'Bad Request - Call-ID');
  const cseq = parseCseq(request);
  if (!cseq || cseq.method !== request.method) return refuse(400, 'Bad Request - CSeq');
  const forwards = headerValue(request, 'max-forwards');
  if (forwards !== null && !/^\d{1,9}$/.test(forwards)) return refuse(400, 'Bad Request - Max-Forwards');
  return withUri(request, {
    via,
    from,
    to,
    fromTag: from.parameters.get('tag') ?? '',
    toTag: to.parameters.get('tag') ?? null,
    callId,
    cseq: cseq.number,
  });
}

function withUri(request: SipRequest, head: Omit<RequestHead, 'uri'>): HeadResult {
  const scheme = uriScheme(request.uri);
  if (scheme === null) return refuse(400, 'Bad Request - Request-URI');
  if (scheme !== 'sip' && scheme !== 'sips') return refuse(416, 'Unsupported URI Scheme');
  const uri = parseSipUri(request.uri);
  // Headers have no place in a Request-URI (RFC 3261 §19.1.1).
  if (!uri || uri.headers !== '') return refuse(400, 'Bad Request - Request-URI');
  return { ok: true, head: { ...head, uri } };
}

function readAddress(request: SipRequest, name: string): NameAddress | null {
  const value = headerValue(request, name);
  const address = value === null ? null : parseNameAddress(value);
  return address && uriScheme(address.uri) !== null ? address : null;
}

/** CSeq of any message; null when absent, not `number method`, or ≥ 2³¹ (RFC 3261 §8.1.1.5). */
export function parseCseq(message: { headers: SipHeader[] }): { number: number; method: string } | null {
  const match = /^(\d{1,20})\s+(\S+)$/.exec(headerValue(message, 'cseq') ?? '');
  if (!match) return null;
  const number = Number(match[1]);
  return number < 2 ** 31 ? { number, method: match[2] as string } : null;
}
