import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * `make test`: the checks, then every suite. A suite whose tools are absent is named with the way to enable it;
 * nothing is skipped in silence.
 */
interface Suite {
  name: string;
  /** Programs it needs, and how to get them. */
  needs: Array<{ program: string; enable: string }>;
  command: string[];
}

const vitest = ['node_modules/.bin/vitest', 'run'];
const debian = (packages: string) => `apt-get install -y --no-install-recommends ${packages}`;

const suites: Suite[] = [
  { name: 'format, lint, types, boundaries, unit', needs: [], command: ['npm', 'run', '--silent', 'check'] },
  {
    name: 'call (virtual clock), net (sockets), db (embedded)',
    needs: [],
    // On two cores vitest would take one; a test of the embedded database waits for its thread half of the time.
    command: [...vitest, '--maxWorkers=2', '--project', 'call', '--project', 'net', '--project', 'db'],
  },
  {
    name: 'e2e (whole server, own SIP caller)',
    needs: [],
    // They wait for real time more than they work: two at once are no less sure.
    command: [...vitest, '--fileParallelism=true', '--maxWorkers=2', '--project', 'e2e'],
  },
  {
    name: 'e2e with a real SIP phone',
    needs: [
      { program: 'baresip', enable: debian('baresip baresip-core') },
      { program: 'espeak-ng', enable: debian('espeak-ng') },
    ],
    command: [...vitest, '--project', 'phone'],
  },
  {
    name: 'e2e in a real browser',
    needs: [{ program: 'chromium', enable: debian('chromium') }],
    command: [...vitest, '--project', 'browser'],
  },
];

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const results: string[] = [];
const skipped: string[] = [];
let failures = 0;
for (const suite of suites) {
  const missing = suite.needs.filter(({ program }) => !isInstalled(program));
  if (missing.length > 0) {
    skipped.push(
      `${suite.name}: ${missing.map(({ program, enable }) => `no ${program} — ${enable}`).join('; ')}`,
    );
    continue;
  }
  console.log(`\n== ${suite.name}`);
  const [program, ...parameters] = suite.command as [string, ...string[]];
  const { status } = spawnSync(program, parameters, { stdio: 'inherit' });
  if (status !== 0) failures++;
  results.push(`${status === 0 ? 'passed' : 'FAILED'}  ${suite.name}`);
}
if (!process.env.DATABASE_URL_TEST) {
  skipped.push(
    'db, Redis, Kafka and S3 on real servers: make test-integration starts what this machine has and says how to get the rest',
  );
}

console.log(`\n${results.join('\n')}`);
console.log(
  skipped.length === 0
    ? 'Nothing was skipped.'
    : `Skipped:\n${skipped.map((line) => `  - ${line}`).join('\n')}`,
);
console.log(`${results.length - failures} passed, ${failures} failed, ${skipped.length} skipped`);
process.exitCode = failures === 0 ? 0 : 1;
