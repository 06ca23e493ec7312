/** Why an attempt brought no result. */
export interface Failure {
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** What the answer asked for. */
  retryAfterMs: number | null;
  /** The request never left: nothing can have happened. */
  isUnsent: boolean;
  /** The answer is that of an earlier attempt with the same Idempotency-Key. */
  isReplayed: boolean;
}

export interface Attempt {
  /** 0 for the first. */
  number: number;
  /** Attempts after the first. */
  retries: number;
  /** Sending it twice has one effect: GET, PUT, and whatever has an Idempotency-Key. */
  isRepeatable: boolean;
  /** 0 … 1, spreads clients that failed together. */
  chance: number;
}

const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** The installation counts requests by the minute. Who is asked to wait longer should hear of it. */
const longestAskedMs = 65_000;

/** How long to wait before trying again; null: what happened is the result. */
export function pauseBeforeRetry(failure: Failure, attempt: Attempt): number | null {
  if (attempt.number >= attempt.retries || !isWorthwhile(failure, attempt)) return null;
  const { retryAfterMs } = failure;
  if (retryAfterMs !== null) return retryAfterMs <= longestAskedMs ? retryAfterMs : null;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** attempt.number) * (0.5 + attempt.chance);
}

function isWorthwhile({ status, isUnsent, isReplayed }: Failure, attempt: Attempt): boolean {
  // Refused before anything was done.
  if (isUnsent || status === 429) return true;
  if (!attempt.isRepeatable) return false;
  // An earlier attempt of this very request still runs.
  if (status === 409) return attempt.number > 0 && !isReplayed;
  return status === 0 || status === 502 || status === 503 || status === 504;
}

/** `Retry-After`: seconds or a date (RFC 9110 §10.2.3). Null for nothing or nonsense. */
export function retryAfterMsOf(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
