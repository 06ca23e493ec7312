import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError, type Clock, type Log } from '@allo/kernel';
import type { EmbeddedWorkerData, EmbeddedWorkerMessage } from './embedded-worker.ts';

export interface EmbeddedServer {
  /** How the driver reaches it: a folder for a unix socket. Stays the same when the thread is started again. */
  readonly host: string;
  readonly port: number;
  /** Idempotent; resolves when the files are closed. */
  close(): Promise<void>;
}

interface Options {
  /** Exists, is writable and is locked by this process. */
  folder: string;
  clock: Clock;
  log: Log;
  transport: 'unix' | 'loopback';
}

/** PostgreSQL finds a unix socket by a folder and this name. */
const socketName = '.s.PGSQL.5432';
/** sockaddr_un holds 108 bytes on Linux, 104 on macOS, the last one zero. */
const maxSocketPathBytes = 103;
const restartDelayMs = 1000;
const closeMs = 10_000;

/** Runs PGlite in a thread of its own, because its queries are synchronous and would stop the main thread; starts it again when it breaks. */
export async function startEmbeddedServer(options: Options): Promise<EmbeddedServer> {
  const { folder, clock, log } = options;
  const socketFolder = options.transport === 'unix' ? chooseSocketFolder(folder) : null;
  const data: EmbeddedWorkerData = {
    folder: join(folder, 'postgres'),
    socketPath: socketFolder && join(socketFolder.path, socketName),
    port: 0,
  };
  const stopping = new AbortController();
  let thread = await startThread(data);
  const port = thread.port ?? 5432;

  const supervise = async (): Promise<void> => {
    for (;;) {
      const detail = await thread.broken;
      if (stopping.signal.aborted) return;
      log.error({ detail }, 'embedded database broke and is started again');
      await thread.terminate();
      thread = await restart();
      if (stopping.signal.aborted) return;
    }
  };
  const restart = async (): Promise<Thread> => {
    for (;;) {
      await clock.sleep(restartDelayMs, stopping.signal);
      try {
        return await startThread({ ...data, port });
      } catch (error) {
        log.error({ detail: String(error) }, 'embedded database does not start');
      }
    }
  };
  // A rejection means that close() ended the wait between two attempts.
  const supervision = supervise().catch(() => {});
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    stopping.abort();
    await thread.stop(clock);
    await supervision;
    // The one that was just being started again.
    await thread.stop(clock);
    socketFolder?.remove();
  };
  return {
    host: socketFolder?.path ?? '127.0.0.1',
    port,
    close: () => (closing ??= close()),
  };
}

function chooseSocketFolder(folder: string): { path: string; remove(): void } {
  if (Buffer.byteLength(join(folder, socketName)) <= maxSocketPathBytes) {
    return { path: folder, remove: () => rmSync(join(folder, socketName), { force: true }) };
  }
  const path = mkdtempSync(join(tmpdir(), 'allo-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

interface Thread {
  readonly port: number | null;
  /** Resolves with the reason when the thread ended or broke. */
  readonly broken: Promise<string>;
  /** Lets it close its files; ends it hard when it does not. */
  stop(clock: Clock): Promise<void>;
  terminate(): Promise<unknown>;
}

async function startThread(data: EmbeddedWorkerData): Promise<Thread> {
  // A killed process leaves its socket behind; the folder's lock says that nobody else listens on it.
  if (data.socketPath) rmSync(data.socketPath, { force: true });
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: data,
    // Flags of the main program (`--eval`, `--inspect`) are not meant for this thread.
    execArgv: [],
  });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const broken = new Promise<string>((resolve) => {
    worker.on('message', (message: EmbeddedWorkerMessage) => {
      if (message.type === 'failed') resolve(message.detail);
    });
    worker.on('error', (error) => resolve(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => resolve(`thread ended with code ${code}`));
  });
  const ready = new Promise<number | null>((resolve) => {
    worker.on('message', (message: EmbeddedWorkerMessage) => {
      if (message.type === 'ready') resolve(message.port);
    });
  });
  const port = await Promise.race([
    ready,
    broken.then((detail) => {
      throw new AppError(
        'database_failed',
        `The embedded database in ${data.folder} does not open: ${detail}`,
      );
    }),
  ]);
  return {
    port,
    broken,
    terminate: () => worker.terminate(),
    stop: async (clock) => {
      worker.postMessage('stop');
      const late = clock.setTimer(closeMs, () => void worker.terminate());
      await exited;
      late.cancel();
    },
  };
}
