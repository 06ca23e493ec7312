import type { CommandContext } from '../command.ts';
import { texts } from '../texts.ts';
import { table } from './table.ts';

/** Items as a table, or with `--json` as a JSON list. */
export function showList<T>(
  { terminal, values, paint, say }: CommandContext,
  items: readonly T[],
  head: readonly string[],
  row: (item: T) => readonly string[],
): void {
  if (values.json) return terminal.out(JSON.stringify(items, null, 2));
  if (items.length === 0) return terminal.err(say(texts.nothing));
  const [names = '', ...lines] = table(head, items.map(row));
  terminal.out(paint('dim', names));
  for (const line of lines) terminal.out(line);
}

/** The first `most` of a list. */
export async function firstOf<T>(items: AsyncIterable<T>, most: number): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    if (found.length >= most) break;
    found.push(item);
  }
  return found;
}
