import { AppError } from '@allo/kernel';
import { z } from 'zod';

/** A place in a list that runs newest first: the last row of the page before. */
export interface PageCursor {
  at: Date;
  id: string;
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

export function encodeCursor(cursor: PageCursor): string {
  return Buffer.from(JSON.stringify([cursor.at.toISOString(), cursor.id])).toString('base64url');
}

/** Throws `bad_request` on anything we did not make. */
export function decodeCursor(text: string): PageCursor {
  try {
    const [at, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { at: new Date(at), id };
  } catch (error) {
    throw new AppError(
      'bad_request',
      'The cursor is not one of ours: leave it out to start from the newest.',
      {
        cause: error,
      },
    );
  }
}
