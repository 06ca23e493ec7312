import { AppError } from '@allo/kernel';

// No empty part, no leading dot (so no `.` or `..`), no separator of any system, no drive letter.
const part = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const maxParts = 8;

/** The parts of a key. Throws `bad_request` when it could lead out of a folder or mean different things to stores. */
export function objectKeyParts(key: string): string[] {
  const parts = key.split('/');
  if (parts.length > maxParts || !parts.every((one) => part.test(one))) {
    throw new AppError('bad_request', 'The object key is malformed.');
  }
  return parts;
}

/** The same for the beginning of keys: empty, or a key whose last part may be empty. */
export function objectPrefixParts(prefix: string): string[] {
  if (prefix === '') return [''];
  return prefix.endsWith('/') ? [...objectKeyParts(prefix.slice(0, -1)), ''] : objectKeyParts(prefix);
}
