import { defineConfig } from 'vitest/config';

/** The suffix of a test file says what it costs; `unit` is what `npm run check` runs. */
const exclude = ['**/node_modules/**', '**/dist/**'];
const project = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, exclude, environment: 'node', testTimeout: 30_000, ...extra },
});

// A real recogniser and real time on a machine that others use: one more try before it counts as broken.
const wholeServer = { testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false, retry: 1 };
const real = ['**/{baresip,chromium}-*.e2e.test.ts'];

export default defineConfig({
  test: {
    projects: [
      project('unit', ['**/*.test.ts'], {
        exclude: [...exclude, '**/*.{db,net,call,e2e,integration}.test.ts'],
      }),
      project('call', ['**/*.call.test.ts'], { testTimeout: 60_000 }),
      project('net', ['**/*.net.test.ts'], { testTimeout: 60_000 }),
      project('db', ['**/*.db.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000 }),
      // Real servers, where the environment names them: `npm run test:integration` starts them and does.
      project('integration', ['**/*.integration.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000 }),
      // A whole server and real time: one file after the other. What needs a real phone or browser is apart.
      project('e2e', ['**/*.e2e.test.ts'], { ...wholeServer, exclude: [...exclude, ...real] }),
      project('phone', ['**/baresip-*.e2e.test.ts'], wholeServer),
      project('browser', ['**/chromium-*.e2e.test.ts'], wholeServer),
    ],
  },
});
