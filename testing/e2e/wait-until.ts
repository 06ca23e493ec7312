/** Asks every 10 ms until it holds; rejects with `what` after `limitMs`. Errors of the question count as “not yet”. */
export async function waitUntil(
  what: string,
  limitMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (let problem: unknown = null; ; ) {
    try {
      if (await holds()) return;
    } catch (error) {
      problem = error;
    }
    if (performance.now() > deadline)
      throw new Error(`waited ${limitMs} ms in vain: ${what}`, problem === null ? {} : { cause: problem });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
