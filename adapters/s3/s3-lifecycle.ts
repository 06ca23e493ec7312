import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import { createS3Client } from './s3-client.ts';
import { s3Failure } from './s3-failure.ts';
import type { S3Options } from './s3-options.ts';

const idPrefix = 'allo-';

/**
 * Has the bucket itself remove objects `days` after they were put, per prefix of keys, and uploads that were never
 * finished after a day. Replaces the rules set by this function before; rules of others stay.
 */
export async function setS3Lifecycle(
  options: S3Options,
  rules: ReadonlyArray<{ prefix: string; days: number }>,
): Promise<void> {
  const client = createS3Client(options);
  const before = options.prefix === '' ? '' : `${options.prefix}/`;
  const Bucket = options.bucket;
  const ours = rules.map(
    ({ prefix, days }): LifecycleRule => ({
      ID: `${idPrefix}expire-${before}${prefix}`.slice(0, 255),
      Status: 'Enabled',
      Filter: { Prefix: before + prefix },
      Expiration: { Days: days },
    }),
  );
  const unfinished: LifecycleRule = {
    ID: `${idPrefix}unfinished-${before}`,
    Status: 'Enabled',
    Filter: { Prefix: before },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
  };
  try {
    const theirs = (await presentRules(client, Bucket)).filter(({ ID }) => !ID?.startsWith(idPrefix));
    await client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules: [...theirs, ...ours, unfinished] },
      }),
    );
  } catch (error) {
    throw s3Failure(error, {
      bucket: Bucket,
      server:
        options.endpoint === null ? `s3.${options.region}.amazonaws.com` : new URL(options.endpoint).host,
    });
  } finally {
    client.destroy();
  }
}

async function presentRules(
  client: ReturnType<typeof createS3Client>,
  Bucket: string,
): Promise<LifecycleRule[]> {
  try {
    return (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules ?? [];
  } catch (error) {
    if ((error as { name?: string }).name === 'NoSuchLifecycleConfiguration') return [];
    throw error;
  }
}
