import { startServerProcess } from '@allo/testing/server';
import { type Bench, rounded } from './bench.ts';

/** How long a person waits after `make start` once packages are installed and the console is built. */
export const startBench: Bench = {
  name: 'start',
  summary: 'first start on an empty data folder, and a second start on the same',
  async run() {
    const first = await startServerProcess({ isFirstStart: true });
    await first.stop();
    const seconds: number[] = [];
    for (let round = 0; round < 3; round++) {
      const again = await startServerProcess({ dataDir: first.dataDir });
      seconds.push(again.startMs);
      await again.stop();
    }
    await first.dispose();
    const median = seconds.toSorted((a, b) => a - b)[1] as number;
    return {
      figures: { firstStartS: rounded(first.startMs / 1000), secondStartS: rounded(median / 1000) },
      conditions: {
        database: 'PGlite (embedded)',
        secondStarts: 3,
        measured: 'spawn of the process to its ready line',
      },
    };
  },
};
