import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createS3ObjectStore } from '@allo/adapters/s3';
import { readWav } from '@allo/call/audio';
import { defaultOrgId } from '@allo/contracts';
import type { ObjectStore } from '@allo/contracts/ports';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningS3, startS3 } from '../integration/s3/index.ts';
import { claimServer, type Owner, type ServerProcess, startServerProcess } from '../server/index.ts';
import { CallApi } from './call-api.ts';
import { Telephone } from './telephone.ts';
import { waitUntil } from './wait-until.ts';

const s3 = await startS3({ mayBuild: false });
const why = s3.isRunning ? '' : ` (left out: ${s3.reason}; to enable it: ${s3.enable})`;
const telephone = new Telephone();
let bucket: ObjectStore;
let server: ServerProcess;
let owner: Owner;

const start = async (dataDir?: string): Promise<ServerProcess> => {
  const { env } = s3 as RunningS3;
  return startServerProcess({
    ...(dataDir ? { dataDir } : {}),
    env: {
      OBJECTS_URL: env.OBJECTS_URL_TEST as string,
      S3_ACCESS_KEY_ID: env.S3_ACCESS_KEY_ID_TEST as string,
      S3_SECRET_ACCESS_KEY: env.S3_SECRET_ACCESS_KEY_TEST as string,
    },
  });
};

beforeAll(async () => {
  if (!s3.isRunning) return;
  bucket = createS3ObjectStore({ ...s3, prefix: '', usesPathStyle: true, serverSideEncryption: null });
  await telephone.start();
  server = await start();
  owner = await claimServer(server);
});

afterAll(async () => {
  await telephone.close();
  await server?.stop();
  await server?.dispose();
  bucket?.close();
  if (s3.isRunning) await s3.close();
});

/** Hears the greeting and hangs up. Answers the call's id. */
async function call(from: string): Promise<string> {
  const phone = await telephone.call({ uri: `sip:lidia@127.0.0.1:${server.sipPort}`, from });
  await phone.listen();
  await phone.line.hangUp();
  const api = new CallApi(server.httpUrl, owner);
  return (await api.from(from, (one) => one.endedAt !== null)).id;
}

const keysOf = (id: string) => [
  `recordings/${defaultOrgId}/${id}.wav`,
  `transcripts/${defaultOrgId}/${id}.json`,
];
const areStored = async (id: string) => {
  for (const key of keysOf(id)) if (!(await bucket.stat(key))) return false;
  return true;
};
const localRecordings = () => readdir(join(server.dataDir, 'recording', defaultOrgId)).catch(() => []);

async function bytesOf(key: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bucket.read(key)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe.skipIf(!s3.isRunning)(`recordings in a bucket${why}`, () => {
  it('a call ends / sealed objects in the bucket, nothing left here, played from there by ranges', async () => {
    const id = await call('79000000001');
    await waitUntil('both objects are stored', 15_000, () => areStored(id));
    await waitUntil('the local file is gone', 5000, async () => (await localRecordings()).length === 0);
    const api = new CallApi(server.httpUrl, owner);
    const recording = await api.recording(id);
    expect(readWav(recording)).toMatchObject({ channels: 2, isUnfinished: false });
    expect(recording.length).toBeGreaterThan(16_000);
    const part = await fetch(`${server.httpUrl}/v1/calls/${id}/recording`, {
      headers: { ...owner.headers, range: 'bytes=1000-1999' },
    });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(recording.subarray(1000, 2000))).toBe(true);
    for (const key of keysOf(id)) {
      const sealed = await bytesOf(key);
      expect(sealed.toString('latin1', 0, 4)).toBe('ALSO');
      expect(sealed.includes('RIFF') || sealed.includes('lidia')).toBe(false);
    }
  });

  it('the bucket is away / recordings play from here, and leave for it when it is back', async () => {
    await (s3 as RunningS3).kill();
    const id = await call('79000000002');
    const api = new CallApi(server.httpUrl, owner);
    expect(readWav(await api.recording(id)).channels).toBe(2);
    const ready = async () => (await fetch(`${server.httpUrl}/ready`)).text();
    await waitUntil('readiness tells of it', 20_000, async () =>
      /"objects","state":"degraded"/.test(await ready()),
    );
    await (s3 as RunningS3).restart();
    await waitUntil('both objects are stored', 60_000, () => areStored(id));
    await waitUntil('readiness is well', 5000, async () => /"objects","state":"ok"/.test(await ready()));
    expect(readWav(await api.recording(id)).channels).toBe(2);
  });

  it('stopped while the bucket is away / the next start archives what was left', async () => {
    await (s3 as RunningS3).kill();
    const id = await call('79000000003');
    const { dataDir } = server;
    await server.stop();
    expect(await localRecordings()).toEqual([`${id}.wav`]);
    await (s3 as RunningS3).restart();
    server = await start(dataDir);
    await waitUntil('both objects are stored', 30_000, () => areStored(id));
    expect(readWav(await new CallApi(server.httpUrl, owner).recording(id)).channels).toBe(2);
  });
});
