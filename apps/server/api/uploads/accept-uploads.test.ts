import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { fileNameOf, uploadOf } from './accept-uploads.ts';

const megabyte = new Uint8Array(1024 * 1024);
const request = (raw: Readable, headers: object = {}) => ({ raw, headers }) as unknown as FastifyRequest;
async function countOf(asked: FastifyRequest): Promise<number> {
  let bytes = 0;
  for await (const chunk of uploadOf(asked)) bytes += chunk.length;
  return bytes;
}
function* megabytes(count: number): Generator<Uint8Array> {
  for (let at = 0; at < count; at++) yield megabyte;
}

describe('uploadOf', () => {
  it('passes on 100 MB, piece by piece', async () => {
    expect(await countOf(request(Readable.from(megabytes(100))))).toBe(100 * megabyte.length);
  });

  it('ends a larger one at its hundredth megabyte, told beforehand or not', async () => {
    await expect(countOf(request(Readable.from(megabytes(101))))).rejects.toMatchObject({
      code: 'too_large',
    });
    const told = request(Readable.from([]), { 'content-length': String(101 * megabyte.length) });
    await expect(countOf(told)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('calls one that breaks off a bad request', async () => {
    const broken = new Readable({ read() {} });
    const counted = countOf(request(broken));
    broken.push(megabyte);
    broken.destroy(new Error('ECONNRESET'));
    await expect(counted).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('fileNameOf', () => {
  it.each([
    ['a.txt', 'a.txt'],
    ['C:\\docs\\a.txt', 'a.txt'],
    ['../../etc/passwd', 'passwd'],
  ])('%s is shown as %s', (name, shown) => {
    expect(fileNameOf(name)).toBe(shown);
  });
});
