import { randomUUID } from 'node:crypto';
import { createMasterKeys } from '@allo/kernel';
import { objectStoreKit } from '@allo/testing/conformance';
import { type RunningS3, startS3 } from '@allo/testing/integration/s3';
import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { createSealedObjectStore } from '../sealed-objects/index.ts';
import { createS3Client } from './s3-client.ts';
import type { S3Options } from './s3-options.ts';
import { createS3ObjectStore } from './s3-object-store.ts';

const started = await startS3({ mayBuild: false });
const why = started.isRunning ? '' : ` (left out: ${started.reason}; to enable it: ${started.enable})`;
afterAll(async () => {
  if (started.isRunning) await started.close();
});

/** Everybody under a prefix of their own in the one bucket. */
function optionsOf(prefix: string = randomUUID()): S3Options {
  const { bucket, endpoint, region, credentials } = started as RunningS3;
  const partBytes = 5 * 1024 * 1024;
  return {
    bucket,
    prefix,
    endpoint,
    region,
    credentials,
    partBytes,
    usesPathStyle: true,
    serverSideEncryption: null,
  };
}

const sizes = { manyObjects: 1005, largeBytes: 12_000_000 };
const nothing = () => undefined;

describe.skipIf(!started.isRunning)(`a real S3 server${why}`, () => {
  objectStoreKit('S3', {
    ...sizes,
    create: () => Promise.resolve({ store: createS3ObjectStore(optionsOf()), close: nothing }),
  });

  objectStoreKit('S3 without a prefix', {
    create: async () => {
      const store = createS3ObjectStore(optionsOf(''));
      for await (const { key } of store.list('')) await store.remove(key);
      return { store, close: nothing };
    },
  });

  objectStoreKit('sealed objects on S3', {
    ...sizes,
    manyObjects: 50,
    create: () => {
      const keys = createMasterKeys([Buffer.alloc(32, 7).toString('base64')]);
      const store = createSealedObjectStore({ store: createS3ObjectStore(optionsOf()), keys });
      return Promise.resolve({ store, close: nothing });
    },
  });

  const type = { contentType: 'audio/wav' };
  const small = Uint8Array.of(1, 2, 3);

  it('wrong keys, an absent bucket / each failure says what to mend, and shows no key', async () => {
    const { credentials } = optionsOf();
    const wrongSecret = { ...optionsOf(), credentials: { ...credentials, secretAccessKey: 'wrong-secret' } };
    const wrongId = { ...optionsOf(), credentials: { ...credentials, accessKeyId: 'WRONGKEYID' } };
    for (const options of [wrongSecret, wrongId]) {
      const store = createS3ObjectStore(options);
      const failure = await store.put('a.wav', small, type).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'provider_rejected',
        message: expect.stringContaining('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY'),
      });
      const { message, detail } = failure as { message: string; detail?: string };
      expect(`${message} ${detail}`).not.toMatch(/wrong-secret|WRONGKEYID/);
      store.close();
    }
    const store = createS3ObjectStore({ ...optionsOf(), bucket: 'nowhere' });
    const missing = { code: 'provider_rejected', message: expect.stringContaining('no bucket nowhere') };
    await expect(store.put('a.wav', small, type)).rejects.toMatchObject(missing);
    await expect(store.check()).rejects.toMatchObject(missing);
    await expect(store.list('')[Symbol.asyncIterator]().next()).rejects.toMatchObject(missing);
    store.close();
  });

  it('an upload never finished / is no object, and removed when old enough', async () => {
    const options = optionsOf();
    const client = createS3Client(options);
    const target = { Bucket: options.bucket, Key: `${options.prefix}/half.wav` };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
    await client.send(
      new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body: Buffer.alloc(1000) }),
    );
    client.destroy();
    const store = createS3ObjectStore(options);
    expect(await store.stat('half.wav')).toBeNull();
    expect(await store.removeLeftovers(new Date(0))).toBe(0);
    expect(await store.removeLeftovers(new Date('2100-01-01'))).toBe(1);
    expect(await store.removeLeftovers(new Date('2100-01-01'))).toBe(0);
    store.close();
  });

  it('the server stopped / fails with a cure; started again / goes on by itself', async () => {
    const server = started as RunningS3;
    const store = createS3ObjectStore(optionsOf());
    await store.put('a.wav', small, type);
    await server.stop();
    await expect(store.put('b.wav', small, type)).rejects.toMatchObject({
      code: 'provider_unreachable',
      retryable: true,
      message: expect.stringMatching(/cannot be reached \(ECONNREFUSED\): start it/),
    });
    await server.restart();
    await store.put('b.wav', small, type);
    expect(await store.stat('a.wav')).toMatchObject({ sizeBytes: 3 });
    store.close();
  });
});
