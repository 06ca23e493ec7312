import { createWorld, operationsWithoutProbe, readOperations, runProbes } from '@allo/testing/isolation';
import { startServerProcess } from '@allo/testing/server';
import type { Bench } from './bench.ts';

/** Requests of one organisation for what is another's, by the thousand, against a whole server. */
export const isolationBench: Bench = {
  name: 'isolation',
  summary:
    'requests across organisations, and what leaked (--probes 100000, --seed 1, --database postgres://…)',
  run: async (options) => {
    const probes = Number(options.probes ?? 100_000);
    const seed = Number(options.seed ?? 1);
    const databaseUrl = options.database ?? process.env.DATABASE_URL_TEST;
    const server = await startServerProcess({
      env: { REQUESTS_PER_MINUTE: '999999999', ...(databaseUrl && { DATABASE_URL: databaseUrl }) },
    });
    try {
      const { a, b } = await createWorld(server, databaseUrl ? { databaseUrl } : {});
      const { operations } = await readOperations(server.httpUrl);
      const startedAt = performance.now();
      const run = await runProbes({ baseUrl: server.httpUrl, operations, a, b, count: probes, seed });
      const seconds = (performance.now() - startedAt) / 1000;
      return {
        figures: { probes: run.probes, leaks: run.leaks.length, operations: run.counts.size },
        conditions: {
          database: databaseUrl ? 'PostgreSQL' : 'embedded',
          seed,
          probesPerSecond: Math.round(run.probes / seconds),
          withoutProbe: operationsWithoutProbe(operations).length,
        },
        notes: run.leaks.slice(0, 10).map(({ probe, as, what }) => `${probe} as ${as}: ${what}`),
      };
    } finally {
      await server.stop();
      await server.dispose();
    }
  },
};
