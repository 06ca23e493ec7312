/**
 * Whether the database refuses the data itself, so that trying again is of no use: SQLSTATE class 22 (bad value) or
 * 23 (broken constraint). Everything else may pass: the server is away, restarting or full.
 */
export function isUnstorable(error: unknown): boolean {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown };
    if (typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code)) return true;
  }
  return false;
}
