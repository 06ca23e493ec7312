import { problemSchema } from '@allo/contracts/http';
import type { ZodType } from 'zod';
import { organisationHeaders } from './organisation-choice.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Reads one resource and checks it against its contract. Throws `ProblemError`: the server's own code, or
 * `unreachable`, or `unexpected_reply` when the reply is not what the contract says.
 */
export async function readJson<T>(path: string, schema: ZodType<T>, signal: AbortSignal): Promise<T> {
  const headers = { accept: 'application/json', ...organisationHeaders() };
  return readReply(fetch(path, { signal, headers }), schema);
}

/** What a request came to; `schema` null: a reply without a body. */
export async function readReply<T>(request: Promise<Response>, schema: ZodType<T>): Promise<T>;
export async function readReply<T>(request: Promise<Response>, schema: ZodType<T> | null): Promise<T | null>;
export async function readReply<T>(request: Promise<Response>, schema: ZodType<T> | null): Promise<T | null> {
  const response = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ProblemError('unreachable', 0, '');
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body);
    if (problem.success) throw new ProblemError(problem.data.code, response.status, problem.data.detail);
    // A proxy answers 5xx in its own words while the server is down.
    const code = response.status >= 500 ? 'unreachable' : 'unexpected_reply';
    throw new ProblemError(code, response.status, response.statusText);
  }
  if (schema === null) return null;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new ProblemError('unexpected_reply', 200, first ? `${first.path.join('.')}: ${first.message}` : '');
}
