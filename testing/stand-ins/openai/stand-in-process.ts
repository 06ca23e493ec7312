import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fault } from './faults.ts';
import type { ScriptInput } from './script.ts';

/** The stand-in in a process of its own, so that its work is not taken for that of whoever measures. */
export async function startStandInProcess(options: {
  script?: ScriptInput;
  faults?: Fault[];
}): Promise<{ baseUrl: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'allo-stand-in-'));
  const files = { script: join(folder, 'script.json'), faults: join(folder, 'faults.json') };
  await writeFile(files.script, JSON.stringify(options.script ?? {}));
  await writeFile(files.faults, JSON.stringify(options.faults ?? []));
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [main, '--port', '0', '--script', files.script, '--faults', files.faults],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const baseUrl = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const found = /ready: (\S+)/.exec(output);
      if (found) resolve(found[1] as string);
    });
    void exited.then(() => reject(new Error('the stand-in ended before it was ready')));
  });
  return {
    baseUrl,
    close: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
