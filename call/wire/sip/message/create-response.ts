import { headerValue } from './header-access.ts';
import { reasonPhrase } from './reason-phrase.ts';
import type { SipHeader, SipRequest, SipResponse } from './sip-message.ts';

export interface ResponseOptions {
  reason?: string;
  /** Added to To unless it has a tag already; leave out on 100. */
  toTag?: string;
  headers?: SipHeader[];
  body?: Buffer;
}

/**
 * A response to `request`: Via, From, To, Call-ID and CSeq are copied byte for byte (RFC 3261 §8.2.6.2), and
 * Record-Route too where it makes a dialog (§12.1.1).
 */
export function createResponse(
  request: SipRequest,
  status: number,
  options: ResponseOptions = {},
): SipResponse {
  const headers: SipHeader[] = [];
  const copyAll = (name: string) => {
    for (const header of request.headers) if (header.name === name) headers.push(header);
  };
  // A malformed request may hold several; its answer must not.
  const copyFirst = (name: string) => {
    const value = headerValue(request, name);
    if (value !== null) headers.push({ name, value });
  };
  copyAll('via');
  if (request.method === 'INVITE' && status > 100 && status < 300) copyAll('record-route');
  copyFirst('from');
  const to = headerValue(request, 'to');
  if (to !== null) headers.push({ name: 'to', value: withTag(to, options.toTag) });
  copyFirst('call-id');
  copyFirst('cseq');
  if (options.headers) headers.push(...options.headers);
  return {
    kind: 'response',
    status,
    reason: options.reason ?? reasonPhrase(status),
    version: '2.0',
    headers,
    body: options.body ?? Buffer.alloc(0),
  };
}

function withTag(to: string, tag: string | undefined): string {
  // Parameters follow `>`; in the bare form they follow the URI itself.
  const parametersFrom = to.lastIndexOf('>') + 1;
  return tag === undefined || /;\s*tag\s*=/i.test(to.slice(parametersFrom)) ? to : `${to};tag=${tag}`;
}
