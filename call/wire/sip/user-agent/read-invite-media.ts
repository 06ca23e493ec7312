import { headerList, headerValue, type SipHeader, type SipRequest } from '../message/index.ts';
import {
  type MediaAgreement,
  parseSessionDescription,
  readOffer,
  type SessionDescription,
  type TelephoneCodec,
} from '../sdp/index.ts';
import { acceptHeader } from './capabilities.ts';

export type InviteMedia =
  /** No offer: ours goes into the 200. */
  | { kind: 'delayed' }
  | { kind: 'offer'; offer: SessionDescription; agreement: MediaAgreement }
  | { kind: 'refuse'; status: number; headers: SipHeader[] };

const refuse = (status: number, ...headers: SipHeader[]): InviteMedia => ({
  kind: 'refuse',
  status,
  headers,
});

/** Reads the body of an INVITE in the order RFC 3261 §8.2.3 asks for: type, encoding, content. */
export function readInviteMedia(request: SipRequest, preferred?: TelephoneCodec): InviteMedia {
  const accepted = headerList(request, 'accept').map(mediaType);
  if (accepted.length > 0 && !accepted.some((type) => acceptable.has(type))) return refuse(406);
  if (request.body.length === 0) return { kind: 'delayed' };
  const type = headerValue(request, 'content-type');
  if (type !== null && mediaType(type) !== 'application/sdp') return refuse(415, acceptHeader);
  const encoding = headerValue(request, 'content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity')
    return refuse(415, acceptHeader, { name: 'accept-encoding', value: 'identity' });
  const offer = parseSessionDescription(request.body);
  if (!offer) return refuse(400);
  const proposal = readOffer(offer, preferred);
  if (!proposal) return refuse(488, { name: 'warning', value: '305 allo "No audio in PCMA or PCMU"' });
  return { kind: 'offer', offer, agreement: proposal.agreement };
}

const acceptable = new Set(['application/sdp', 'application/*', '*/*', '']);

const mediaType = (value: string) => (value.split(';')[0] ?? '').trim().toLowerCase();
