import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/**
 * The embedded database of an Allo that runs: a second door to it, for tools. Null when none runs from this folder or
 * its path is too long for a socket in it. While a transaction is open here, the program waits for its own.
 */
export function openBeside(dataDir: string): pg.Pool | null {
  if (!existsSync(join(dataDir, '.s.PGSQL.5432'))) return null;
  return new pg.Pool({ user: 'postgres', database: 'postgres', host: dataDir, max: 1 });
}
