/**
 * A SIP message as it lies on the wire, before anything is understood (RFC 3261 §7). Header text is Latin-1, one
 * character per byte, so that echoing Via, From or Call-ID gives back the very bytes that came; `decodeText`
 * of name-address.ts turns the few strings people read into Unicode.
 */
export interface SipHeader {
  /** Long form, lower case: `via`, `call-id`. */
  name: string;
  /** Unfolded, without outer white space. */
  value: string;
}

export interface SipRequest {
  kind: 'request';
  method: string;
  /** Request-URI as written. */
  uri: string;
  version: string;
  headers: SipHeader[];
  body: Buffer;
  /** What the parser had to swallow; not empty means 400. */
  problems: string[];
}

export interface SipResponse {
  kind: 'response';
  status: number;
  reason: string;
  version: string;
  headers: SipHeader[];
  body: Buffer;
}

export type SipMessage = SipRequest | SipResponse;

/** Compact header forms (RFC 3261 §7.3.3 and the registry). */
export const compactForms: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  n: 'identity-info',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
};
