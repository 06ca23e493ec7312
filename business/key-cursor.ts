import { AppError } from '@allo/kernel';
import { z } from 'zod';

const keySchema = z.string().min(1).max(200);

/** A place in a list in the order of a text key: the key of the last row of the page before. */
export function encodeKeyCursor(key: string): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `bad_request` on anything we did not make. */
export function decodeKeyCursor(text: string): string {
  try {
    const key = keySchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (key.includes('\0')) throw new TypeError('not a key of ours');
    return key;
  } catch (error) {
    const message = 'The cursor is not one of ours: leave it out to start from the beginning.';
    throw new AppError('bad_request', message, { cause: error });
  }
}
