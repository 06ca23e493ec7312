import { AppError } from '@allo/kernel';

interface KafkaError {
  code?: string;
  apiId?: string;
  message?: string;
  errors?: unknown[];
  cause?: unknown;
}

/** The error and everything it came from; the library nests them. */
function* causesOf(thrown: unknown, depth = 0): Generator<KafkaError> {
  if (typeof thrown !== 'object' || thrown === null || depth > 6) return;
  const error = thrown as KafkaError;
  yield error;
  for (const inner of error.errors ?? []) yield* causesOf(inner, depth + 1);
  yield* causesOf(error.cause, depth + 1);
}

export function hasApiError(thrown: unknown, ...names: string[]): boolean {
  return [...causesOf(thrown)].some(({ apiId }) => apiId !== undefined && names.includes(apiId));
}

/** For the log: messages of the library name brokers and topics, never what the records hold. */
export function kafkaDetail(thrown: unknown): string {
  const messages = [...causesOf(thrown)].map(({ apiId, message }) => apiId ?? message ?? '');
  return [...new Set(messages)].filter((one) => one !== '').join(': ') || String(thrown);
}

export function isRefusal(thrown: unknown): boolean {
  const refusals = ['SASL_AUTHENTICATION_FAILED', 'TOPIC_AUTHORIZATION_FAILED', 'GROUP_AUTHORIZATION_FAILED'];
  return (
    hasApiError(thrown, ...refusals, 'CLUSTER_AUTHORIZATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM') ||
    [...causesOf(thrown)].some(({ code }) => code === 'PLT_KFK_AUTHENTICATION')
  );
}

/** `too_large` is the only failure that trying again does not mend. */
export function toBusError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const details = { detail: kafkaDetail(thrown), cause: thrown };
  if (hasApiError(thrown, 'MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'RECORD_TOO_LARGE')) {
    return new AppError('too_large', 'An event is larger than the event bus takes.', details);
  }
  return new AppError('unavailable', 'The event bus cannot be reached.', details);
}
