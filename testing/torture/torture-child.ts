import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TortureLine, TortureOrder } from './torture-order.ts';

/** One process of the torture. */
export interface TortureChild {
  readonly isStarted: boolean;
  kill(): void;
  /** Resolves when the process is gone and all its lines were heard; true when it was killed. */
  readonly ended: Promise<boolean>;
}

const program = fileURLToPath(new URL('./outbox-worker.ts', import.meta.url));

export function startTortureChild(order: TortureOrder, hear: (line: TortureLine) => void): TortureChild {
  const child: ChildProcess = spawn(process.execPath, [program, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let isStarted = false;
  const ended = (async () => {
    for await (const text of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      if (!text.startsWith('{"did":')) continue;
      let line: TortureLine;
      try {
        line = JSON.parse(text) as TortureLine;
      } catch {
        // Cut off by the kill.
        continue;
      }
      if (line.did === 'started') isStarted = true;
      hear(line);
    }
    const [code, signal] = (await exited) as [number | null, string | null];
    if (signal === null && code !== 0) throw new Error(`a process of the torture ended with ${code}`);
    return signal !== null;
  })();
  return {
    get isStarted() {
      return isStarted;
    },
    kill: () => {
      isStarted = false;
      child.kill('SIGKILL');
    },
    ended,
  };
}
