import { isIP } from 'node:net';
import { parseNameAddress, parseSipUri } from '../message/index.ts';
import type { SipSource } from '../transport/index.ts';
import { createSourceList, privateNetworks } from '../security/index.ts';

const inside = createSourceList(privateNetworks);

/**
 * Where the next request of a dialog goes: the first route, else the remote target (RFC 3261 §12.2.1.1). A host
 * name, and a private address given by somebody on a public one (a phone behind NAT), are answered where the far
 * side's last message came from.
 */
export function nextHop(routeSet: readonly string[], remoteTarget: string, lastSource: SipSource): SipSource {
  const route = routeSet[0] === undefined ? null : parseNameAddress(routeSet[0]);
  const uri = parseSipUri(route?.uri ?? remoteTarget);
  if (!uri || isIP(uri.host) === 0) return lastSource;
  if (inside.has(uri.host) && !inside.has(lastSource.address)) return lastSource;
  return { address: uri.host, port: uri.port ?? 5060 };
}
