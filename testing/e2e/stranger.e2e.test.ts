import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createSystemClock } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstSteps } from '../docs/first-steps.ts';
import { freePort, type ServerProcess, startServerProcess } from '../server/index.ts';
import { createSipCaller } from '../sip-caller/index.ts';
import { waitUntil } from './wait-until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One terminal, in which the blocks of the README are typed one after the other. */
class Terminal {
  readonly #shell: ChildProcess;
  #output = '';
  #steps = 0;

  constructor() {
    // A process group of its own, so that what it left in the background ends with it.
    this.#shell = spawn('bash', ['-eu', '-o', 'pipefail'], { cwd: root, detached: true });
    for (const stream of [this.#shell.stdout, this.#shell.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString('utf8');
      });
  }

  get output(): string {
    return this.#output;
  }

  /** Types a block and answers with what it printed; rejects when a command of it failed. */
  async run(block: string): Promise<string> {
    const [from, mark] = [this.#output.length, `step ${++this.#steps} is done`];
    this.#shell.stdin?.write(`${block}\necho '${mark}'\n`);
    const isOver = () => this.#output.includes(mark, from) || this.#shell.exitCode !== null;
    await waitUntil(`the commands end: ${block}`, 30_000, isOver);
    const printed = this.#output.slice(from);
    if (!printed.includes(mark)) throw new Error(`this failed:\n${block}\n${printed}`);
    return printed.split(mark)[0] as string;
  }

  close(): void {
    if (this.#shell.pid === undefined) return;
    try {
      process.kill(-this.#shell.pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  }
}

let server: ServerProcess;
let terminal: Terminal;
// Each try from the very beginning: a link works once.
beforeEach(async () => {
  terminal = new Terminal();
  server = await startServerProcess({ isFirstStart: true, env: { OUTGOING_ALLOWED_NETWORKS: '127.0.0.1' } });
});
afterEach(async () => {
  terminal.close();
  await server?.stop();
  await server?.dispose();
});

/** Waits for a link of this page in the terminal of the server. */
async function printedToken(link: RegExp): Promise<string> {
  await waitUntil(`${link.source} is printed`, 10_000, () => link.test(server.output()));
  return link.exec(server.output())?.[1] as string;
}

describe('a stranger with the README', () => {
  it('types what it says / owns the installation, has a colleague and two agents, and is told of a real call', async () => {
    const receiverPort = await freePort();
    const here = (block = '', token = '') =>
      block
        .replaceAll('http://127.0.0.1:8080', server.httpUrl)
        .replaceAll('8765', String(receiverPort))
        .replaceAll('TOKEN', token);
    const [claim, invite, join, key, byCurl, bySdk, receive, list] = firstSteps('README.md');

    expect(JSON.parse(await terminal.run(here(claim, await printedToken(/\/claim#([\w-]+)/))))).toMatchObject(
      {
        organisation: { name: 'Клиника' },
      },
    );
    await terminal.run(here(invite));
    const joined = JSON.parse(
      await terminal.run(here(join, await printedToken(/\/join#([\w-]+)/))),
    ) as object;
    expect(JSON.stringify(joined)).toContain('boris@example.com');
    await terminal.run(here(key));
    expect(JSON.parse(await terminal.run(here(byCurl)))).toMatchObject({ id: 'studio' });
    expect(await terminal.run(here(bySdk))).toMatch(/^errand /m);
    await terminal.run(here(receive));
    await waitUntil('the receiver listens', 10_000, async () => {
      const { status } = await fetch(`http://127.0.0.1:${receiverPort}/allo`, { method: 'POST', body: '{}' });
      // Nobody signed this.
      return status === 401;
    });

    const caller = createSipCaller({ clock: createSystemClock() });
    await caller.start();
    try {
      const call = await caller.call({ uri: `sip:studio@127.0.0.1:${server.sipPort}`, from: '79001112233' });
      await call.hangUp();
      await call.ended;
    } finally {
      await caller.close();
    }
    const told = /^told: call\.ended (\S+)$/m;
    await waitUntil('the end of the call is told', 15_000, () => told.test(terminal.output));
    expect(terminal.output).toMatch(/^told: call\.initiated \S+$/m);
    const { items } = JSON.parse(await terminal.run(here(list))) as { items: object[] };
    expect(items).toMatchObject([
      { id: told.exec(terminal.output)?.[1], agentId: 'studio', from: '79001112233', state: 'completed' },
    ]);
  });
});
