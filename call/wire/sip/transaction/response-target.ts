import type { Via } from '../message/index.ts';
import type { SipSource } from '../transport/sip-transport.ts';

/**
 * Where a response over UDP goes: always to the address the request came from, so that nobody can point us at a
 * third party; to its source port when asked (RFC 3581 §4), else to the port of sent-by (RFC 3261 §18.2.2).
 * `maddr` is ignored for the same reason.
 */
export function responseTarget(via: Via, source: SipSource): SipSource {
  if (via.parameters.has('rport')) return source;
  return { address: source.address, port: via.port ?? 5060 };
}
