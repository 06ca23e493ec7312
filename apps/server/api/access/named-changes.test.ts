import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const api = fileURLToPath(new URL('..', import.meta.url));

/** Routes of organisations that take something and yet tell nobody who asked, and why. */
const unnamed: Record<string, string> = {
  'agents/check-skillbase': 'stores nothing',
  'providers/test-provider': 'changes nothing',
  'trunks/test-trunk': 'changes nothing',
  'tools/test-tool': 'changes nothing',
  'webhooks/test-webhook': 'stands in the log of deliveries',
  'webhooks/replay-delivery': 'stands in the log of deliveries',
  'webhooks/replay-deliveries': 'stands in the log of deliveries',
  'mcp/use-tools': 'asks the other routes',
};

it('every route that changes something of an organisation tells the business who asked, for the audit log', async () => {
  const silent: string[] = [];
  for await (const file of glob('**/route.ts', { cwd: api })) {
    const source = await readFile(join(api, file), 'utf8');
    const changes = source.includes('tenantRoute(') && /method: '(POST|PUT|PATCH|DELETE)'/.test(source);
    if (changes && !/\b(actorOf|askerOf)\(/.test(source)) silent.push(dirname(file));
  }
  expect(silent.sort()).toEqual(Object.keys(unnamed).sort());
});
