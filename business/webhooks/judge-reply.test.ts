import type { OutgoingReply } from '@allo/contracts/ports';
import { describe, expect, it } from 'vitest';
import { judgeReply } from './judge-reply.ts';

const nowMs = Date.UTC(2026, 2, 2, 9);
const answered = (status: number, headers: Record<string, string> = {}, body: string | Uint8Array = '') =>
  judgeReply(
    {
      kind: 'answered',
      status,
      headers,
      body: Buffer.from(body),
      isCut: false,
      url: 'https://example.com/',
      durationMs: 5,
    } satisfies OutgoingReply,
    nowMs,
  );

describe('verdict on a reply', () => {
  it.each([
    [200, true],
    [204, true],
    [299, true],
    [301, false],
    [400, false],
    [404, false],
    [500, false],
  ])('status %i / delivered: %s', (status, isDelivered) => {
    const error = isDelivered ? null : `status_${status}`;
    expect(answered(status)).toMatchObject({ isDelivered, isGone: false, status, error });
  });

  it('410 / gone', () => {
    expect(answered(410)).toMatchObject({ isDelivered: false, isGone: true });
  });

  it.each([
    [429, '120', 120_000],
    [503, 'Mon, 02 Mar 2026 09:00:30 GMT', 30_000],
    [503, 'Mon, 02 Mar 2026 08:00:00 GMT', null],
    [503, 'soon', null],
    [503, '-5', null],
    [503, '1e9', null],
    [400, '120', null],
    [200, '120', null],
  ])('%i with retry-after %s / pause of %s ms', (status, value, pauseMs) => {
    expect(answered(status, { 'retry-after': value }).pauseMs).toBe(pauseMs);
  });

  it.each(['timeout', 'unreachable', 'name_not_found', 'tls_failed'] as const)(
    'no answer: %s / failed, to be tried again',
    (code) => {
      expect(judgeReply({ kind: 'failed', code, durationMs: 9 }, nowMs)).toEqual({
        isDelivered: false,
        isGone: false,
        pauseMs: null,
        status: null,
        error: code,
        responseBody: null,
      });
    },
  );

  it('a body / long, of any bytes / its first 2 KB as text a column can hold', () => {
    expect(answered(200, {}, 'я'.repeat(2000)).responseBody).toBe('я'.repeat(1024));
    expect(answered(200, {}, `a${'я'.repeat(2000)}`).responseBody).toBe(`a${'я'.repeat(1023)}`);
    expect(answered(200, {}, 'a\0b').responseBody).toBe('a\ufffdb');
    expect(answered(200, {}, Uint8Array.from([0xff, 0x41])).responseBody).toBe('\ufffdA');
    expect(answered(200, { 'content-encoding': 'gzip' }, 'xyz').responseBody).toBe('[3 bytes, gzip]');
  });
});
