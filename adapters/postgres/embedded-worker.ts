import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { setThreadUrgency } from '@allo/kernel';

/** What the main thread gives this one. */
export interface EmbeddedWorkerData {
  folder: string;
  /** Path of the unix socket, or null for `port` of the loopback. */
  socketPath: string | null;
  /** 0: any free one. */
  port: number;
}

export type EmbeddedWorkerMessage =
  /** `port` is null on a unix socket. */
  | { type: 'ready'; port: number | null }
  /** The wasm instance is beyond repair; the thread is to be started again. */
  | { type: 'failed'; detail: string }
  | { type: 'closed' };

/** Besides our pool of one, a person may look in with psql. */
const maxConnections = 4;

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { folder, socketPath, port: wantedPort } = workerData as EmbeddedWorkerData;
  const tell = (message: EmbeddedWorkerMessage) => port.postMessage(message);
  const database = await PGlite.create({ dataDir: folder, extensions: { vector } });
  watchForFailure(database, tell);
  const server = new PGLiteSocketServer(
    socketPath
      ? { db: database, path: socketPath, maxConnections }
      : { db: database, port: wantedPort, maxConnections },
  );
  await server.start();
  // Somebody waits for the start; after it calls come first.
  setThreadUrgency('background');
  port.once('message', () => {
    void stop(server, database).then(() => {
      tell({ type: 'closed' });
      port.close();
    });
  });
  tell({ type: 'ready', port: socketPath ? null : Number(server.getServerConn().split(':').at(-1)) });
}

/**
 * An SQL error is an ordinary reply on the wire; only a broken instance throws here, and then the socket server's queue
 * stays blocked for ever. A FATAL ends a real backend; this one has no end and repeats it for ever (after a message
 * that is not of the protocol) without returning, and a throw does not get through it. So at the second in a row the
 * thread stands still and waits to be terminated.
 */
function watchForFailure(database: PGlite, tell: (message: EmbeddedWorkerMessage) => void): void {
  const execute = database.execProtocolRawStream.bind(database);
  database.execProtocolRawStream = async (message, options) => {
    let fatals = 0;
    const onRawData = (data: Uint8Array): void => {
      if (isFatal(data)) fatals += 1;
      if (fatals > 1) {
        tell({ type: 'failed', detail: 'the instance came to a fatal error' });
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }
      options.onRawData(data);
    };
    try {
      await execute(message, { ...options, onRawData });
    } catch (error) {
      tell({ type: 'failed', detail: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  };
}

/** An ErrorResponse whose severity is FATAL: `E`, four bytes of length, then `SFATAL`. */
function isFatal(data: Uint8Array): boolean {
  return data[0] === 0x45 && Buffer.from(data.subarray(5, 11)).toString('latin1') === 'SFATAL';
}

async function stop(server: PGLiteSocketServer, database: PGlite): Promise<void> {
  await server.stop();
  await database.close();
}

if (parentPort) await serve(parentPort);
