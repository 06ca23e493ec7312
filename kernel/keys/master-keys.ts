import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { AppError } from '../errors.ts';

/** The instance's root of all encryption. `key` is an opaque object: printing or serialising it shows nothing. */
export interface MasterKey {
  /** Eight hex digits that tell keys apart and say nothing of the key; stored beside what it sealed. */
  readonly id: string;
  readonly key: KeyObject;
}

/** All master keys the instance knows. New things are sealed by the current one, old ones opened by theirs. */
export interface MasterKeys {
  current(): MasterKey;
  /** Null: not known (any more). */
  byId(id: string): MasterKey | null;
}

const keyBytes = 32;

/**
 * Keys from their texts, 32 bytes of base64 each; the first is the current one. Throws `config_invalid` without
 * showing a text.
 */
export function createMasterKeys(texts: readonly string[]): MasterKeys {
  const keys = texts.map(readKey);
  const [first] = keys;
  if (!first) throw new AppError('config_invalid', 'There is no secret key: give 32 bytes in base64.');
  const known = new Map(keys.map((one) => [one.id, one]));
  return { current: () => first, byId: (id) => known.get(id) ?? null };
}

/** Whether a text is a master key: 32 bytes in base64, with or without padding, of either alphabet. */
export function isMasterKeyText(text: string): boolean {
  return (
    /^[A-Za-z0-9+/_-]{43}=?$/.test(text.trim()) && Buffer.from(text.trim(), 'base64').length === keyBytes
  );
}

function readKey(text: string): MasterKey {
  if (!isMasterKeyText(text)) {
    throw new AppError(
      'config_invalid',
      'A secret key is not 32 bytes in base64: make one with "openssl rand -base64 32".',
    );
  }
  const key = createSecretKey(Buffer.from(text.trim(), 'base64'));
  const id = derive(key, 'allo/key-id', 4).toString('hex');
  return { id, key };
}

/**
 * A key for one purpose, 32 bytes by HKDF-SHA256 (RFC 5869) with `label` as info: knowing it tells nothing of the
 * master key or of keys with other labels. Labels are constants like `allo/objects`; a thing that needs a key of its
 * own adds its id to the label.
 */
export function deriveKey(master: MasterKey, label: string): KeyObject {
  return createSecretKey(derive(master.key, label, keyBytes));
}

/** The same for libraries that ask for a secret as text: 43 characters of base64url. */
export function deriveSecretText(master: MasterKey, label: string): string {
  return derive(master.key, label, keyBytes).toString('base64url');
}

function derive(key: KeyObject, label: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), label, bytes));
}
