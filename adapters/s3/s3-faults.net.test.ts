import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { setS3Lifecycle } from './s3-lifecycle.ts';
import type { S3Options } from './s3-options.ts';
import { createS3ObjectStore } from './s3-object-store.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

let server: Server;
let seen: Array<{ line: string; range: string | undefined; ifMatch: string | undefined }>;
const secret = 'a-secret-that-must-not-show';

/** A store before a server that gives these answers one after another, the last for ever. */
const storeBefore = async (...answers: Answer[]) => createS3ObjectStore(await optionsBefore(...answers));

async function optionsBefore(...answers: Answer[]): Promise<S3Options> {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { range, 'if-match': ifMatch } = request.headers;
      const answer = answers[Math.min(seen.length, answers.length - 1)] as Answer;
      seen.push({ line: `${request.method} ${request.url}`, range, ifMatch });
      answer(request, response, Buffer.concat(chunks));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    bucket: 'calls',
    prefix: '',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'ru-1',
    usesPathStyle: true,
    credentials: { accessKeyId: 'id', secretAccessKey: secret },
    serverSideEncryption: null,
    timeouts: { connectMs: 500, idleMs: 300 },
  };
}

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const failing =
  (status: number, code: string): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${secret}</Message></Error>`);
  };
const accepting: Answer = (_, response) => response.writeHead(200, { etag: '"1"' }).end();
const silent: Answer = () => undefined;

const object = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 31 + (index >> 8)) % 256));

/** Gives the object from where it is asked for; after `bytes` it resets the connection or goes silent. */
const givingObject =
  (bytes: number, then: 'reset' | 'silence' = 'reset'): Answer =>
  (request, response) => {
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': object.length - start, etag: '"v1"' });
    const part = object.subarray(start, start + bytes);
    if (part.length === object.length - start) response.end(part);
    else response.write(part, () => then === 'reset' && request.socket.resetAndDestroy());
  };

const put = (store: Awaited<ReturnType<typeof storeBefore>>) =>
  store.put('a.wav', Buffer.from('sound'), { contentType: 'audio/wav' });

async function read(store: Awaited<ReturnType<typeof storeBefore>>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read('a.wav')) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Neither key nor what the server wrote reaches the error. */
async function failureOf(work: Promise<unknown>) {
  const failure = (await work.catch((error: unknown) => error)) as { message: string; detail?: string };
  expect(failure).toBeInstanceOf(Error);
  expect(`${failure.message} ${failure.detail}`).not.toContain(secret);
  return failure;
}

describe('an S3 server with faults', () => {
  it('busy twice / tried again, the object arrives', async () => {
    const store = await storeBefore(failing(503, 'SlowDown'), failing(503, 'SlowDown'), accepting);
    await put(store);
    expect(seen.map(({ line }) => line)).toEqual(Array(3).fill('PUT /calls/a.wav?x-id=PutObject'));
  });

  it.each([
    [503, 'SlowDown', 'rate_limited'],
    [500, 'InternalError', 'provider_unreachable'],
    [503, 'ServiceUnavailable', 'provider_unreachable'],
  ])('always %i %s / given up after three tries as %s', async (status, code, expected) => {
    const store = await storeBefore(failing(status, code));
    expect(await failureOf(put(store))).toMatchObject({ code: expected, retryable: true });
    expect(seen).toHaveLength(3);
  });

  it.each([
    [403, 'AccessDenied', /refuses access to the bucket calls/],
    [403, 'InvalidAccessKeyId', /S3_ACCESS_KEY_ID/],
    [403, 'RequestTimeTooSkewed', /clocks of this machine/],
    [301, 'PermanentRedirect', /another region/],
    [400, 'AuthorizationHeaderMalformed', /another region/],
    [404, 'NoSuchBucket', /no bucket calls at 127\.0\.0\.1/],
    [403, 'QuotaExceeded', /no room left/],
  ])('%i %s / rejected at once with its cure', async (status, code, message) => {
    const store = await storeBefore(failing(status, code));
    const failure = await failureOf(put(store));
    expect(failure).toMatchObject({ code: 'provider_rejected', message: expect.stringMatching(message) });
    expect(failure.detail).toBe(`HTTP ${status} ${code}`);
  });

  it('what arrived is not what was sent / says so', async () => {
    const store = await storeBefore((request, response, body) => {
      const md5 = createHash('md5').update(body).digest('base64');
      // The client sends its sum: a server can tell. This one finds it wrong.
      if (request.headers['content-md5'] === md5) failing(400, 'BadDigest')(request, response, body);
      else accepting(request, response, body);
    });
    expect(await failureOf(put(store))).toMatchObject({ code: 'provider_garbage', retryable: true });
  });

  it('a server that never answers / times out', async () => {
    const store = await storeBefore(silent);
    expect(await failureOf(put(store))).toMatchObject({ code: 'provider_timeout', retryable: true });
    expect(await failureOf(store.stat('a.wav'))).toMatchObject({ code: 'provider_timeout' });
    expect(await failureOf(read(store))).toMatchObject({ code: 'provider_timeout' });
  });

  it('resets in the middle of an object / the rest is asked for, of the same version', async () => {
    const store = await storeBefore(givingObject(100_000), givingObject(120_000), givingObject(400_000));
    expect((await read(store)).equals(object)).toBe(true);
    expect(seen.map(({ ifMatch }) => ifMatch)).toEqual([undefined, '"v1"', '"v1"']);
    expect(seen[0]?.range).toBeUndefined();
    expect(seen[1]?.range).toMatch(/^bytes=\d+-299999$/);
  });

  it('resets that give nothing / given up', async () => {
    const store = await storeBefore(givingObject(100_000), givingObject(0));
    expect(await failureOf(read(store))).toMatchObject({ code: 'provider_unreachable' });
    expect(seen.length).toBeLessThan(12);
  });

  it('silence in the middle of an object / the rest is asked for', async () => {
    const store = await storeBefore(givingObject(100_000, 'silence'), givingObject(400_000));
    expect((await read(store)).equals(object)).toBe(true);
  });

  it('a web page instead of S3 / says the address is wrong', async () => {
    const page: Answer = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Welcome & bye');
    const store = await storeBefore(page);
    const first = store.list('')[Symbol.asyncIterator]().next();
    expect(await failureOf(first)).toMatchObject({
      code: 'provider_garbage',
      message: expect.stringContaining('not as S3 does'),
    });
  });
});

describe('what an S3 server is asked for', () => {
  it('encryption by the server / in the words of S3', async () => {
    for (const [kmsKeyId, expected] of [
      [null, ['AES256', undefined]],
      ['key-1', ['aws:kms', 'key-1']],
    ] as const) {
      const headers: unknown[] = [];
      const options = await optionsBefore((request, response, body) => {
        const { 'x-amz-server-side-encryption': algorithm } = request.headers;
        headers.push(algorithm, request.headers['x-amz-server-side-encryption-aws-kms-key-id']);
        accepting(request, response, body);
      });
      const algorithm = kmsKeyId === null ? 'AES256' : 'aws:kms';
      await put(createS3ObjectStore({ ...options, serverSideEncryption: { algorithm, kmsKeyId } }));
      expect(headers).toEqual(expected);
      if (kmsKeyId === null) server.close();
    }
  });

  it('the lifecycle of a bucket / our rules are replaced, those of others stay', async () => {
    const rule = (id: string) =>
      `<Rule><ID>${id}</ID><Filter><Prefix>x</Prefix></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>`;
    const present: Answer = (_, response) => {
      const rules = rule('allo-expire-old') + rule('backups-of-others');
      response.writeHead(200).end(`<LifecycleConfiguration>${rules}</LifecycleConfiguration>`);
    };
    let sent = '';
    let md5: unknown;
    const options = await optionsBefore(present, (request, response, body) => {
      sent = body.toString();
      md5 = request.headers['content-md5'];
      accepting(request, response, body);
    });
    await setS3Lifecycle({ ...options, prefix: 'allo' }, [{ prefix: 'recordings/', days: 90 }]);
    expect(seen.map(({ line }) => line)).toEqual(['GET /calls/?lifecycle=', 'PUT /calls/?lifecycle=']);
    expect([...sent.matchAll(/<ID>(.*?)<\/ID>/g)].map((match) => match[1])).toEqual([
      'backups-of-others',
      'allo-expire-allo/recordings/',
      'allo-unfinished-allo/',
    ]);
    expect(sent).toMatch(/<Prefix>allo\/recordings\/<\/Prefix>/);
    expect(sent).toMatch(/<Days>90<\/Days>/);
    expect(md5).toBe(createHash('md5').update(sent).digest('base64'));
  });

  it('no lifecycle yet, or none possible / set, or said so', async () => {
    const rules = [{ prefix: 'recordings/', days: 90 }];
    await setS3Lifecycle(await optionsBefore(failing(404, 'NoSuchLifecycleConfiguration'), accepting), rules);
    expect(seen).toHaveLength(2);
    server.close();
    const refusing = await optionsBefore(failing(501, 'NotImplemented'));
    expect(await failureOf(setS3Lifecycle(refusing, rules))).toMatchObject({
      code: 'provider_rejected',
      message: expect.stringContaining('lacks a function'),
    });
  });
});
