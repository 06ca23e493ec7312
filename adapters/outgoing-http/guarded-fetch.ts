import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { type AddressPolicy, createAddressPolicy } from './address-policy.ts';
import { createNameResolver, type ResolveName } from './name-resolver.ts';
import { readTarget, type Target } from './read-target.ts';

export interface GuardedFetchOptions {
  /** Networks that may be reached although they are not public; none by default. */
  allowedNetworks?: readonly string[];
  resolve?: ResolveName;
  /** PEM of the authorities to trust instead of the well-known ones. */
  trustedCertificates?: string;
}

export interface GuardedFetch {
  fetch: typeof globalThis.fetch;
  /** Drops the connections that wait for the next request and those in use. Idempotent. */
  close(): void;
}

/** A recogniser warmed up between two turns must not pay for a connection again; longer silence frees it. */
const keptAliveMs = 20_000;

/**
 * `fetch` for servers a tenant chose, with answers that stream: as `OutgoingHttp`, it reaches public addresses only,
 * looks a name up once per connection and connects to what was checked; redirects are answers and not followed. Make one
 * for each tenant's server: connections are kept for its next request and belong to nobody else. Rejects like `fetch`,
 * with a `TypeError` whose cause carries the code: the system's own, `EADDRESSREFUSED` for an address that may not be
 * reached, `EURLREFUSED` for one that is none.
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const policy = createAddressPolicy(options.allowedNetworks);
  const lookup = checkedLookup(policy, options.resolve ?? createNameResolver());
  const kept = { keepAlive: true, timeout: keptAliveMs, maxSockets: 64, lookup };
  const plainAgent = new http.Agent(kept);
  const tlsAgent = new https.Agent({ ...kept, rejectUnauthorized: true, ca: options.trustedCertificates });
  const guarded = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const asked = new Request(input, init);
    const target = readTarget(asked.url, policy);
    if (typeof target === 'string') {
      throw failed(
        Object.assign(new Error(target), { code: target === 'address_refused' ? refused : 'EURLREFUSED' }),
      );
    }
    const body = asked.body === null ? null : Buffer.from(await asked.arrayBuffer());
    return send(target, asked, body, target.isTls ? tlsAgent : plainAgent);
  };
  return {
    fetch: guarded,
    close: () => {
      plainAgent.destroy();
      tlsAgent.destroy();
    },
  };
}

const refused = 'EADDRESSREFUSED';

function send(target: Target, asked: Request, body: Buffer | null, agent: http.Agent): Promise<Response> {
  const { signal, method } = asked;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const headers: Record<string, string> = {
      ...Object.fromEntries(asked.headers),
      'accept-encoding': 'identity',
    };
    if (body) headers['content-length'] = String(body.length);
    const request = (target.isTls ? https : http).request({
      agent,
      host: target.host,
      port: target.port,
      path: `${target.url.pathname}${target.url.search}`,
      method,
      headers: { ...headers, host: target.url.host },
      maxHeaderSize: 16 * 1024,
      insecureHTTPParser: false,
      servername: target.isLiteral ? '' : target.host,
    });
    const onAbort = () =>
      request.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', onAbort, { once: true });
    request.on('close', () => signal.removeEventListener('abort', onAbort));
    request.on('error', (error) => reject(signal.aborted ? signal.reason : failed(error)));
    request.on('response', (answer) => resolve(responseOf(answer)));
    request.end(body ?? undefined);
  });
}

function responseOf(answer: IncomingMessage): Response {
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  // The statuses that have no body by definition (Fetch standard); reading to the end frees the connection.
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (isEmpty) answer.resume();
  return new Response(isEmpty ? null : (Readable.toWeb(answer) as ReadableStream), { status, headers });
}

function failed(cause: Error): TypeError {
  return new TypeError('fetch failed', { cause });
}

/** Of every new connection: all addresses of the name must be allowed, since which one is used is a matter of chance. */
function checkedLookup(policy: AddressPolicy, resolve: ResolveName): LookupFunction {
  return (name, options, callback) => {
    const answer = (code: string | null, addresses: string[]) => {
      const error = code === null ? null : Object.assign(new Error(code), { code });
      const found = addresses.map((address) => ({ address, family: isIP(address) }));
      if (options.all) callback(error, found);
      else callback(error, found[0]?.address ?? '', found[0]?.family);
    };
    // What always means this machine has no name server: the text was checked already.
    const addresses = /(^|\.)localhost$/.test(name) ? Promise.resolve(['127.0.0.1']) : resolve(name);
    addresses.then(
      (found) => {
        if (found.length === 0) answer('ENOTFOUND', []);
        else if (found.every((address) => policy.isAllowed(address))) answer(null, found);
        else answer(refused, []);
      },
      () => answer('ENOTFOUND', []),
    );
  };
}
