import { splitList } from './split-list.ts';
import type { SipHeader, SipRequest } from './sip-message.ts';
import { parseVia } from './via.ts';

/**
 * Writes where a request really came from into its topmost Via (`received`, and `rport` when asked for:
 * RFC 3261 §18.2.1, RFC 3581 §4) and lays every Via value on a line of its own.
 */
export function stampVia(request: SipRequest, source: { address: string; port: number }): SipRequest {
  const headers: SipHeader[] = [];
  let isTop = true;
  for (const header of request.headers) {
    if (header.name !== 'via') {
      headers.push(header);
      continue;
    }
    for (const value of splitList(header.value)) {
      headers.push({ name: 'via', value: isTop ? stamp(value, source) : value });
      isTop = false;
    }
  }
  return { ...request, headers };
}

function stamp(value: string, source: { address: string; port: number }): string {
  const via = parseVia(value);
  if (!via) return value;
  const wantsPort = via.parameters.has('rport');
  // What the sender claims in `received` and `rport` must not survive.
  const clean = value.replace(/\s*;\s*(received|rport)\s*(=\s*[^;,\s]*)?/gi, '');
  const received = wantsPort || via.host !== source.address ? `;received=${source.address}` : '';
  return `${clean}${wantsPort ? `;rport=${source.port}` : ''}${received}`;
}
