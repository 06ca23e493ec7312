import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../server/index.ts';
import { type ChildServer, startChildServer } from '../child-server.ts';
import type { IntegrationPart, MissingPart, RunningPart } from '../integration-part.ts';
import { findVersityGateway } from './versitygw-binary.ts';

/** An S3 server on a free loopback port with one empty bucket and keys of its own. */
export const s3Part: IntegrationPart = { name: 's3', start: () => startS3({ mayBuild: true }) };

const missing: MissingPart = {
  isRunning: false,
  reason: 'no versitygw on this machine, and none could be built',
  enable: 'install Go, or versitygw from https://github.com/versity/versitygw/releases, or set VERSITYGW_BIN',
};

export interface RunningS3 extends RunningPart {
  endpoint: string;
  bucket: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Ends the server but keeps its objects. */
  stop(): Promise<void>;
  /** The same without asking it, as a crash. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  restart(): Promise<void>;
}

/** `mayBuild`: takes minutes the first time. */
export async function startS3(options: { mayBuild: boolean }): Promise<RunningS3 | MissingPart> {
  const program = await findVersityGateway(options);
  if (!program) return missing;
  const folder = await mkdtemp(join(tmpdir(), 'allo-s3-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const bucket = 'calls';
  const region = 'ru-test-1';
  const credentials = { accessKeyId: 'allo', secretAccessKey: 'only-on-loopback' };
  try {
    // Metadata in files, because a temporary file system may know no extended attributes.
    const folders = { objects: join(folder, 'objects'), metadata: join(folder, 'metadata') };
    await mkdir(join(folders.objects, bucket), { recursive: true });
    await mkdir(folders.metadata);
    const port = await freePort();
    const start = () =>
      startChildServer({
        program,
        parameters: [
          '--port',
          `127.0.0.1:${port}`,
          '--region',
          region,
          'posix',
          '--sidecar',
          folders.metadata,
          folders.objects,
        ],
        ready: /S3 service[\s\S]*127\.0\.0\.1/,
        readyWithinMs: 20_000,
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          ROOT_ACCESS_KEY: credentials.accessKeyId,
          ROOT_SECRET_KEY: credentials.secretAccessKey,
        },
      });
    let server: ChildServer = await start();
    const endpoint = `http://127.0.0.1:${port}`;
    return {
      isRunning: true,
      label: `Versity S3 gateway, ${program}`,
      endpoint,
      bucket,
      region,
      credentials,
      env: {
        OBJECTS_URL_TEST: `s3://${bucket}?endpoint=${endpoint}&region=${region}`,
        S3_ACCESS_KEY_ID_TEST: credentials.accessKeyId,
        S3_SECRET_ACCESS_KEY_TEST: credentials.secretAccessKey,
      },
      stop: () => server.close(),
      kill: () => server.kill(),
      restart: async () => {
        await server.close();
        server = await start();
      },
      close: async () => {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
