import { problemSchema } from '@allo/contracts/http';
import type { ZodType } from 'zod';
import { ProblemError } from './problem-error.ts';

/**
 * Reads one resource and checks it against its contract. Throws `ProblemError`: the server's own code, or
 * `unreachable`, or `unexpected_reply` when the reply is not what the contract says.
 */
export async function readJson<T>(path: string, schema: ZodType<T>, signal: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } }).catch(
    (cause: unknown) => {
      if (signal.aborted) throw cause;
      throw new ProblemError('unreachable', 0, '');
    },
  );
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body);
    if (problem.success) throw new ProblemError(problem.data.code, response.status, problem.data.detail);
    // A proxy answers 5xx in its own words while the server is down.
    const code = response.status >= 500 ? 'unreachable' : 'unexpected_reply';
    throw new ProblemError(code, response.status, response.statusText);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new ProblemError('unexpected_reply', 200, first ? `${first.path.join('.')}: ${first.message}` : '');
}
