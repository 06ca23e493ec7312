import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ByteRange } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { noSuchObject } from '../objects/object-bytes.ts';
import { isNoSuchKey, type S3Place, s3Failure } from './s3-failure.ts';

/** Answers that break off without giving a single byte more, in a row. */
const maxBreaks = 3;

interface Answer {
  body: AsyncIterable<Uint8Array>;
  /** Where the answer ends in the object, inclusive. */
  end: number;
  etag: string | undefined;
}

/**
 * Reads an object or a part of it. When a connection breaks off in the middle, the rest is asked for anew, of the very
 * same version of the object.
 */
export async function* readS3Object(
  client: S3Client,
  place: S3Place,
  target: { Bucket: string; Key: string },
  range: ByteRange | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  let at = range?.start ?? 0;
  let etag: string | undefined;
  let end = range?.end;
  let breaks = 0;
  for (;;) {
    const answer = await ask(client, place, { target, start: at, end, etag });
    if (!answer) return;
    ({ end, etag } = answer);
    try {
      for await (const piece of answer.body) {
        yield piece;
        at += piece.length;
        breaks = 0;
      }
      if (at > end) return;
    } catch (error) {
      if (breaks + 1 >= maxBreaks) throw s3Failure(error, place);
    }
    breaks += 1;
    if (breaks >= maxBreaks) throw cutShort(place);
  }
}

/** Null when the range begins behind the end. */
async function ask(
  client: S3Client,
  place: S3Place,
  wanted: {
    target: { Bucket: string; Key: string };
    start: number;
    end: number | undefined;
    etag: string | undefined;
  },
): Promise<Answer | null> {
  const { target, start, end, etag } = wanted;
  const isWhole = start === 0 && end === undefined;
  const command = new GetObjectCommand({
    ...target,
    ...(isWhole ? {} : { Range: `bytes=${start}-${end ?? ''}` }),
    ...(etag && { IfMatch: etag }),
  });
  try {
    const { Body, ContentLength = 0, ETag } = await client.send(command);
    if (!Body || (ContentLength === 0 && isWhole)) return null;
    return { body: Body as AsyncIterable<Uint8Array>, end: start + ContentLength - 1, etag: ETag };
  } catch (error) {
    if (isNoSuchKey(error)) throw noSuchObject();
    if ((error as { name?: string }).name === 'InvalidRange') return null;
    if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 416) return null;
    throw s3Failure(error, place);
  }
}

function cutShort({ server }: S3Place): AppError {
  return new AppError(
    'provider_unreachable',
    `The object store ${server} breaks off in the middle of objects: check the network and what lies between.`,
  );
}
