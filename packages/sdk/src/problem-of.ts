import { AlloError } from './allo-error.ts';
import { retryAfterMsOf } from './retry.ts';

const shownLength = 200;

/** What a refusal says: RFC 9457, or whatever a proxy before the installation answered. */
export async function problemOf(response: Response, nowMs: number = Date.now()): Promise<AlloError> {
  const { status, headers } = response;
  const retryAfterMs = retryAfterMsOf(headers.get('retry-after'), nowMs);
  const text = await response.text();
  const { code, detail, requestId } = readProblem(text);
  if (typeof code === 'string' && typeof detail === 'string') {
    return new AlloError({
      status,
      code,
      detail,
      retryAfterMs,
      requestId: typeof requestId === 'string' ? requestId : (headers.get('x-request-id') ?? undefined),
    });
  }
  const said = text.replace(/\s+/g, ' ').slice(0, shownLength);
  return new AlloError({
    status,
    code: 'unexpected',
    detail: `The answer was ${status} and not from Allo: ${said}`,
    retryAfterMs,
  });
}

function readProblem(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
