/**
 * Every error that may reach a person or a log. `httpStatus` and `callOutcome` are the two tables of
 * style: how an API answers with it, and how a call that dies of it is recorded.
 */
export const errorCatalogue = {
  bad_request: { httpStatus: 400, retryable: false },
  unauthorized: { httpStatus: 401, retryable: false },
  forbidden: { httpStatus: 403, retryable: false },
  email_unconfirmed: { httpStatus: 403, retryable: false },
  not_found: { httpStatus: 404, retryable: false },
  conflict: { httpStatus: 409, retryable: false },
  /** An edit whose If-Match names another version than the present one. */
  precondition_failed: { httpStatus: 412, retryable: false },
  /** An edit without If-Match. */
  precondition_required: { httpStatus: 428, retryable: false },
  unsupported_type: { httpStatus: 415, retryable: false },
  /** The Idempotency-Key was used for another request. */
  idempotency_mismatch: { httpStatus: 422, retryable: false },
  /** It was there, and is no longer kept. */
  gone: { httpStatus: 410, retryable: false },
  too_large: { httpStatus: 413, retryable: false },
  rate_limited: { httpStatus: 429, retryable: true },
  internal: { httpStatus: 500, retryable: false },
  unavailable: { httpStatus: 503, retryable: true },
  config_invalid: { httpStatus: 500, retryable: false },
  data_locked: { httpStatus: 503, retryable: false },
  data_unwritable: { httpStatus: 503, retryable: false },
  database_failed: { httpStatus: 503, retryable: true },
  port_in_use: { httpStatus: 503, retryable: false },
  skillbase_invalid: { httpStatus: 400, retryable: false },
  secret_unreadable: { httpStatus: 503, retryable: false },
  provider_unreachable: { httpStatus: 502, retryable: true },
  provider_timeout: { httpStatus: 504, retryable: true },
  provider_rejected: { httpStatus: 502, retryable: false },
  provider_garbage: { httpStatus: 502, retryable: true },
  provider_missing: { httpStatus: 503, retryable: false },
  media_failed: { httpStatus: 500, retryable: false },
  aborted: { httpStatus: 499, retryable: false },
} as const satisfies Record<string, { httpStatus: number; retryable: boolean }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The one error class. `message` is public and free of personal data; `detail` is for the log only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
    this.retryable = errorCatalogue[code].retryable;
  }

  get httpStatus(): number {
    return errorCatalogue[this.code].httpStatus;
  }
}

/** Wraps anything thrown; an AppError stays itself and an abort keeps its meaning. */
export function toAppError(thrown: unknown, fallback: ErrorCode = 'internal'): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new AppError('aborted', 'The operation was cancelled.', { cause: thrown });
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(fallback, 'Something went wrong on our side.', { detail, cause: thrown });
}
