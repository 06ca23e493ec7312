import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { S3Options } from './s3-options.ts';

const defaultTimeouts = { connectMs: 5000, idleMs: 20_000 };
/** Two uploads, a few readers; an answer that is read slowly holds its connection. */
const maxSockets = 64;

/**
 * Amazon's client, set so that servers of other makers understand it: checksums by Content-MD5, which all of them know
 * and check, instead of CRC trailers, which some refuse.
 */
export function createS3Client(options: S3Options): S3Client {
  const { endpoint, region, usesPathStyle, credentials, maxAttempts = 3 } = options;
  const { connectMs, idleMs } = options.timeouts ?? defaultTimeouts;
  const client = new S3Client({
    region,
    ...(endpoint === null ? {} : { endpoint }),
    forcePathStyle: usesPathStyle,
    credentials,
    maxAttempts,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectMs,
      socketTimeout: idleMs,
      requestTimeout: idleMs,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets, keepAlive: true },
      httpsAgent: { maxSockets, keepAlive: true },
    },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { method?: string; body?: unknown; headers?: Record<string, string> };
      const { body, headers } = request;
      const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : null;
      if (headers && bytes !== null && bytes.length > 0) {
        headers['content-md5'] = createHash('md5').update(bytes).digest('base64');
      }
      return next(args);
    },
    { step: 'build', name: 'contentMd5' },
  );
  return client;
}
