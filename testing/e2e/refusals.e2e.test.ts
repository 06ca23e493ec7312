import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, runServerUntilExit, startServerProcess } from '../server/index.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allo-refusal-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** One line that says what and how to mend, and a failure for whoever started it. */
function expectRefusal(result: { code: number | null; output: string }, words: RegExp): void {
  const said = result.output.split('\n').filter((line) => line.startsWith('Allo cannot start'));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(words);
  expect(result.output).not.toMatch(/\n\s+at /);
  expect(result.code).toBe(1);
}

const quiet = async () => ({
  DATA_DIR: folder,
  HTTP_PORT: String(await freePort()),
  SIP_PORT: String(await freePort()),
});

describe('a server that cannot start', () => {
  it('wrong value in the environment / SIP_PORT=abc / names it and the cure', async () => {
    expectRefusal(
      await runServerUntilExit({ env: { ...(await quiet()), SIP_PORT: 'abc' } }),
      /SIP_PORT .*1 to 65535/,
    );
  });

  it('data folder / cannot be written / says which', async () => {
    const file = join(folder, 'not-a-folder');
    await writeFile(file, '');
    expectRefusal(
      await runServerUntilExit({ env: { ...(await quiet()), DATA_DIR: join(file, 'data') } }),
      /DATA_DIR|data folder/i,
    );
  });

  it('HTTP port / taken by another program / names the port and the variable', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
    });
    const result = await runServerUntilExit({ env: { ...(await quiet()), HTTP_PORT: String(port) } });
    taken.close();
    expectRefusal(result, new RegExp(`${port}.*HTTP_PORT`));
  });

  it('SIP port / taken by another program / names the port and the variable', async () => {
    const taken = createSocket('udp4');
    const port = await new Promise<number>((resolve) => {
      taken.bind(0, '0.0.0.0', () => resolve(taken.address().port));
    });
    const result = await runServerUntilExit({ env: { ...(await quiet()), SIP_PORT: String(port) } });
    taken.close();
    expectRefusal(result, new RegExp(`${port}.*SIP_PORT`));
  });

  it('data folder / in use by a running Allo / is refused and the first goes on', async () => {
    const first = await startServerProcess({ dataDir: folder });
    try {
      expectRefusal(await runServerUntilExit({ env: { ...(await quiet()), DATA_DIR: folder } }), /another/i);
      const health = await fetch(`${first.httpUrl}/health`);
      expect(await health.json()).toMatchObject({ status: 'ready' });
    } finally {
      await first.stop();
    }
  });

  it('database server / not there / says so without the password', async () => {
    const env = { ...(await quiet()), DATABASE_URL: 'postgres://allo:secret@127.0.0.1:1/allo' };
    const result = await runServerUntilExit({ env });
    expectRefusal(result, /DATABASE_URL/);
    expect(result.output).not.toContain('secret');
  });

  it('agent of the data folder / its file cannot run / names the file, the place and the cure', async () => {
    await mkdir(join(folder, 'agents'));
    await writeFile(join(folder, 'agents', 'desk.yaml'), 'id: desk\nname: Desk\nlanguage: klingon\n');
    const result = await runServerUntilExit({ env: await quiet() });
    expectRefusal(result, /agents\/desk\.yaml: language: write one of: ru, en/);
  });
});
