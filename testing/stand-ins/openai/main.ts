/**
 * The stand-in as a command:
 * `node testing/stand-ins/openai/main.ts --port 9099 [--grammar phrases.jsgf] [--script script.json] [--faults faults.json]`.
 * `script.json` is a body of `POST /stand-in/script`, `faults.json` a list of bodies of `POST /stand-in/faults`.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startOpenAiStandIn } from './openai-stand-in.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9099' },
    host: { type: 'string', default: '127.0.0.1' },
    'api-key': { type: 'string' },
    grammar: { type: 'string' },
    script: { type: 'string' },
    faults: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

try {
  const script = values.script ? await readJson(values.script) : {};
  if (values.grammar) script.grammar = await readFile(values.grammar, 'utf8');
  const standIn = await startOpenAiStandIn({
    port: Number(values.port),
    host: values.host,
    seed: Number(values.seed),
    script,
    faults: values.faults ? await readJson(values.faults) : [],
    ...(values['api-key'] ? { apiKey: values['api-key'] } : {}),
  });
  console.log(`OpenAI stand-in is ready: ${standIn.baseUrl}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void standIn.close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(`The stand-in cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
