import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { OutgoingRequest } from '@allo/contracts/ports';
import { createSystemClock } from '@allo/kernel';
import { type DnsStandIn, startDnsStandIn } from '@allo/testing/stand-ins/dns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNameResolver } from './name-resolver.ts';
import { createOutgoingHttp, type OutgoingHttpOptions } from './outgoing-http.ts';

const file = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const certificate = file('receiver-certificate.pem');
const closers: Array<() => void | Promise<void>> = [];
let dns: DnsStandIn;

beforeEach(async () => {
  dns = await startDnsStandIn();
  closers.push(() => dns.close());
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** One that takes this machine for a public address and asks the stand-in's names. */
function outgoing(options: Partial<OutgoingHttpOptions> = {}) {
  const made = createOutgoingHttp({
    clock: createSystemClock(),
    allowedNetworks: ['127.0.0.1'],
    resolve: createNameResolver({ servers: [dns.address] }),
    ...options,
  });
  closers.push(() => made.close());
  return made;
}

async function listen(server: net.Server | http.Server | https.Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  return (server.address() as AddressInfo).port;
}

type Handler = (request: IncomingMessage & { text: string }, response: ServerResponse) => void;
async function receiver(handle: Handler) {
  const requests: Array<IncomingMessage & { text: string }> = [];
  const server = http.createServer((request, response) => {
    const whole = Object.assign(request, { text: '' });
    request.setEncoding('utf8').on('data', (chunk: string) => {
      whole.text += chunk;
    });
    request.on('end', () => {
      requests.push(whole);
      handle(whole, response);
    });
  });
  return { port: await listen(server), requests };
}

/** A server that says bytes of its own. */
function rawServer(speak: (socket: Socket) => void): Promise<number> {
  return listen(net.createServer((socket) => socket.once('data', () => speak(socket))));
}

const get = (url: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'GET',
  url,
  ...more,
});

describe('send', () => {
  it('a name / that leads to a public address / body, host and headers arrive, the answer comes back', async () => {
    const { port, requests } = await receiver((_request, response) => {
      response.writeHead(201, { 'x-kind': 'hook', 'set-cookie': ['a=1', 'b=2'] }).end('taken');
    });
    dns.answer('hooks.test', ['127.0.0.1']);
    const reply = await outgoing().send({
      method: 'POST',
      url: `http://hooks.test:${port}/in?x=1`,
      headers: { 'Content-Type': 'application/json' },
      body: '{"слово":1}',
    });
    expect(reply).toMatchObject({
      kind: 'answered',
      status: 201,
      headers: { 'x-kind': 'hook', 'set-cookie': 'a=1, b=2' },
      isCut: false,
      url: `http://hooks.test:${port}/in?x=1`,
    });
    expect(reply.kind === 'answered' && Buffer.from(reply.body).toString()).toBe('taken');
    const [request] = requests;
    expect([request?.method, request?.url, request?.text]).toEqual(['POST', '/in?x=1', '{"слово":1}']);
    expect(request?.headers).toMatchObject({
      host: `hooks.test:${port}`,
      'content-type': 'application/json',
      'content-length': '16',
      'user-agent': 'Allo',
      'accept-encoding': 'identity',
    });
  });

  it('this machine / not allowed / refused without a connection', async () => {
    const { port, requests } = await receiver((_request, response) => response.end());
    dns.answer('inside.test', ['127.0.0.1']);
    const closed = outgoing({ allowedNetworks: [] });
    for (const host of ['127.0.0.1', 'localhost', 'inside.test', '2130706433'])
      expect(await closed.send(get(`http://${host}:${port}/`))).toMatchObject({
        kind: 'refused',
        code: 'address_refused',
      });
    expect(requests).toEqual([]);
  });

  it('a name / with a public and a private address / refused, whichever comes first', async () => {
    const { port, requests } = await receiver((_request, response) => response.end());
    dns.answer('both.test', ['127.0.0.1', '10.0.0.1']);
    dns.answer('families.test', ['127.0.0.1', 'fe80::1']);
    for (const host of ['both.test', 'families.test'])
      expect(await outgoing().send(get(`http://${host}:${port}/`))).toMatchObject({
        code: 'address_refused',
      });
    expect(requests).toEqual([]);
  });

  it('a name / public when asked first, private after / the request stays with the first, the next is refused', async () => {
    const { port, requests } = await receiver((_request, response) => response.end('ok'));
    dns.answer('rebind.test', ['127.0.0.1'], ['169.254.169.254']);
    const out = outgoing();
    expect(await out.send(get(`http://rebind.test:${port}/`))).toMatchObject({
      kind: 'answered',
      status: 200,
    });
    expect(dns.asked).toEqual(expect.arrayContaining(['A rebind.test', 'AAAA rebind.test']));
    expect(dns.asked).toHaveLength(2);
    expect(await out.send(get(`http://rebind.test:${port}/`))).toMatchObject({ code: 'address_refused' });
    expect(requests).toHaveLength(1);
  });

  it('a name / nobody knows, or without addresses / name_not_found', async () => {
    dns.answer('empty.test', []);
    for (const host of ['absent.test', 'empty.test'])
      expect(await outgoing().send(get(`http://${host}/`))).toMatchObject({
        kind: 'failed',
        code: 'name_not_found',
      });
  });

  it('a name server / that never answers / timeout within the given time', async () => {
    const silent = outgoing({ resolve: () => new Promise(() => {}) });
    expect(await silent.send(get('http://slow.test/', { totalMs: 50 }))).toMatchObject({ code: 'timeout' });
  });

  it('nobody listening / unreachable', async () => {
    const { port } = await receiver((_request, response) => response.end());
    await closers.pop()?.();
    expect(await outgoing().send(get(`http://127.0.0.1:${port}/`))).toMatchObject({
      kind: 'failed',
      code: 'unreachable',
    });
  });
});

describe('redirects', () => {
  const redirectTo = (location: (port: number) => string, status = 302) =>
    receiver(function (request, response) {
      if (request.url !== '/start')
        return void response.end(`${request.method} ${request.url} ${request.text}`);
      const { port } = request.socket.address() as AddressInfo;
      response.writeHead(status, { location: location(port) }).end();
    });

  it('off / the redirect is the answer', async () => {
    const { port, requests } = await redirectTo(() => '/end');
    expect(await outgoing().send(get(`http://127.0.0.1:${port}/start`))).toMatchObject({ status: 302 });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['the metadata address', () => 'http://169.254.169.254/latest/meta-data/', 'address_refused'],
    ['metadata in decimal', () => 'http://2852039166/', 'address_refused'],
    ['a private name', () => 'http://private.test/', 'address_refused'],
    ['another protocol', () => 'file:///etc/passwd', 'scheme_refused'],
    ['credentials', (port: number) => `http://a:b@127.0.0.1:${port}/`, 'credentials_in_url'],
    ['a mail server', () => 'http://127.0.0.1:25/', 'port_refused'],
    ['nonsense', () => 'http://[/', 'url_invalid'],
  ])('allowed / to %s / refused', async (_where, location, code) => {
    dns.answer('private.test', ['192.168.0.1']);
    const { port } = await redirectTo(location);
    const reply = await outgoing().send(get(`http://127.0.0.1:${port}/start`, { maxRedirects: 3 }));
    expect(reply).toMatchObject({ kind: 'refused', code });
  });

  it('allowed / round and round / too_many_redirects after three', async () => {
    const { port, requests } = await redirectTo(() => '/start');
    const reply = await outgoing().send(get(`http://127.0.0.1:${port}/start`, { maxRedirects: 99 }));
    expect(reply).toMatchObject({ kind: 'refused', code: 'too_many_redirects' });
    expect(requests).toHaveLength(4);
  });

  it.each([
    [302, 'GET /end '],
    [307, 'POST /end secret'],
  ])('%i of a POST / followed as RFC 9110 says', async (status, expected) => {
    const { port } = await redirectTo(() => '/end', status);
    const reply = await outgoing().send({
      method: 'POST',
      url: `http://127.0.0.1:${port}/start`,
      body: 'secret',
      maxRedirects: 1,
    });
    expect(reply.kind === 'answered' && Buffer.from(reply.body).toString()).toBe(expected);
  });

  it('to another origin / keys stay behind', async () => {
    const other = await receiver((_request, response) => response.end());
    const { port, requests } = await redirectTo(() => `http://127.0.0.1:${other.port}/`);
    const headers = { authorization: 'Bearer k', 'x-api-key': 'k', accept: 'text/plain' };
    await outgoing().send(get(`http://127.0.0.1:${port}/start`, { headers, maxRedirects: 1 }));
    expect(requests[0]?.headers).toMatchObject(headers);
    expect(other.requests[0]?.headers).toMatchObject({ accept: 'text/plain' });
    expect(Object.keys(other.requests[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining(['authorization']),
    );
    expect(other.requests[0]?.headers['x-api-key']).toBeUndefined();
  });
});

describe('a bad receiver', () => {
  const slowly = (socket: Socket, first: string, drip: string) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(drip), 5);
    socket.on('close', () => clearInterval(timer));
  };

  it.each([
    ['a head that never ends', (socket: Socket) => slowly(socket, 'HTTP/1.1 200 OK\r\n', 'x')],
    [
      'a body drop by drop',
      (socket: Socket) => slowly(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n', 'x'),
    ],
    ['nothing at all', () => {}],
    [
      'one provisional answer after the other',
      (socket: Socket) => slowly(socket, '', 'HTTP/1.1 102 P\r\n\r\n'),
    ],
  ])('%s / timeout within the given time', async (_what, speak) => {
    const port = await rawServer(speak);
    const reply = await outgoing().send(get(`http://127.0.0.1:${port}/`, { totalMs: 200 }));
    expect(reply).toMatchObject({ kind: 'failed', code: 'timeout' });
  });

  it('an endless body / cut at the limit, the connection gone', async () => {
    let isClosed = false;
    const port = await rawServer((socket) => {
      socket.on('close', () => {
        isClosed = true;
      });
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const more = (): void => {
        while (!socket.destroyed && socket.write('y'.repeat(16_384)));
        socket.once('drain', more);
      };
      more();
    });
    const reply = await outgoing().send(get(`http://127.0.0.1:${port}/`));
    expect(reply).toMatchObject({ kind: 'answered', status: 200, isCut: true });
    expect(reply.kind === 'answered' && reply.body.length).toBe(1024 * 1024);
    await expect.poll(() => isClosed).toBe(true);
  });

  it('a body that swells when decompressed / comes as it is', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    const { port } = await receiver((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const reply = await outgoing().send(get(`http://127.0.0.1:${port}/`));
    expect(reply).toMatchObject({ status: 200, isCut: false, headers: { 'content-encoding': 'gzip' } });
    expect(reply.kind === 'answered' && reply.body.length).toBe(bomb.length);
  });

  it.each([
    ['garbage', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
    ['nothing', ''],
    ['a head of 100 KB', `HTTP/1.1 200 OK\r\nx: ${'h'.repeat(100_000)}\r\n\r\n`],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['another protocol', 'HTTP/1.1 101 S\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
  ])('%s / broken_reply', async (_what, bytes) => {
    const port = await rawServer((socket) => socket.end(bytes));
    expect(await outgoing().send(get(`http://127.0.0.1:${port}/`))).toMatchObject({
      kind: 'failed',
      code: 'broken_reply',
    });
  });
});

describe('what a request may hold', () => {
  it.each([
    ['a line break and a header', 'x-a', 'b\r\nx-injected: 1'],
    ['a bare line feed', 'x-a', 'b\nx'],
    ['a line break in the name', 'x-a\r\nx-b', '1'],
    ['a space in the name', 'x a', '1'],
    ['letters beyond Latin', 'x-a', 'снег'],
    ['a zero', 'x-a', 'null\0'],
    ['another host', 'Host', 'inside'],
    ['a length', 'Content-Length', '5'],
    ['an encoding of the transfer', 'transfer-encoding', 'chunked'],
    ['a wish for the connection', 'Connection', 'keep-alive'],
    ['a key for a proxy', 'proxy-authorization', 'x'],
    ['20 KB', 'x-a', 'b'.repeat(20_000)],
  ])('a header with %s / refused, nothing sent', async (_what, name, value) => {
    const { port, requests } = await receiver((_request, response) => response.end());
    const reply = await outgoing().send(get(`http://127.0.0.1:${port}/`, { headers: { [name]: value } }));
    expect(reply).toMatchObject({ kind: 'refused', code: 'header_refused' });
    expect(requests).toEqual([]);
  });

  it('a body over 1 MiB / refused', async () => {
    const reply = await outgoing().send({
      method: 'POST',
      url: 'http://127.0.0.1:8080/',
      body: 'x'.repeat(1024 * 1024 + 1),
    });
    expect(reply).toMatchObject({ kind: 'refused', code: 'body_too_large' });
  });
});

describe('TLS', () => {
  const secure = async () => {
    const requests: string[] = [];
    const server = https.createServer(
      { cert: certificate, key: file('receiver-key.pem') },
      (request, response) => {
        requests.push(request.headers.host ?? '');
        response.end('sealed');
      },
    );
    return { port: await listen(server), requests };
  };

  it('a trusted certificate of the right name / answered', async () => {
    const { port, requests } = await secure();
    dns.answer('receiver.test', ['127.0.0.1']);
    const reply = await outgoing({ trustedCertificates: certificate }).send(
      get(`https://receiver.test:${port}/`),
    );
    expect(reply).toMatchObject({ kind: 'answered', status: 200 });
    expect(requests).toEqual([`receiver.test:${port}`]);
  });

  it('an unknown authority / tls_failed, nothing sent', async () => {
    const { port, requests } = await secure();
    dns.answer('receiver.test', ['127.0.0.1']);
    expect(await outgoing().send(get(`https://receiver.test:${port}/`))).toMatchObject({
      code: 'tls_failed',
    });
    expect(requests).toEqual([]);
  });

  it('a trusted certificate of another name / tls_failed', async () => {
    const { port, requests } = await secure();
    dns.answer('other.test', ['127.0.0.1']);
    const out = outgoing({ trustedCertificates: certificate });
    for (const host of ['other.test', '127.0.0.1'])
      expect(await out.send(get(`https://${host}:${port}/`))).toMatchObject({ code: 'tls_failed' });
    expect(requests).toEqual([]);
  });

  it('a server without TLS / tls_failed', async () => {
    const { port } = await receiver((_request, response) => response.end());
    expect(await outgoing().send(get(`https://127.0.0.1:${port}/`))).toMatchObject({ code: 'tls_failed' });
  });
});

describe('leaving', () => {
  it('an abort of the caller / breaks off', async () => {
    const port = await rawServer(() => {});
    const caller = new AbortController();
    const reply = outgoing().send(get(`http://127.0.0.1:${port}/`), caller.signal);
    caller.abort();
    expect(await reply).toMatchObject({ kind: 'failed', code: 'aborted' });
  });

  it('close / breaks off what is under way, twice is once', async () => {
    const reached = Promise.withResolvers<void>();
    const port = await rawServer(() => reached.resolve());
    const out = outgoing();
    const reply = out.send(get(`http://127.0.0.1:${port}/`));
    await reached.promise;
    out.close();
    out.close();
    expect(await reply).toMatchObject({ kind: 'failed', code: 'aborted' });
    expect(await out.send(get(`http://127.0.0.1:${port}/`))).toMatchObject({ code: 'aborted' });
  });
});
