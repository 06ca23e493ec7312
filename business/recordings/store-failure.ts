import { AppError } from '@allo/kernel';

/**
 * Where the object store is and what ails it is for the log: whoever asks for a recording is not who runs the server.
 * What they can do something about stays.
 */
export function storeFailure(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  if (error.code === 'not_found' || error.code === 'bad_request') return error;
  const detail = [error.code, error.message, error.detail].filter(Boolean).join(': ');
  if (error.code === 'provider_garbage') {
    return new AppError(error.code, 'This recording is damaged.', { detail, cause: error });
  }
  const message = 'Recordings cannot be reached now: try again in a minute.';
  return new AppError('unavailable', message, { detail, cause: error });
}
