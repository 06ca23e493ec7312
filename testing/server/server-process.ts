import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyDatabaseTemplate } from '@allo/adapters/postgres/testing';
import { migrationsFolder } from '@allo/business';

export interface ServerProcessOptions {
  /** Added to, and winning over, the defaults: own ports, own data folder, quiet log. */
  env?: Record<string, string>;
  /** Kept when given, else made and removed with the process. */
  dataDir?: string;
  /** Makes the database itself, as on a new machine, which takes some seconds more. */
  isFirstStart?: boolean;
}

/** Allo as a user runs it: a process of its own, told to stop by signals. */
export interface ServerProcess {
  readonly pid: number;
  readonly httpUrl: string;
  readonly sipPort: number;
  readonly dataDir: string;
  /** Spawn → the ready line, ms. */
  readonly startMs: number;
  readonly output: () => string;
  /** SIGTERM and wait; answers the exit code. */
  stop(): Promise<number | null>;
  /** kill -9 and wait; the data folder stays. */
  kill(): Promise<void>;
  /** Removes the data folder. */
  dispose(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const readyLine = /^Allo is ready: (\S+) · sip:lidia@[^\s:]+:(\d+)$/m;

/** Starts the server and resolves when it printed that it is ready; rejects with its output when it ends before. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'allo-')));
  const isPrepared = options.dataDir === undefined && !options.isFirstStart && !options.env?.DATABASE_URL;
  if (isPrepared) await copyDatabaseTemplate(dataDir, migrationsFolder);
  const [httpPort, sipPort] = [await freePort(), await freePort()];
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    HTTP_PORT: String(httpPort),
    SIP_PORT: String(sipPort),
    SIP_HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    // Tests look again and again.
    REQUESTS_PER_MINUTE: '1000000',
    ...options.env,
  };
  const startedAt = performance.now();
  const child = spawn(join(root, 'node_modules/.bin/node'), ['apps/server/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const match = readyLine.exec(output);
      if (match) resolve(match);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void exited.then((code) =>
      reject(new Error(`the server ended with ${code} before it was ready:\n${output}`)),
    );
  });
  const match = await ready;
  return {
    pid: child.pid as number,
    httpUrl: match[1] as string,
    sipPort: Number(match[2]),
    dataDir,
    startMs: performance.now() - startedAt,
    output: () => output,
    stop: () => end(child, 'SIGTERM', exited),
    kill: async () => void (await end(child, 'SIGKILL', exited)),
    dispose: () => rm(dataDir, { recursive: true, force: true }),
  };
}

/** Runs the server expecting it to refuse; answers the exit code and everything printed. */
export async function runServerUntilExit(
  options: ServerProcessOptions & { env: Record<string, string> },
): Promise<{ code: number | null; output: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', ...options.env };
  const child = spawn(join(root, 'node_modules/.bin/node'), ['apps/server/main.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const read = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}

async function end(
  child: ChildProcess,
  signal: NodeJS.Signals,
  exited: Promise<number | null>,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return exited;
}

/** A TCP port nobody uses now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Resident memory and CPU time of a process as Linux counts them; null where there is no /proc. */
export async function processFigures(pid: number): Promise<{ rssMb: number; cpuSeconds: number } | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const rssKb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // utime and stime, in clock ticks of 10 ms.
    return { rssMb: rssKb / 1024, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return null;
  }
}
