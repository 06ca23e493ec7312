import { permissions } from '@allo/contracts/access';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { ru } from './ru.ts';

function leaves(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as object).flatMap(([key, value]) =>
    leaves(value, path ? `${path}.${key}` : key),
  );
}
const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

describe('texts', () => {
  const english = new Map(leaves(en));
  it('every text / has both languages and the same places to fill', () => {
    for (const [path, text] of leaves(ru)) {
      expect([path, holes(english.get(path) ?? '')]).toEqual([path, holes(text)]);
    }
    expect(english.size).toBe(leaves(ru).length);
  });
  it('every text / is not empty', () => {
    for (const [path, text] of [...leaves(ru), ...leaves(en)])
      expect([path, text.trim()]).not.toEqual([path, '']);
  });
  it('every permission / has words', () => {
    const named = new Set(leaves(ru.permission).map(([path]) => path.replace('.', ':')));
    expect([...named].sort()).toEqual([...permissions].sort());
  });
});
