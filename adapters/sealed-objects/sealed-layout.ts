import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { AppError, deriveKey, type MasterKey } from '@allo/kernel';

/**
 * A sealed object, version 1:
 *
 *     header 48   'ALSO' · 0x01 · 0 0 0 · key id, 8 ASCII characters · salt, 32 random bytes
 *     segment 0   up to 65,536 bytes, AES-256-GCM, followed by its tag (16)
 *     …           every segment but the last is full; an empty object has none
 *     end 16      tag over nothing: it seals the length of the whole
 *
 * Each object has a key of its own, by HKDF from the master key named and the salt, so counting nonces never repeat
 * under one key. What is authenticated beside the bytes: header and name of the object, and the number of the segment
 * or, for the end, the length. Segments that are changed, swapped, repeated, or moved from another object or another
 * version of the same do not open; neither does an object that was cut, lengthened or given another name.
 */
export const segmentBytes = 65_536;
export const tagBytes = 16;
export const headerBytes = 48;
export const endBytes = tagBytes;
/** What one full segment takes in the store. */
export const sealedSegmentBytes = segmentBytes + tagBytes;

const magic = Buffer.from('ALSO\x01\0\0\0', 'latin1');
const keyIdBytes = 8;
export const saltBytes = headerBytes - magic.length - keyIdBytes;

export interface SealedHeader {
  bytes: Buffer;
  keyId: string;
  salt: Buffer;
}

export function makeHeader(keyId: string, salt: Buffer): SealedHeader {
  if (keyId.length !== keyIdBytes || salt.length !== saltBytes) throw new RangeError('wrong key id or salt');
  return { bytes: Buffer.concat([magic, Buffer.from(keyId, 'ascii'), salt]), keyId, salt };
}

/** Null when these bytes are not the beginning of a sealed object of this version. */
export function readHeader(bytes: Uint8Array): SealedHeader | null {
  const header = Buffer.from(bytes.subarray(0, headerBytes));
  if (header.length < headerBytes || !header.subarray(0, magic.length).equals(magic)) return null;
  const saltAt = magic.length + keyIdBytes;
  return {
    bytes: header,
    keyId: header.toString('latin1', magic.length, saltAt),
    salt: header.subarray(saltAt),
  };
}

export function sealedSize(plainBytes: number): number {
  const segments = Math.ceil(plainBytes / segmentBytes);
  return headerBytes + plainBytes + segments * tagBytes + endBytes;
}

/** Null when no sealed object has this size. */
export function plainSize(sealedBytes: number): number | null {
  const body = sealedBytes - headerBytes - endBytes;
  if (body < 0) return null;
  const rest = body % sealedSegmentBytes;
  if (rest > 0 && rest <= tagBytes) return null;
  const full = Math.floor(body / sealedSegmentBytes) * segmentBytes;
  return full + (rest === 0 ? 0 : rest - tagBytes);
}

/** Seals or opens the parts of one object. */
export class ObjectSealer {
  readonly #key: KeyObject;
  readonly #header: Buffer;
  readonly #name: Buffer;

  constructor(master: MasterKey, header: SealedHeader, objectKey: string) {
    this.#key = deriveKey(master, `allo/objects/1/${header.salt.toString('hex')}`);
    this.#header = header.bytes;
    this.#name = Buffer.from(objectKey, 'utf8');
  }

  sealSegment(index: number, plain: Uint8Array): Buffer {
    return this.#seal(0, index, plain);
  }

  openSegment(index: number, sealed: Uint8Array): Buffer {
    return this.#open(0, index, sealed);
  }

  sealEnd(plainBytes: number): Buffer {
    return this.#seal(1, plainBytes, Buffer.alloc(0));
  }

  /** Throws unless the object really has this length. */
  checkEnd(plainBytes: number, end: Uint8Array): void {
    if (end.length !== endBytes) throw damaged();
    this.#open(1, plainBytes, end);
  }

  #seal(kind: 0 | 1, count: number, plain: Uint8Array): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonceOf(kind, count));
    cipher.setAAD(this.#context(kind, count));
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  #open(kind: 0 | 1, count: number, sealed: Uint8Array): Buffer {
    if (sealed.length < tagBytes) throw damaged();
    const split = sealed.length - tagBytes;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonceOf(kind, count), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(this.#context(kind, count));
    decipher.setAuthTag(sealed.subarray(split));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, split)), decipher.final()]);
    } catch {
      throw damaged();
    }
  }

  #context(kind: 0 | 1, count: number): Buffer {
    return Buffer.concat([this.#header, nonceOf(kind, count), this.#name]);
  }
}

function nonceOf(kind: 0 | 1, count: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce[0] = kind;
  nonce.writeBigUInt64BE(BigInt(count), 4);
  return nonce;
}

export function damaged(): AppError {
  return new AppError(
    'provider_garbage',
    'A stored object does not open: it was changed, cut or renamed, or was stored without encryption. Restore it from a backup.',
  );
}
