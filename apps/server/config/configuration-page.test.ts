import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationTable } from './configuration-page.ts';

describe('docs/configuration.md', () => {
  it('holds the table of all settings with their defaults, word for word', () => {
    const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
    const table = page.split('\n').filter((line) => line.startsWith('|'));
    expect(table.join('\n')).toBe(configurationTable());
  });
});
