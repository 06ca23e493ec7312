import { cpus } from 'node:os';
import type { Bench } from './bench.ts';
import { accessBench } from './access.ts';
import { apiBench } from './api.ts';
import { callsBench } from './calls.ts';
import { isolationBench } from './isolation.ts';
import { latencyBench } from './latency.ts';
import { outboxBench } from './outbox.ts';
import { russianBench } from './russian.ts';
import { piiBench } from './pii.ts';
import { simulationBench } from './simulation.ts';
import { startBench } from './start.ts';
import { turnsBench } from './turns.ts';

/** `npm run bench -- <name> [--option value …]`: a readable table, and as the last line one JSON object. */
const benches: readonly Bench[] = [
  outboxBench,
  callsBench,
  latencyBench,
  startBench,
  simulationBench,
  russianBench,
  turnsBench,
  isolationBench,
  piiBench,
  accessBench,
  apiBench,
];

const [name = 'list', ...rest] = process.argv.slice(2);
const bench = benches.find((one) => one.name === name);
if (name === 'list') {
  for (const one of benches) console.log(`${one.name.padEnd(12)} ${one.summary}`);
} else if (!bench) {
  console.error(`There is no bench "${name}". Known: ${benches.map((one) => one.name).join(', ')}.`);
  process.exitCode = 2;
} else {
  const { figures, conditions, notes = [] } = await bench.run(readOptions(rest));
  const all = { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model ?? '?', ...conditions };
  const width = Math.max(...Object.keys({ ...figures, ...all }).map((key) => key.length));
  console.log(`\n${bench.name}: ${bench.summary}`);
  for (const [key, value] of Object.entries(figures)) console.log(`  ${key.padEnd(width)}  ${value}`);
  console.log('conditions');
  for (const [key, value] of Object.entries(all)) console.log(`  ${key.padEnd(width)}  ${value}`);
  for (const note of notes) console.log(`note: ${note}`);
  console.log(JSON.stringify({ bench: bench.name, figures, conditions: all }));
  process.exit(0);
}

function readOptions(words: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (!word.startsWith('--')) throw new Error(`"${word}" is not an option; write --name value`);
    const next = words[index + 1];
    const isFlag = next === undefined || next.startsWith('--');
    options[word.slice(2)] = isFlag ? 'true' : next;
    if (!isFlag) index++;
  }
  return options;
}
