import { measureAccessChecks } from './access-checks.ts';
import { type Bench, percentile, rounded } from './bench.ts';

/** What it costs to find out who asks, when it was found out a moment ago. */
export const accessBench: Bench = {
  name: 'access',
  summary: 'checks of a session and of an API key (--checks 20000)',
  async run(options) {
    const checks = Number(options.checks ?? 20_000);
    const { session, key } = await measureAccessChecks(checks);
    const figures = {
      sessionP50Ms: rounded(percentile(session, 0.5), 4),
      sessionP99Ms: rounded(percentile(session, 0.99), 4),
      keyP50Ms: rounded(percentile(key, 0.5), 4),
      keyP99Ms: rounded(percentile(key, 0.99), 4),
      firstSessionMs: rounded(session[0] as number),
      firstKeyMs: rounded(key[0] as number),
    };
    const isMet = figures.sessionP99Ms <= 1 && figures.keyP99Ms <= 1;
    const notes = isMet ? [] : ['target missed: a cached check within 1 ms'];
    return { figures, conditions: { checks, clients: 50 }, notes };
  },
};
