import type { Problem } from '@allo/contracts/http';
import { AppError, type ErrorCode, errorCatalogue } from '@allo/kernel';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported type',
  416: 'Range not satisfiable',
  428: 'If-Match is missing',
  429: 'Too many requests',
  502: 'A provider failed',
  503: 'Unavailable',
  504: 'A provider was too slow',
};

/** RFC 9457. `code` is stable; nothing internal is in it. */
export function problemOf(thrown: unknown, requestId: string): Problem {
  const error = asAppError(thrown);
  return problem(error.code, error.httpStatus, error.message, requestId);
}

export function problem(
  code: ErrorCode | 'range_not_satisfiable',
  status: number,
  detail: string,
  requestId: string,
): Problem {
  return { type: 'about:blank', title: titles[status] ?? 'Internal error', status, code, detail, requestId };
}

function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const where = thrown.validationContext ?? 'request';
    const faults = thrown.validation.map(
      ({ instancePath, message }) =>
        `${[where, ...instancePath.split('/').filter(Boolean)].join('.')}: ${message}`,
    );
    return new AppError('bad_request', `${faults.join('; ')}.`, { cause: thrown });
  }
  if (isDatabaseAway(thrown)) {
    return new AppError('database_failed', 'The database does not answer now: try again in a moment.', {
      cause: thrown,
    });
  }
  if (sqlStateOf(thrown)?.startsWith('22')) {
    const message = 'A value has characters or figures that cannot be stored.';
    return new AppError('bad_request', message, { cause: thrown });
  }
  if (sqlStateOf(thrown) === '23505') {
    return new AppError('conflict', 'Something of the same name exists already.', { cause: thrown });
  }
  const status = (thrown as Partial<FastifyError>).statusCode ?? 500;
  if (status === 413) return new AppError('too_large', 'The request is too large.', { cause: thrown });
  if (status === 415)
    return new AppError('unsupported_type', 'A body of this type is not taken here.', { cause: thrown });
  if (status >= 400 && status < 500) {
    return new AppError('bad_request', 'The request is malformed.', { cause: thrown });
  }
  return new AppError('internal', 'Something went wrong on our side.', { cause: thrown });
}

/** Each has a figure, which tells it from the system's EPIPE. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

/** The driver could not reach the server, or the server is going down: SQLSTATE classes 08, 53 and 57. */
function isDatabaseAway(thrown: unknown): boolean {
  for (let one = thrown; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown };
    if (typeof code === 'string' && /^(08|53|57)[0-9A-Z]{3}$/.test(code)) return true;
    if (one.name === 'DrizzleQueryError' || one.message.startsWith('Failed query')) {
      const cause = one.cause as { code?: unknown; message?: string } | undefined;
      // No SQLSTATE at all: the connection failed before the server said anything.
      if (typeof cause?.code !== 'string' || !sqlState.test(cause.code)) return true;
    }
  }
  return false;
}

/** Class 22: the value is wrong; 23505: it must be the only one and is not. */
function sqlStateOf(thrown: unknown): string | null {
  for (let one = thrown; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown };
    if (typeof code === 'string' && sqlState.test(code)) return code;
  }
  return null;
}

/** Every status an error can have, for the description of a route. */
export const problemStatuses = [
  ...new Set(Object.values(errorCatalogue).map(({ httpStatus }) => httpStatus)),
];
