import { Agent, request } from 'node:http';

export interface ApiReply {
  status: number;
  text: string;
  etag: string | null;
}

/** Requests over kept connections, with as little work of its own as Node allows. */
export interface ApiClient {
  readonly baseUrl: string;
  /** The header that says who asks. */
  readonly credentials: Readonly<Record<string, string>>;
  /** `body`: an object goes as JSON, bytes go as they are with `type`. Rejects on any status of 400 and above. */
  ask(method: string, path: string, sent?: Sent): Promise<ApiReply>;
  close(): void;
}

export interface Sent {
  json?: object;
  bytes?: Uint8Array;
  type?: string;
  headers?: Record<string, string>;
}

export function createApiClient(baseUrl: string, credentials: Record<string, string>): ApiClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const ask = (method: string, path: string, { json, bytes, type, headers }: Sent = {}) =>
    new Promise<ApiReply>((resolve, reject) => {
      const body = json ? Buffer.from(JSON.stringify(json)) : bytes;
      const contentType = json ? 'application/json' : type;
      const sent = request(`${baseUrl}${path}`, {
        method,
        agent,
        headers: {
          ...credentials,
          ...(contentType && { 'content-type': contentType }),
          ...(body && { 'content-length': String(body.length) }),
          ...headers,
        },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.once('error', reject);
        response.once('end', () => {
          const status = response.statusCode ?? 0;
          if (status >= 400)
            reject(new Error(`${method} ${path.split('?')[0]}: ${status} ${text.slice(0, 200)}`));
          else resolve({ status, text, etag: response.headers.etag ?? null });
        });
      });
      sent.end(body);
    });
  return { baseUrl, credentials, ask, close: () => agent.destroy() };
}
