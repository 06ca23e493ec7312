import fastifyCors from '@fastify/cors';
import type { Api } from '../api.ts';

const shownHeaders = [
  'etag',
  'x-request-id',
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'idempotent-replayed',
];

/** Lets pages of listed origins use the API with an API key. Never with cookies: a session belongs to our own pages. */
export async function allowOrigins(api: Api, origins: string[]): Promise<void> {
  if (origins.length === 0) return;
  await api.register(fastifyCors, {
    origin: origins,
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-match',
      'range',
      'allo-organisation',
    ],
    exposedHeaders: shownHeaders,
    maxAge: 600,
  });
}
