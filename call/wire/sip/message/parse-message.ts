import { compactForms, type SipHeader, type SipMessage } from './sip-message.ts';

/**
 * `garbage` deserves silence; `keep-alive` is a bare CRLF (RFC 5626 §3.5.1). A request with `problems` can still be
 * answered with 400.
 */
export type ParseResult =
  | { kind: 'message'; message: SipMessage }
  | { kind: 'keep-alive' }
  | { kind: 'garbage'; reason: string };

/** Bounds against memory and time spent on hostile input. */
export const parseLimits = { headBytes: 32_768, headers: 200, bodyBytes: 65_535 };

const token = /^[\w.!%*+`'~-]+$/;
const singleHeaders = new Set([
  'to',
  'from',
  'call-id',
  'cseq',
  'max-forwards',
  'content-length',
  'content-type',
]);

/** Reads one datagram, or one message cut from a stream. Never throws. */
export function parseMessage(data: Buffer): ParseResult {
  let start = 0;
  while (data[start] === 0x0d || data[start] === 0x0a) start += 1;
  if (start === data.length) return { kind: 'keep-alive' };
  const head = findHeadEnd(data, start);
  if (head.end - start > parseLimits.headBytes) return garbage('head too long');
  const lines = data.toString('latin1', start, head.end).split(/\r?\n/);
  const problems: string[] = [];
  const headers = readHeaders(lines, problems);
  if (!headers) return garbage('too many headers');
  const body = readBody(data.subarray(head.bodyStart), headers, problems);
  return readStartLine(lines[0] as string, headers, body, problems);
}

const garbage = (reason: string): ParseResult => ({ kind: 'garbage', reason });

/** The empty line that ends the head; CRLF or bare LF. Without one the whole datagram is head. */
function findHeadEnd(data: Buffer, start: number): { end: number; bodyStart: number } {
  for (let index = data.indexOf(0x0a, start); index >= 0; index = data.indexOf(0x0a, index + 1)) {
    const next = data[index + 1];
    if (next === 0x0a) return { end: trimCr(data, index), bodyStart: index + 2 };
    if (next === 0x0d && data[index + 2] === 0x0a) return { end: trimCr(data, index), bodyStart: index + 3 };
  }
  let end = data.length;
  while (end > start && (data[end - 1] === 0x0d || data[end - 1] === 0x0a)) end -= 1;
  return { end, bodyStart: data.length };
}

const trimCr = (data: Buffer, lineFeed: number) =>
  lineFeed > 0 && data[lineFeed - 1] === 0x0d ? lineFeed - 1 : lineFeed;

function readHeaders(lines: string[], problems: string[]): SipHeader[] | null {
  const headers: SipHeader[] = [];
  const seen = new Set<string>();
  for (let index = 1; index < lines.length; index += 1) {
    let line = lines[index] as string;
    // A fold (RFC 3261 §7.3.1) is worth one blank.
    while (index + 1 < lines.length && isFold(lines[index + 1] as string)) {
      index += 1;
      line += ` ${(lines[index] as string).trim()}`;
    }
    const colon = line.indexOf(':');
    const written = line.slice(0, colon).trimEnd();
    if (colon <= 0 || !token.test(written)) {
      problems.push('header line without a name');
      continue;
    }
    const lower = written.toLowerCase();
    const name = compactForms[lower] ?? lower;
    if (seen.has(name) && singleHeaders.has(name)) problems.push(`more than one ${name}`);
    seen.add(name);
    headers.push({ name, value: line.slice(colon + 1).trim() });
    if (headers.length > parseLimits.headers) return null;
  }
  return headers;
}

const isFold = (line: string) => line[0] === ' ' || line[0] === '\t';

/** On a datagram a missing Content-Length means "to the end" and octets beyond it are dropped (RFC 3261 §18.3). */
function readBody(rest: Buffer, headers: SipHeader[], problems: string[]): Buffer {
  const declared = headers.find((header) => header.name === 'content-length')?.value;
  const available = rest.length > parseLimits.bodyBytes ? rest.subarray(0, parseLimits.bodyBytes) : rest;
  if (declared === undefined) return available;
  if (!/^\d{1,9}$/.test(declared)) {
    problems.push('Content-Length is no number');
    return available;
  }
  const length = Number(declared);
  if (length > rest.length) problems.push('Content-Length is larger than the message');
  return available.subarray(0, length);
}

function readStartLine(line: string, headers: SipHeader[], body: Buffer, problems: string[]): ParseResult {
  const status = /^SIP\/(\d+\.\d+) +(\d+)(?: (.*))?$/is.exec(line);
  if (status) {
    const code = Number(status[2]);
    if (code < 100 || code > 699 || problems.length > 0) return garbage('malformed response');
    return {
      kind: 'message',
      message: {
        kind: 'response',
        status: code,
        reason: status[3] ?? '',
        version: status[1] as string,
        headers,
        body,
      },
    };
  }
  const request = /^(\S+)(\s.*\s)SIP\/(\d+\.\d+)(\s*)$/is.exec(line);
  if (!request) return garbage('no start line');
  const between = request[2] as string;
  const uri = between.slice(1, -1);
  const method = request[1] as string;
  if (!token.test(method)) problems.push('method is no token');
  if (/\s/.test(uri) || uri === '' || request[4] !== '' || between.trim() !== uri)
    problems.push('white space in the start line');
  return {
    kind: 'message',
    message: {
      kind: 'request',
      method,
      uri: uri.trim(),
      version: request[3] as string,
      headers,
      body,
      problems,
    },
  };
}
