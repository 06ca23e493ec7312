import { headerList, type SipHeader, type SipRequest } from '../message/index.ts';

/** Methods we answer; the Allow header. */
export const allowedMethods = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS'] as const;

/** Methods of the registry that we know and refuse with 405; anything else is 501 (RFC 3261 §8.2.1, §21.5.2). */
export const refusedMethods: ReadonlySet<string> = new Set([
  'REGISTER',
  'PRACK',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'INFO',
  'REFER',
  'MESSAGE',
  'UPDATE',
]);

export const allowHeader: SipHeader = { name: 'allow', value: allowedMethods.join(', ') };
export const acceptHeader: SipHeader = { name: 'accept', value: 'application/sdp' };
/** Names the product, not its version: scanners collect versions. */
export const serverHeader: SipHeader = { name: 'server', value: 'Allo' };
export const sdpTypeHeader: SipHeader = { name: 'content-type', value: 'application/sdp' };
/** RFC 3581 needs no option tag and nothing else optional is spoken yet. */
const supportedTags: ReadonlySet<string> = new Set();

/** Option tags of Require (or Proxy-Require, which a user agent must ignore) that we do not have. */
export function unsupportedTags(request: SipRequest): string[] {
  return headerList(request, 'require').filter((tag) => !supportedTags.has(tag));
}
