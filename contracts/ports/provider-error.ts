/** Why a provider stream failed, in words the engine can act on. Matches codes of the kernel's catalogue. */
export type ProviderErrorCode =
  | 'provider_unreachable'
  | 'provider_timeout'
  | 'provider_rejected'
  | 'provider_garbage'
  | 'provider_missing'
  | 'rate_limited';

/** The last part of a stream that failed. Provider streams never throw; an aborted stream just ends. */
export interface ProviderErrorPart {
  type: 'error';
  code: ProviderErrorCode;
  /** For the log; holds neither personal data nor keys. */
  detail: string;
  retryable: boolean;
}

/** An option the provider cannot honour; the work goes on without it. */
export interface ProviderWarningPart {
  type: 'warning';
  detail: string;
}

/** What was consumed, for the bill. Absent figures are unknown, not zero. */
export interface UsagePart {
  type: 'usage';
  audioSeconds?: number;
  characters?: number;
  inputTokens?: number;
  outputTokens?: number;
  cachedInputTokens?: number;
}
