import {
  branchCookie,
  headerList,
  headerValue,
  parseNameAddress,
  parseVia,
  type RequestHead,
  type SipRequest,
} from '../message/index.ts';

/**
 * Names the server transaction a request belongs to (RFC 3261 §17.2.3). ACK and CANCEL are asked for as `INVITE`
 * by passing `method`. Requests of RFC 2543 elements, whose branch lacks the cookie, are told by their other fields.
 */
export function serverTransactionKey(
  request: SipRequest,
  head: RequestHead,
  method = request.method,
): string {
  const branch = head.via.parameters.get('branch') ?? '';
  const sentBy = `${head.via.host}:${head.via.port ?? ''}`;
  if (branch.startsWith(branchCookie) && branch.length > branchCookie.length)
    return `${branch}|${sentBy}|${method}`;
  // The To tag stays out: the ACK to our answer carries the tag we gave, the INVITE did not.
  return [request.uri, head.fromTag, head.callId, head.cseq, sentBy, branch, method].join('|');
}

/** Tells one request that came by two paths (RFC 3261 §8.2.2.2): same From tag, Call-ID and CSeq. */
export function mergeKey(request: SipRequest, head: RequestHead): string {
  return [head.fromTag, head.callId, head.cseq, request.method].join('|');
}

/** Names the client transaction a response belongs to (§17.1.3); null when it cannot be one of ours. */
export function clientTransactionKey(response: { headers: SipRequest['headers'] }): string | null {
  const via = parseVia(headerList(response, 'via')[0] ?? '');
  const branch = via?.parameters.get('branch');
  const method = /^\d+\s+(\S+)$/.exec(headerValue(response, 'cseq') ?? '')?.[1];
  return branch && method ? `${branch}|${method}` : null;
}

/** The tag of From or To, or null. */
export function tagOf(message: { headers: SipRequest['headers'] }, name: 'from' | 'to'): string | null {
  return parseNameAddress(headerValue(message, name) ?? '')?.parameters.get('tag') ?? null;
}
