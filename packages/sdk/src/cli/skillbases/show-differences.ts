import { stringify } from 'yaml';
import type { Paint } from '../show/paint.ts';
import { plain } from '../show/plain.ts';
import type { Difference } from './differences.ts';

/** The place on a line of its own, below it what was (−) and what is (+), as YAML. */
export function showDifferences(found: readonly Difference[], paint: Paint): string[] {
  return found.flatMap((one) => [
    `  ${paint('cyan', plain(one.path))}`,
    ...('before' in one ? linesOf(one.before).map((line) => paint('red', `    - ${line}`)) : []),
    ...('after' in one ? linesOf(one.after).map((line) => paint('green', `    + ${line}`)) : []),
  ]);
}

function linesOf(value: unknown): string[] {
  return (
    stringify(value ?? null, { lineWidth: 0, aliasDuplicateObjects: false })
      .trimEnd()
      .split('\n')
      // Leading blanks are part of YAML.
      .map((line) => /^ */.exec(line)?.[0] + plain(line).trimStart())
  );
}
