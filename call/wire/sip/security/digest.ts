import { createHash } from 'node:crypto';
import { parseParameters, type Parameters, splitList } from '../message/index.ts';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

export interface DigestInput {
  algorithm: DigestAlgorithm;
  username: string;
  realm: string;
  password: string;
  method: string;
  /** digest-uri exactly as the client wrote it. */
  uri: string;
  nonce: string;
  /** With qop=auth: nonce count (8 hex digits) and client nonce. */
  qop: { nonceCount: string; clientNonce: string } | null;
}

/** The `response` value of RFC 7616 §3.4.1 (and RFC 2069 when there is no qop). */
export function digestResponse(input: DigestInput): string {
  const hash = (text: string) =>
    createHash(input.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const secret = hash(`${input.username}:${input.realm}:${input.password}`);
  const subject = hash(`${input.method}:${input.uri}`);
  const { qop, nonce } = input;
  return qop
    ? hash(`${secret}:${nonce}:${qop.nonceCount}:${qop.clientNonce}:auth:${subject}`)
    : hash(`${secret}:${nonce}:${subject}`);
}

/** Reads `Digest name=value, name="value"`; null when the scheme is another or the list is broken. */
export function parseDigest(header: string): Parameters | null {
  const match = /^digest\s+(.*)$/is.exec(header.trim());
  if (!match) return null;
  return parseParameters(`;${splitList(match[1] as string).join(';')}`);
}
