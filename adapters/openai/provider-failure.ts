import type { ProviderErrorCode, ProviderErrorPart } from '@allo/contracts/ports';
import { wireError } from './wire.ts';

const retryableByCode: Record<ProviderErrorCode, boolean> = {
  provider_unreachable: true,
  provider_timeout: true,
  provider_rejected: false,
  provider_garbage: true,
  provider_missing: false,
  rate_limited: true,
};

/** Why an exchange with the server failed. Never leaves the adapter: it becomes an `error` part. */
export class ProviderFailure extends Error {
  readonly code: ProviderErrorCode;
  readonly retryable: boolean;

  /** `detail` goes to the log: no words of the caller, no key, no text the server sent. */
  constructor(
    code: ProviderErrorCode,
    detail: string,
    options: { retryable?: boolean; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'ProviderFailure';
    this.code = code;
    this.retryable = options.retryable ?? retryableByCode[code];
  }

  toPart(): ProviderErrorPart {
    return { type: 'error', code: this.code, detail: this.message, retryable: this.retryable };
  }
}

/** The failure an HTTP status other than 2xx stands for. `body` is read for its code only. */
export function failureOfStatus(status: number, body: string): ProviderFailure {
  const reason = reasonOf(body);
  const detail = reason ? `HTTP ${status} ${reason}` : `HTTP ${status}`;
  if (status === 429) {
    // An empty account does not fill up while the caller waits.
    return new ProviderFailure('rate_limited', detail, { retryable: reason !== 'insufficient_quota' });
  }
  if (status >= 500) return new ProviderFailure('provider_unreachable', detail);
  if (status === 408) return new ProviderFailure('provider_timeout', detail);
  if (status >= 300 && status < 400) {
    return new ProviderFailure(
      'provider_rejected',
      `${detail}: redirected, set the final address as base URL`,
    );
  }
  return new ProviderFailure('provider_rejected', detail);
}

/** Turns anything a transport or a parser threw into a failure. */
export function toFailure(thrown: unknown): ProviderFailure {
  if (thrown instanceof ProviderFailure) return thrown;
  for (const error of causesOf(thrown)) {
    if (error instanceof ProviderFailure) return error;
    const status = statusOf(error);
    if (status !== null && (status < 200 || status > 299)) return failureOfStatus(status, bodyOf(error));
    if (isTransportError(error)) {
      return new ProviderFailure('provider_unreachable', systemCode(error), { cause: thrown });
    }
  }
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return new ProviderFailure('provider_garbage', `unreadable answer (${name})`, { cause: thrown });
}

function* causesOf(thrown: unknown): Generator<object> {
  let current = thrown;
  // A bound, because a chain of causes may be a ring.
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth++) {
    yield current;
    current = (current as { cause?: unknown }).cause;
  }
}

function statusOf(error: object): number | null {
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' ? status : null;
}

function bodyOf(error: object): string {
  const body = (error as { responseBody?: unknown }).responseBody;
  return typeof body === 'string' ? body : '';
}

function codeOf(error: object): string | null {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : null;
}

/** The system's own word for it, however deep undici wrapped it. */
function systemCode(error: object): string {
  for (const cause of causesOf(error)) {
    const code = codeOf(cause);
    if (code !== null) return code;
  }
  return 'connection failed';
}

/** Undici says `fetch failed` or `terminated` with the system's code in the cause. */
function isTransportError(error: object): boolean {
  const code = codeOf(error);
  if (code !== null && /^(E[A-Z_]+|UND_ERR_.+|HPE_.+|CERT_.+|DEPTH_ZERO.+|SELF_SIGNED.+)$/.test(code))
    return true;
  return error instanceof TypeError && /^(fetch failed|terminated|network error)/i.test(error.message);
}

/** The server's own short code; free text is left out because it may quote what was said. */
function reasonOf(body: string): string {
  try {
    const { error } = wireError.parse(JSON.parse(body));
    const reason = error.code ?? error.type ?? '';
    return /^[\w.-]{1,64}$/.test(reason) ? reason : '';
  } catch {
    return '';
  }
}
