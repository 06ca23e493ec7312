import type { ByteRange, ObjectBody } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';

/** The pieces of a body, one after another. */
export async function* bodyPieces(body: ObjectBody): AsyncGenerator<Uint8Array, void, undefined> {
  if (body instanceof Uint8Array) yield body;
  else yield* body;
}

/** Throws `bad_request` unless both ends are whole numbers in order. */
export function checkByteRange(range: ByteRange | undefined): void {
  if (!range) return;
  const { start, end } = range;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new AppError('bad_request', 'The byte range is malformed.');
  }
}

/** What reading an absent object ends with. */
export function noSuchObject(): AppError {
  return new AppError('not_found', 'There is no such object.');
}
