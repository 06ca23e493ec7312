export interface AlloProblem {
  status: number;
  code: string;
  detail: string;
  requestId?: string | undefined;
  retryAfterMs?: number | null | undefined;
}

/** What the installation refused or failed at. `code` is stable; `message` says what to do. */
export class AlloError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** `not_found`, `bad_request`, `rate_limited` …; `unreachable` or `timeout` when no answer came. */
  readonly code: string;
  /** For finding it in the log of the installation. */
  readonly requestId: string | null;
  /** After so long it may go better. */
  readonly retryAfterMs: number | null;

  constructor(problem: AlloProblem, options: { cause?: unknown } = {}) {
    super(problem.detail, options);
    this.name = 'AlloError';
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.requestId ?? null;
    this.retryAfterMs = problem.retryAfterMs ?? null;
  }
}
