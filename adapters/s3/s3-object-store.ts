import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ListedObject, ObjectBody, ObjectStore } from '@allo/contracts/ports';
import { bodyPieces, checkByteRange } from '../objects/object-bytes.ts';
import { objectKeyParts, objectPrefixParts } from '../objects/object-key.ts';
import { createS3Client } from './s3-client.ts';
import { isNoSuchKey, type S3Place, s3Failure } from './s3-failure.ts';
import type { S3Options } from './s3-options.ts';
import { readS3Object } from './s3-read.ts';

const defaultPartBytes = 8 * 1024 * 1024;
/** Parts of one upload on their way at once; each is held in memory. */
const partsAtOnce = 2;

/** Objects in a bucket of any server that speaks S3. Makes no request before it is asked for something. */
export function createS3ObjectStore(options: S3Options): Required<ObjectStore> {
  const client = createS3Client(options);
  const place: S3Place = { bucket: options.bucket, server: serverOf(options) };
  const before = options.prefix === '' ? '' : `${options.prefix}/`;
  const target = (key: string) => ({ Bucket: options.bucket, Key: before + objectKeyParts(key).join('/') });
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw s3Failure(error, place);
    }
  };
  return {
    put: async (key, body, { contentType }) => {
      const into = target(key);
      await asking(() => upload(client, options, { ...into, ContentType: contentType }, body));
    },
    stat: async (key) => {
      const from = target(key);
      return asking(async () => {
        try {
          const { ContentLength, LastModified } = await client.send(new HeadObjectCommand(from));
          return { sizeBytes: ContentLength ?? 0, modifiedAt: LastModified ?? new Date(0) };
        } catch (error) {
          if (isNoSuchKey(error)) return null;
          throw error;
        }
      });
    },
    read: (key, range) => {
      checkByteRange(range);
      return readS3Object(client, place, target(key), range);
    },
    remove: async (key) => {
      const what = target(key);
      await asking(() => client.send(new DeleteObjectCommand(what)));
    },
    list: (prefix) => {
      const begins = before + objectPrefixParts(prefix).join('/');
      return listBucket({ client, place, bucket: options.bucket, begins, before });
    },
    presign: async (key, { expiresInSeconds, fileName }) => {
      const ResponseContentDisposition = `attachment; filename*=UTF-8''${encodeFileName(fileName)}`;
      const command = new GetObjectCommand({ ...target(key), ResponseContentDisposition });
      return asking(() => getSignedUrl(client, command, { expiresIn: expiresInSeconds }));
    },
    check: async () => {
      try {
        await client.send(new HeadBucketCommand({ Bucket: options.bucket }));
      } catch (error) {
        // The answer to HEAD has no body that could say so.
        throw s3Failure(isNoSuchKey(error) ? { name: 'NoSuchBucket' } : error, place);
      }
    },
    removeLeftovers: (time) => asking(() => abortUploads(client, options.bucket, before, time)),
    close: () => client.destroy(),
  };
}

/** One request for what fits into a part, else a multipart upload, which is aborted when anything fails. */
async function upload(
  client: S3Client,
  options: S3Options,
  into: { Bucket: string; Key: string; ContentType: string },
  body: ObjectBody,
): Promise<void> {
  const { partBytes = defaultPartBytes, serverSideEncryption: encryption } = options;
  const kmsKeyId = encryption?.kmsKeyId;
  const pieces = Readable.from(copiesOf(body), { objectMode: false });
  const work = new Upload({
    client,
    partSize: partBytes,
    queueSize: partsAtOnce,
    leavePartsOnError: false,
    params: {
      ...into,
      Body: pieces,
      ...(encryption && { ServerSideEncryption: encryption.algorithm }),
      ...(kmsKeyId && { SSEKMSKeyId: kmsKeyId }),
    },
  });
  try {
    await work.done();
  } finally {
    pieces.destroy();
  }
}

/** What waits to be sent must not change when the source uses its array again. */
async function* copiesOf(body: ObjectBody): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of bodyPieces(body)) if (piece.length > 0) yield Uint8Array.from(piece);
}

async function* listBucket(options: {
  client: S3Client;
  place: S3Place;
  bucket: string;
  begins: string;
  before: string;
}): AsyncGenerator<ListedObject, void, undefined> {
  const { client, place, bucket, begins, before } = options;
  // By the last key seen and not by a token: what is removed meanwhile must not upset the server.
  for (let after: string | undefined; ; ) {
    const page = await client
      .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: begins, ...(after && { StartAfter: after }) }))
      .catch((error: unknown) => {
        throw s3Failure(error, place);
      });
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      if (!Key) continue;
      after = Key;
      // Markers of folders, which consoles of some servers make.
      if (Key.endsWith('/')) continue;
      yield {
        key: Key.slice(before.length),
        sizeBytes: Size ?? 0,
        modifiedAt: LastModified ?? new Date(0),
      };
    }
    if (!page.IsTruncated || !page.Contents?.length) return;
  }
}

/** One page at a time and from the start again: what was aborted is not listed any more. */
async function abortUploads(client: S3Client, bucket: string, before: string, time: Date): Promise<number> {
  let aborted = 0;
  for (;;) {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, ...(before && { Prefix: before }) }),
    );
    const old = (page.Uploads ?? []).filter(({ Initiated }) => Initiated && Initiated < time);
    for (const { Key, UploadId } of old) {
      await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
      aborted += 1;
    }
    if (!page.IsTruncated || old.length === 0) return aborted;
  }
}

function serverOf({ endpoint, region }: S3Options): string {
  return endpoint === null ? `s3.${region}.amazonaws.com` : new URL(endpoint).host;
}

/** RFC 8187 §3.2.1: what is not an attr-char is percent-encoded. */
function encodeFileName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
