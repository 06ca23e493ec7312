import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'node_modules/.bin');
const run = promisify(execFile);
let project: string;
let packed: Array<{ path: string }>;

/** What a stranger writes. A wrong use has to be refused by the types. */
const program = `
import { Allo, AlloError, type ReplyOf, verifyWebhook } from '@allo/sdk';

const allo = new Allo({ baseUrl: process.argv[2] ?? '', apiKey: 'allo_key', retries: 0 });
const names: string[] = [];
for await (const agent of allo.agents.list({ status: 'published' })) names.push(agent.name);
const call: ReplyOf<'GET /v1/calls/{id}'> = await allo.calls.get('c1');
const seconds: number = (call.durationMs ?? 0) / 1000;
const wav: Response = await allo.calls.recording('c1');
// @ts-expect-error there is no such state
void (() => allo.calls.list({ state: 'sleeping' }));
// @ts-expect-error the id is missing
void (() => allo.call('GET /v1/agents/{id}'));
// @ts-expect-error there is no such operation
void (() => allo.call('GET /v1/nothing', {}));
// @ts-expect-error a list has no such thing
void (() => allo.list('GET /v1/me'));
let refusal = '';
try {
  verifyWebhook('{}', {}, 'whsec_c2VjcmV0');
} catch (error) {
  refusal = error instanceof AlloError ? error.code : String(error);
}
console.log(JSON.stringify({ names, seconds, sound: await wav.text(), refusal }));
`;

/** What the examples of the README leave to the reader. */
const given = `
import type { IncomingMessage } from 'node:http';
declare const id: string, callId: string, secret: string;
declare const rawBody: Buffer;
declare const request: IncomingMessage;
`;

/** The examples of the README as one program: imports first, each of the later ones in a block of its own. */
async function readmeProgram(): Promise<string> {
  const page = await readFile(join(root, 'packages/sdk/README.md'), 'utf8');
  const [first = '', ...more] = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(
    (match) => match[1] as string,
  );
  const isImport = (line: string) => line.startsWith('import ');
  const lines = [first, ...more].flatMap((block) => block.split('\n'));
  const bodyOf = (block: string) =>
    block
      .split('\n')
      .filter((line) => !isImport(line))
      .join('\n');
  expect(more.length).toBeGreaterThan(5);
  return [
    given,
    ...new Set(lines.filter(isImport)),
    bodyOf(first),
    ...more.map((block) => `{\n${bodyOf(block)}\n}`),
  ].join('\n');
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'allo-sdk-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: join(root, 'packages/sdk'),
  });
  // Scripts that run before packing may say something first.
  const [told] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [
    { filename: string; files: typeof packed },
  ];
  packed = told.files;
  const home = join(project, 'node_modules/@allo/sdk');
  await mkdir(home, { recursive: true });
  await run('tar', ['-xzf', join(project, told.filename), '-C', home, '--strip-components=1']);
  // What the registry would bring along.
  for (const name of ['yaml', '@types/node', 'undici-types']) {
    await cp(join(root, 'node_modules', name), join(project, 'node_modules', name), { recursive: true });
  }
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
  await writeFile(join(project, 'program.ts'), program);
  await writeFile(join(project, 'readme.ts'), await readmeProgram());
});
afterAll(() => rm(project, { recursive: true, force: true }));

describe('the published package', () => {
  it('holds what it needs and nothing else', async () => {
    const paths = packed.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.d.ts', 'dist/cli/main.js']),
    );
    expect(
      paths.filter((path) => !/^(LICENSE|README\.md|package\.json|dist\/.*\.(js|d\.ts))$/.test(path)),
    ).toEqual([]);
    expect(paths.filter((path) => /\.test\./.test(path))).toEqual([]);
    const about = JSON.parse(
      await readFile(join(project, 'node_modules/@allo/sdk/package.json'), 'utf8'),
    ) as { dependencies: object };
    expect(Object.keys(about.dependencies)).toEqual(['yaml']);
    for (const path of paths.filter((one) => /\.(js|d\.ts)$/.test(one))) {
      const text = await readFile(join(project, 'node_modules/@allo/sdk', path), 'utf8');
      expect([path, /from '@allo\//.test(text)]).toEqual([path, false]);
    }
  });

  it.each([
    ['nodenext', ['--module', 'nodenext']],
    [
      'a bundler, with the types of browsers',
      ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2023,dom,dom.iterable'],
    ],
  ])(
    'a stranger’s program and the examples of the README / with %s / have their types',
    async (_what, options) => {
      const common = ['--noEmit', '--strict', '--target', 'es2022', '--types', 'node'];
      const words = [...options, ...common, 'program.ts', 'readme.ts'];
      const faults = await run(join(bin, 'tsc'), words, { cwd: project }).then(
        () => '',
        ({ stdout }: { stdout: string }) => stdout,
      );
      expect(faults).toBe('');
    },
  );

  it('a stranger’s program / runs', async () => {
    const agents = { items: [{ name: 'Лидия' }], nextCursor: null };
    const server = createServer((request, response) => {
      const isSound = request.url?.endsWith('/recording');
      response.setHeader('content-type', isSound ? 'audio/wav' : 'application/json');
      const isList = request.url === '/v1/agents?status=published';
      response.end(isSound ? 'RIFF' : JSON.stringify(isList ? agents : { durationMs: 5000 }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { stdout } = await run(join(bin, 'node'), ['program.ts', `http://127.0.0.1:${port}`], {
      cwd: project,
    });
    server.close();
    expect(JSON.parse(stdout)).toEqual({
      names: ['Лидия'],
      seconds: 5,
      sound: 'RIFF',
      refusal: 'unauthorized',
    });
  });

  it('the command line / runs from the package', async () => {
    const main = join(project, 'node_modules/@allo/sdk/dist/cli/main.js');
    expect((await readFile(main, 'utf8')).split('\n')[0]).toBe('#!/usr/bin/env node');
    const { stdout } = await run(join(bin, 'node'), [main, 'agents', 'push', '--help'], { cwd: project });
    expect(stdout).toContain('allo agents push');
  });
});
