import { integrationParts, type RunningPart } from './index.ts';

/**
 * `node testing/integration/serve.ts postgres redis`: starts the servers named, prints one `NAME=value` line for every
 * variable that leads to them, and keeps them until a signal. Answers 1 when one cannot be started.
 */
const names = process.argv.slice(2);
const known = integrationParts.map(({ name }) => name);
const unknown = names.filter((name) => !known.includes(name));
if (names.length === 0 || unknown.length > 0) {
  console.error(`Name the servers to start: ${known.join(', ')}.`);
  process.exit(2);
}

const running: RunningPart[] = [];
const closeAll = async (code: number): Promise<never> => {
  await Promise.allSettled(running.map((part) => part.close()));
  process.exit(code);
};
process.once('SIGINT', () => void closeAll(0));
process.once('SIGTERM', () => void closeAll(0));

for (const part of integrationParts.filter(({ name }) => names.includes(name))) {
  try {
    const answer = await part.start();
    if (!answer.isRunning) throw new Error(`${answer.reason}. To enable it: ${answer.enable}`);
    running.push(answer);
    console.error(`${part.name}: ${answer.label}`);
    for (const [name, value] of Object.entries(answer.env)) console.log(`${name}=${value}`);
  } catch (error) {
    console.error(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
    await closeAll(1);
  }
}
// The children alone must not decide how long this process lives.
setInterval(() => undefined, 60_000);
