import type { OutgoingHttp, OutgoingReply, OutgoingRequest } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import { type AddressPolicy, createAddressPolicy } from './address-policy.ts';
import { exchange, type ExchangeAnswer } from './exchange.ts';
import { createNameResolver, type ResolveName } from './name-resolver.ts';
import { readTarget, type Target } from './read-target.ts';
import { requestHeaders } from './request-headers.ts';

const connectMs = 5_000;
const longestMs = 15_000;
const mostRequestBytes = 1024 * 1024;
const mostResponseBytes = 1024 * 1024;
const mostRedirects = 3;
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

export interface OutgoingHttpOptions {
  clock: Clock;
  /** Networks that may be reached although they are not public, like `192.168.1.0/24`; none by default. */
  allowedNetworks?: readonly string[];
  /** Of this program, sent as `user-agent`. */
  userAgent?: string;
  resolve?: ResolveName;
  /** PEM of the authorities to trust instead of the well-known ones. */
  trustedCertificates?: string;
}

/** What is the same for every hop of a request. */
interface Journey {
  policy: AddressPolicy;
  resolve: ResolveName;
  clock: Clock;
  signal: AbortSignal;
  endsAtMs: number;
  maxResponseBytes: number;
  trustedCertificates: string | undefined;
}

interface Hop {
  target: Target;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

type Failed = Exclude<OutgoingReply, { kind: 'answered' }>['code'];

/** Throws `config_invalid` when `allowedNetworks` holds something else than addresses and blocks. */
export function createOutgoingHttp(options: OutgoingHttpOptions): OutgoingHttp {
  const { clock, userAgent = 'Allo' } = options;
  const policy = createAddressPolicy(options.allowedNetworks);
  const resolve = options.resolve ?? createNameResolver();
  const closing = new AbortController();

  return {
    check(url) {
      const target = readTarget(url, policy);
      return typeof target === 'string' ? target : null;
    },
    async send(request, signal) {
      const startMs = clock.now();
      const journey: Journey = {
        policy,
        resolve,
        clock,
        signal: signal ? AbortSignal.any([signal, closing.signal]) : closing.signal,
        endsAtMs: startMs + Math.min(request.totalMs ?? longestMs, longestMs),
        maxResponseBytes: Math.min(request.maxResponseBytes ?? mostResponseBytes, mostResponseBytes),
        trustedCertificates: options.trustedCertificates,
      };
      const first = firstHop(request, policy, userAgent);
      const redirects = Math.min(request.maxRedirects ?? 0, mostRedirects);
      const result = typeof first === 'string' ? first : await travel(first, redirects, journey);
      const durationMs = Math.round(clock.now() - startMs);
      if (typeof result === 'string') return unanswered(result, durationMs);
      return { kind: 'answered', ...result, durationMs };
    },
    close: () => closing.abort(),
  };
}

function firstHop(request: OutgoingRequest, policy: AddressPolicy, userAgent: string): Hop | Failed {
  const target = readTarget(request.url, policy);
  if (typeof target === 'string') return target;
  const given = requestHeaders(request.headers ?? {});
  if (typeof given === 'string' || !methods.has(request.method)) return 'header_refused';
  const body = request.body === undefined ? null : Buffer.from(request.body);
  if (body && body.length > mostRequestBytes) return 'body_too_large';
  return { target, method: request.method, headers: { 'user-agent': userAgent, ...given }, body };
}

async function travel(
  first: Hop,
  redirects: number,
  journey: Journey,
): Promise<(ExchangeAnswer & { url: string }) | Failed> {
  let hop = first;
  for (let left = redirects; ; left--) {
    const answer = await askOnce(hop, journey);
    if (typeof answer === 'string') return answer;
    const location = redirects > 0 ? redirectOf(answer) : null;
    if (location === null) return { ...answer, url: hop.target.url.href };
    if (left === 0) return 'too_many_redirects';
    const next = nextHop(hop, answer.status, location, journey.policy);
    if (typeof next === 'string') return next;
    hop = next;
  }
}

async function askOnce(hop: Hop, journey: Journey): Promise<ExchangeAnswer | Failed> {
  const { clock, signal, maxResponseBytes, trustedCertificates, policy } = journey;
  const addresses = await addressesOf(hop.target, journey);
  if (typeof addresses === 'string') return addresses;
  if (addresses.length === 0) return 'name_not_found';
  // One bad answer spoils the name: which of them would be used is a matter of chance, and chance can be repeated.
  if (!addresses.every((address) => policy.isAllowed(address))) return 'address_refused';
  const totalMs = journey.endsAtMs - clock.now();
  if (totalMs <= 0) return 'timeout';
  return exchange(
    { ...hop, addresses, connectMs, totalMs, maxResponseBytes, trustedCertificates },
    clock,
    signal,
  );
}

/** The name server's answer, or the first of: too late, broken off. */
function addressesOf(target: Target, { resolve, clock, signal, endsAtMs }: Journey) {
  if (target.isLiteral) return [target.host];
  return new Promise<string[] | Failed>((settle) => {
    if (signal.aborted) return settle('aborted');
    const onAbort = () => settle('aborted');
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = clock.setTimer(Math.min(connectMs, endsAtMs - clock.now()), () => settle('timeout'));
    const done = (result: string[] | Failed) => {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
      settle(result);
    };
    resolve(target.host).then(done, () => done('name_not_found'));
  });
}

function redirectOf({ status, headers }: ExchangeAnswer): string | null {
  const isRedirect = status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
  return isRedirect ? (headers.location ?? null) : null;
}

/** RFC 9110 §15.4; to another origin nothing of the caller's goes along that could be a key. */
function nextHop(hop: Hop, status: number, location: string, policy: AddressPolicy): Hop | Failed {
  const url = URL.parse(location, hop.target.url.href);
  const target = url ? readTarget(url.href, policy) : 'url_invalid';
  if (typeof target === 'string') return target;
  if (hop.target.isTls && !target.isTls) return 'scheme_refused';
  const keepsBody = status === 307 || status === 308;
  const isSameOrigin = target.url.origin === hop.target.url.origin;
  const harmless = keepsBody ? ['user-agent', 'accept', 'content-type'] : ['user-agent', 'accept'];
  const headers = Object.fromEntries(
    Object.entries(hop.headers).filter(([name]) =>
      isSameOrigin ? keepsBody || name !== 'content-type' : harmless.includes(name),
    ),
  );
  const isRead = hop.method === 'GET' || hop.method === 'HEAD';
  return {
    target,
    method: keepsBody || isRead ? hop.method : 'GET',
    headers,
    body: keepsBody ? hop.body : null,
  };
}

const failures = new Set<Failed>([
  'name_not_found',
  'unreachable',
  'tls_failed',
  'timeout',
  'broken_reply',
  'aborted',
]);

function unanswered(code: Failed, durationMs: number): OutgoingReply {
  return { kind: failures.has(code) ? 'failed' : 'refused', code, durationMs } as OutgoingReply;
}
