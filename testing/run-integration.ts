import { spawn } from 'node:child_process';
import { integrationParts, type RunningPart } from './integration/index.ts';

/**
 * `make test-integration`: starts every real server that can run on this machine, runs the database suites and the
 * `*.integration.test.ts` on them, and names what could not be started, with the way to enable it. Names on the command
 * line limit it to those servers.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => integrationParts.every((part) => part.name !== name));
if (unknown.length > 0) {
  console.error(
    `Unknown: ${unknown.join(', ')}. Known: ${integrationParts.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const running = new Map<string, RunningPart>();
const absent: string[] = [];
let isStopping = false;

async function startParts(): Promise<void> {
  for (const part of integrationParts) {
    if (isStopping || (wanted.length > 0 && !wanted.includes(part.name))) continue;
    try {
      const answer = await part.start();
      if (answer.isRunning) {
        running.set(part.name, answer);
        console.log(`started  ${part.name}: ${answer.label}`);
      } else absent.push(`${part.name}: ${answer.reason} — ${answer.enable}`);
    } catch (error) {
      absent.push(
        `${part.name}: it did not start — ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

/** Answers whether the suite passed. */
async function runSuite(project: string, env: Record<string, string>): Promise<boolean> {
  console.log(`\n== ${project} on ${Object.keys(env).join(', ') || 'nothing'}`);
  const child = spawn('node_modules/.bin/vitest', ['run', '--project', project], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return code === 0;
}

async function closeParts(): Promise<void> {
  await Promise.allSettled([...running.values()].map((part) => part.close()));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    isStopping = true;
    void closeParts().then(() => process.exit(130));
  });
}

const results: string[] = [];
await startParts();
try {
  const env = Object.assign({}, ...[...running.values()].map((part) => part.env)) as Record<string, string>;
  const suites = [
    ...(running.has('postgres') ? [['db', { DATABASE_URL_TEST: env.DATABASE_URL_TEST ?? '' }] as const] : []),
    ...(running.size > 0 ? [['integration', env] as const] : []),
  ];
  for (const [project, its] of suites) {
    const hasPassed = await runSuite(project, its);
    results.push(`${hasPassed ? 'passed' : 'FAILED'}  ${project}`);
    if (!hasPassed) process.exitCode = 1;
  }
} finally {
  await closeParts();
}

console.log(`\n${results.join('\n') || 'Nothing could be run.'}`);
for (const [name, { label }] of running) console.log(`ran on   ${name}: ${label}`);
console.log(
  absent.length === 0
    ? 'Every server was there.'
    : `Could not be started:\n${absent.map((one) => `  - ${one}`).join('\n')}`,
);
