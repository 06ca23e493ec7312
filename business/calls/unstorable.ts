import { AppError } from '@allo/kernel';

/**
 * Whether the database refuses the data itself, so that trying again is of no use: SQLSTATE class 22 (bad value), 23
 * (broken constraint) or 54 (too large), or an organisation that cannot be one. Everything else may pass: the server is
 * away, restarting or full.
 */
export function isUnstorable(error: unknown): boolean {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown };
    if (typeof code === 'string' && /^(22|23|54)[0-9A-Z]{3}$/.test(code)) return true;
    if (one instanceof AppError && one.code === 'not_found') return true;
  }
  return false;
}
