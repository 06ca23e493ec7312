import { isIP } from 'node:net';
import type { OutgoingRefusal } from '@allo/contracts/ports';
import type { AddressPolicy } from './address-policy.ts';

/** An address that may be asked, as far as its text tells. */
export interface Target {
  url: URL;
  /** Without the brackets of IPv6 and the dot that ends an absolute name. */
  host: string;
  port: number;
  isTls: boolean;
  /** The host is itself an address: there is no name to look up. */
  isLiteral: boolean;
}

const longestUrl = 2048;

/** Ports of the Fetch standard's list from 1024 on: other protocols that may obey lines of an HTTP request. */
const portsOfOthers = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
  6697, 10080, 11211,
]);

/**
 * Reads an address with the WHATWG parser, which makes one form of all ways to write an IPv4 address (decimal, octal,
 * hexadecimal, short, full-width digits), so that what is checked is what is connected to.
 */
export function readTarget(text: string, policy: AddressPolicy): Target | OutgoingRefusal {
  const url = text.length <= longestUrl ? URL.parse(text) : null;
  if (!url) return 'url_invalid';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'scheme_refused';
  if (url.username !== '' || url.password !== '') return 'credentials_in_url';
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  if (!isPortAllowed(port)) return 'port_refused';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === '') return 'url_invalid';
  const isLiteral = isIP(host) !== 0;
  if (isLiteral && !policy.isAllowed(host)) return 'address_refused';
  // RFC 6761 §6.3: always this machine, whatever a name server says.
  if (/(^|\.)localhost$/.test(host) && !policy.isAllowed('127.0.0.1')) return 'address_refused';
  return { url, host, port, isTls, isLiteral };
}

/** Below 1024 only the two of the web. */
function isPortAllowed(port: number): boolean {
  if (port < 1024) return port === 80 || port === 443;
  return !portsOfOthers.has(port);
}
