import { readFileSync } from 'node:fs';
import { webhookEventTypes } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { webhookDataColumn } from './webhook-events.ts';

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const rows = new Map(
  [...page.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map((match) => [
    match[1] as string,
    { when: match[2]?.trim(), data: match[3]?.trim() },
  ]),
);

describe('docs/webhooks.md', () => {
  it('tells of every event there is, and of no other', () => {
    expect([...rows.keys()].sort()).toEqual([...webhookEventTypes].sort());
  });

  it.each(webhookEventTypes)('%s / shows its data as the schema has it', (type) => {
    expect(rows.get(type)?.data).toBe(webhookDataColumn(type));
    expect(rows.get(type)?.when?.length).toBeGreaterThan(10);
  });
});
