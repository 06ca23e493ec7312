import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { createTestApi } from '../../testing.ts';

let folder: string;
let api: Api;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allo-console-'));
  await mkdir(join(folder, 'console', 'assets'), { recursive: true });
  await writeFile(join(folder, 'console', 'index.html'), '<title>Allo</title>');
  await writeFile(join(folder, 'console', 'assets', 'main-4f3a.js'), 'export {}');
  await writeFile(join(folder, 'console', 'favicon.svg'), '<svg/>');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  ({ api } = await createTestApi({ consoleDir: join(folder, 'console') }));
});
afterAll(async () => {
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the console', () => {
  it.each(['/', '/calls', '/calls/01959999-0000-7000-8000-000000000001?tab=events', '/talk/'])(
    '%s is the page, asked for again each time',
    async (url) => {
      const reply = await api.inject(url);
      expect([reply.statusCode, reply.body, reply.headers['cache-control']]).toEqual([
        200,
        '<title>Allo</title>',
        'no-cache',
      ]);
      expect(reply.headers['content-type']).toContain('text/html');
    },
  );

  it('keeps hashed assets for a year and other files not at all', async () => {
    const asset = await api.inject('/assets/main-4f3a.js');
    expect([asset.statusCode, asset.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect((await api.inject('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/v1/nothing', '/v1', '/assets/gone-1234.js', '/health/x'])(
    '%s is a problem, not a page',
    async (url) => {
      const reply = await api.inject(url);
      expect([reply.statusCode, reply.json()]).toMatchObject([404, { code: 'not_found' }]);
    },
  );

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt'])(
    '%s gives nothing away',
    async (url) => {
      expect((await api.inject(url)).body).not.toContain('secret');
    },
  );

  it('that was not built says how to build it', async () => {
    const { api: bare } = await createTestApi();
    expect((await bare.inject('/')).json<{ detail: string }>().detail).toContain('make start');
    expect((await bare.inject('/v1/nothing')).json<{ detail: string }>().detail).not.toContain('make');
  });
});
