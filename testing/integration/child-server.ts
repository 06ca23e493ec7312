import { spawn, type SpawnOptions } from 'node:child_process';

export interface ChildServerOptions extends SpawnOptions {
  program: string;
  parameters: readonly string[];
  /** A line that says it takes connections. */
  ready: RegExp;
  readyWithinMs: number;
  /** How it is asked to stop; killed when it is still there after `stopWithinMs`. */
  stopSignal?: NodeJS.Signals;
  stopWithinMs?: number;
}

export interface ChildServer {
  readonly pid: number;
  output(): string;
  /** Idempotent. */
  close(): Promise<void>;
  /** SIGKILL, as a crash; resolves when it is gone. */
  kill(): Promise<void>;
}

const outputKept = 200_000;

/** Starts a server and resolves when it printed the ready line; rejects with its output when it ends or is late. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { program, parameters, ready, readyWithinMs, stopSignal, stopWithinMs, ...spawnOptions } = options;
  const child = spawn(program, parameters, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      output += `\n${error.message}`;
      resolve();
    });
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  // A test run that is interrupted must not leave its servers behind.
  const killNow = () => child.kill('SIGKILL');
  process.once('exit', killNow);
  void exited.then(() => process.off('exit', killNow));

  await new Promise<void>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${program} ${why}: ${output.trim().slice(-2000)}`));
    const late = setTimeout(() => failed(`was not ready within ${readyWithinMs} ms`), readyWithinMs);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-outputKept);
      if (ready.test(output)) {
        clearTimeout(late);
        resolve();
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void exited.then(() => {
      clearTimeout(late);
      failed('ended before it was ready');
    });
  }).catch(async (error: unknown) => {
    await kill();
    throw error;
  });

  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    child.kill(stopSignal ?? 'SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs ?? 5000);
    await exited;
    clearTimeout(late);
  };
  return { pid: child.pid as number, output: () => output, close: () => (closing ??= close()), kill };
}
