import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { permissionTable } from './permission-page.ts';

it('docs/organisations-and-roles.md holds the table the server refuses by, word for word', () => {
  const page = readFileSync(new URL('../../../docs/organisations-and-roles.md', import.meta.url), 'utf8');
  expect(page).toContain(`\n${permissionTable()}\n`);
});
