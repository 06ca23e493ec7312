import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from './verify-webhook.ts';

/** What a receiver does with a request. */
export type Behaviour =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Takes the request and never answers. */
  | 'hang'
  /** Breaks the connection. */
  | 'reset';

/** A request as it came, and whether its signature holds. */
export interface ReceivedWebhook {
  id: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  payload: { type: string; timestamp: string; data: Record<string, unknown> };
  isVerified: boolean;
  /** Its id came before: the receiver answers 200 and does nothing. */
  isRepeated: boolean;
}

/** A program of somebody else's that is told of events, on a socket of this machine. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** What it acted on: verified, each id once, and answered with success. */
  readonly processed: ReceivedWebhook[];
  /** Requests under way. */
  readonly pending: number;
  /** Secrets it accepts. */
  trust(...secrets: string[]): void;
  /** The next requests are treated so, one after the other; the last way stays. */
  behave(...behaviours: Behaviour[]): void;
  /** Resolves when `count` requests came. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** `nowMs`: wall time of a virtual clock the sender runs on. */
export async function startWebhookReceiver(options: { nowMs?: () => number } = {}): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const processed: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  let secrets: string[] = [];
  let behaviours: Behaviour[] = [{ status: 200 }];
  let pending = 0;

  const take = (request: Omit<ReceivedWebhook, 'payload' | 'isVerified' | 'isRepeated'>): ReceivedWebhook => {
    const one: ReceivedWebhook = {
      ...request,
      payload: JSON.parse(request.body) as ReceivedWebhook['payload'],
      isVerified: secrets.some((secret) => verifyWebhook(secret, request, options.nowMs?.())),
      isRepeated: processed.some(({ id }) => id === request.id),
    };
    received.push(one);
    return one;
  };

  const answer = (one: ReceivedWebhook, response: ServerResponse): void => {
    const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
    if (behaviour === 'reset') response.destroy();
    else if (behaviour !== 'hang' && behaviour) {
      const status = one.isVerified || secrets.length === 0 ? behaviour.status : 401;
      if (status < 300 && !one.isRepeated) processed.push(one);
      response.writeHead(status, behaviour.headers).end(behaviour.body ?? '');
    }
    for (const look of waiting) look();
  };

  const server = createServer((request, response) => {
    pending += 1;
    response.on('close', () => {
      pending -= 1;
    });
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      answer(take({ id: headers['webhook-id'] ?? '', path: request.url ?? '', headers, body }), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    processed,
    get pending() {
      return pending;
    },
    trust: (...trusted) => {
      secrets = trusted;
    },
    behave: (...next) => {
      behaviours = next;
    },
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
