import { plain } from './plain.ts';

/** Columns in line, two blanks between; the last one is as long as it is. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  const cells = [head, ...rows].map((row) => row.map(plain));
  const widths = head.map((_name, column) => Math.max(...cells.map((row) => length(row[column] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - length(cell)),
      )
      .join('  ')
      .trimEnd(),
  );
}

function length(text: string): number {
  return Array.from(text).length;
}
