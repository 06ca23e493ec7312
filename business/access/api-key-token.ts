import { createHash, timingSafeEqual } from 'node:crypto';
import type { Ids } from '@allo/kernel';

const secretBytes = 32;
const shape = /^allo_([0-9a-f]{32})_([0-9a-f]{64})$/;
const uuidParts = [8, 12, 16, 20];

/** `allo_<key id>_<secret>`: the name in front lets scanners of leaked secrets find it. */
export interface ApiKeyToken {
  keyId: string;
  /** 64 hexadecimal digits: 256 bits of chance, so a plain hash is enough. */
  secret: string;
}

export function makeApiKeyToken(ids: Ids): ApiKeyToken {
  return { keyId: ids.uuid(), secret: ids.token(secretBytes) };
}

export function writeApiKeyToken({ keyId, secret }: ApiKeyToken): string {
  return `${apiKeyPrefix(keyId)}_${secret}`;
}

/** What may be shown of a key. */
export function apiKeyPrefix(keyId: string): string {
  return `allo_${keyId.replaceAll('-', '')}`;
}

/** Null for anything that is no key of ours. */
export function readApiKeyToken(text: string): ApiKeyToken | null {
  const [, id, secret] = shape.exec(text) ?? [];
  if (id === undefined || secret === undefined) return null;
  return { keyId: [0, ...uuidParts].map((from, part) => id.slice(from, uuidParts[part])).join('-'), secret };
}

export function apiKeyHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** In the same time whether and where they differ. */
export function isApiKeySecret(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(apiKeyHash(secret), 'hex'), Buffer.from(hash, 'hex'));
}
