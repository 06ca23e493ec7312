import type { OutgoingReply } from '@allo/contracts/ports';
import { readRetryAfter } from './read-retry-after.ts';

/** What an attempt came to. */
export interface Verdict {
  isDelivered: boolean;
  /** 410: the receiver wants nothing more. */
  isGone: boolean;
  /** For how long the receiver asked to be left alone; null when it did not. */
  pauseMs: number | null;
  status: number | null;
  /** `status_500`, `timeout`, `address_refused` …; null when delivered. */
  error: string | null;
  responseBody: string | null;
}

const keptBytes = 2048;

export function judgeReply(reply: OutgoingReply, nowMs: number): Verdict {
  if (reply.kind !== 'answered') {
    const error = reply.code;
    return { isDelivered: false, isGone: false, pauseMs: null, status: null, error, responseBody: null };
  }
  const { status } = reply;
  const isDelivered = status >= 200 && status < 300;
  const mayPause = status === 429 || status >= 500;
  return {
    isDelivered,
    isGone: status === 410,
    pauseMs: mayPause ? readRetryAfter(reply.headers['retry-after'], nowMs) : null,
    status,
    error: isDelivered ? null : `status_${status}`,
    responseBody: beginningOf(reply.body, reply.headers['content-encoding']),
  };
}

/** Text a column can hold: compressed bodies are not opened, zero bytes and halves of letters are replaced. */
function beginningOf(body: Uint8Array, encoding: string | undefined): string {
  if (encoding && encoding !== 'identity') return `[${body.length} bytes, ${encoding.slice(0, 40)}]`;
  const text = Buffer.from(body.subarray(0, keptBytes)).toString('utf8').replaceAll('\0', '\ufffd');
  return body.length > keptBytes ? text.replace(/\ufffd+$/, '') : text;
}
