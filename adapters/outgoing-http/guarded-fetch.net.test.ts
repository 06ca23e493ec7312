import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';

const open: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  let connections = 0;
  const server: Server = createServer(answer).on('connection', () => void (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, connections: () => connections };
}

function guarded(options: Parameters<typeof createGuardedFetch>[0] = {}): GuardedFetch['fetch'] {
  const made = createGuardedFetch(options);
  open.push(() => made.close());
  return made.fetch;
}
const local = { allowedNetworks: ['127.0.0.0/8'] };
const codeOf = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code;
const failure = (work: Promise<unknown>) => work.then(() => 'answered', codeOf);

describe('createGuardedFetch', () => {
  it('sends what fetch sends, form data too, and streams the answer as it comes', async () => {
    const { url } = await serve((request, response) => {
      let size = 0;
      request.on('data', (piece: Buffer) => (size += piece.length));
      request.on('end', () => {
        response.writeHead(201, {
          'x-type': request.headers['content-type'] ?? '',
          'x-key': request.headers.authorization ?? '',
        });
        response.write(`${size};`);
        response.end('end');
      });
    });
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(70_000)]), 'a.wav');
    const answer = await guarded(local)(`${url}/v1`, {
      method: 'POST',
      body: form,
      headers: { authorization: 'Bearer k' },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-type')).toMatch(/^multipart\/form-data; boundary=/);
    expect(answer.headers.get('x-key')).toBe('Bearer k');
    const [size, end] = (await answer.text()).split(';');
    expect(Number(size)).toBeGreaterThan(70_000);
    expect(end).toBe('end');
  });

  it('keeps a connection for the next request', async () => {
    const { url, connections } = await serve((_request, response) => response.end('ok'));
    const fetch = guarded(local);
    for (let turn = 0; turn < 3; turn += 1) expect(await (await fetch(url)).text()).toBe('ok');
    expect(connections()).toBe(1);
  });

  it('reaches neither this machine nor its network, by address or by name', async () => {
    const { port, connections } = await serve((_request, response) => response.end('secret'));
    const resolve = (name: string) =>
      Promise.resolve(name === 'mixed.test' ? ['93.184.216.34', '127.0.0.1'] : ['127.0.0.1']);
    const fetch = guarded({ resolve });
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '2130706433',
      '0x7f.1',
      '169.254.169.254',
      '10.0.0.1',
      'inner.test',
      'mixed.test',
    ]) {
      expect([host, await failure(fetch(`http://${host}:${port}/`))]).toEqual([host, 'EADDRESSREFUSED']);
    }
    expect(await failure(fetch('file:///etc/passwd'))).toBe('EURLREFUSED');
    expect(
      await failure(
        fetch(`http://user:pass@example.test:${port}/`).catch((error: unknown) => Promise.reject(error)),
      ),
    ).not.toBe('answered');
    expect(connections()).toBe(0);
  });

  it('never reaches a cloud’s metadata, whatever is allowed', async () => {
    const fetch = guarded({ allowedNetworks: ['0.0.0.0/0'] });
    expect(await failure(fetch('http://169.254.169.254/latest'))).toBe('EADDRESSREFUSED');
  });

  it('connects to the address that was checked, however the name changes', async () => {
    const { port, connections } = await serve((_request, response) => response.end('secret'));
    const answers = [['93.184.216.34'], ['127.0.0.1']];
    let asked = 0;
    const resolve = () => Promise.resolve(answers[asked++] ?? ['127.0.0.1']);
    const abort = AbortSignal.timeout(300);
    await guarded({ resolve })(`http://rebind.test:${port}/`, { signal: abort }).catch(() => {});
    expect([asked, connections()]).toEqual([1, 0]);
  });

  it('gives a redirect as the answer', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });
    expect((await guarded(local)(url)).status).toBe(302);
  });

  it('ends at once when called off, before the answer and in the middle of it', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/midway') response.write('begin');
    });
    const fetch = guarded(local);
    for (const path of ['/never', '/midway']) {
      const control = new AbortController();
      const answer = fetch(`${url}${path}`, { signal: control.signal }).then((given) => given.text());
      setImmediate(() => control.abort(new Error('enough')));
      await expect(answer).rejects.toThrow();
    }
  });

  it('says by its code why a server does not answer', async () => {
    const fetch = guarded({ ...local, resolve: () => Promise.resolve([]) });
    expect(await failure(fetch('http://nowhere.test/'))).toBe('ENOTFOUND');
    const { url } = await serve((request) => request.socket.destroy());
    expect(await failure(fetch(url))).toBe('ECONNRESET');
  });
});
