import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { OutgoingFailure } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import type { Target } from './read-target.ts';

/** One request and its answer, over a connection of its own. */
export interface Exchange {
  target: Target;
  /** Checked addresses: the connection goes to one of these and nowhere else. */
  addresses: readonly string[];
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | null;
  connectMs: number;
  totalMs: number;
  maxResponseBytes: number;
  /** PEM; instead of the well-known authorities. */
  trustedCertificates?: string | undefined;
}

export interface ExchangeAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  isCut: boolean;
}

/** Resolves once, with the answer or why there is none; the connection is gone then. */
export function exchange(
  asked: Exchange,
  clock: Clock,
  signal: AbortSignal,
): Promise<ExchangeAnswer | OutgoingFailure> {
  return new Promise((resolve) => {
    const request = open(asked);
    let isDone = false;
    const settle = (result: ExchangeAnswer | OutgoingFailure) => {
      if (isDone) return;
      isDone = true;
      connectTimer.cancel();
      totalTimer.cancel();
      signal.removeEventListener('abort', onAbort);
      request.destroy();
      resolve(result);
    };
    const onAbort = () => settle('aborted');
    const connectTimer = clock.setTimer(asked.connectMs, () => settle('timeout'));
    const totalTimer = clock.setTimer(asked.totalMs, () => settle('timeout'));
    signal.addEventListener('abort', onAbort, { once: true });
    request.on('error', (error) => settle(failureOf(error)));
    request.on('socket', (socket) => {
      socket.once(asked.target.isTls ? 'secureConnect' : 'connect', () => {
        connectTimer.cancel();
        if (!asked.addresses.includes(socket.remoteAddress ?? '')) settle('unreachable');
      });
    });
    // Also what no answer follows on, such as a switch to another protocol.
    request.on('close', () => settle('broken_reply'));
    request.on('response', (response) => readAnswer(response, asked.maxResponseBytes, settle));
    if (signal.aborted) onAbort();
    else request.end(asked.body ?? undefined);
  });
}

function open({ target, addresses, method, headers, trustedCertificates }: Exchange): ClientRequest {
  return (target.isTls ? https : http).request({
    host: target.host,
    port: target.port,
    path: `${target.url.pathname}${target.url.search}`,
    method,
    headers: { ...headers, host: target.url.host, 'accept-encoding': 'identity' },
    // An agent of its own: no pool shared between tenants, and no proxy out of the environment.
    agent: false,
    lookup: pinned(addresses),
    maxHeaderSize: 16 * 1024,
    insecureHTTPParser: false,
    // Said aloud so that no variable of the environment can switch it off.
    rejectUnauthorized: true,
    servername: target.isLiteral ? '' : target.host,
    ca: trustedCertificates,
  });
}

/** Answers every look-up with the addresses that were checked, so a second look-up cannot lead elsewhere. */
function pinned(addresses: readonly string[]): LookupFunction {
  const answers = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, callback) => {
    const [first] = answers;
    if (options.all) callback(null, answers);
    else callback(null, first?.address ?? '', first?.family);
  };
}

function readAnswer(
  response: IncomingMessage,
  maxBytes: number,
  settle: (result: ExchangeAnswer | OutgoingFailure) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const answer = (isCut: boolean): ExchangeAnswer => ({
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    ),
    body: Buffer.concat(chunks).subarray(0, maxBytes),
    isCut,
  });
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) settle(answer(true));
  });
  response.on('end', () => settle(response.complete ? answer(false) : 'broken_reply'));
  response.on('error', () => settle('broken_reply'));
  response.on('close', () => settle('broken_reply'));
}

const unreachable = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENETDOWN|EHOSTDOWN|EACCES|EPERM)$/;
const tls = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

function failureOf(error: NodeJS.ErrnoException): OutgoingFailure {
  const code = error.code ?? (error instanceof AggregateError ? firstCode(error) : '');
  if (unreachable.test(code)) return 'unreachable';
  if (code === 'ETIMEDOUT') return 'timeout';
  return tls.test(code) ? 'tls_failed' : 'broken_reply';
}

function firstCode(error: AggregateError): string {
  return (error.errors[0] as NodeJS.ErrnoException | undefined)?.code ?? '';
}
