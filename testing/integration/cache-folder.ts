import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloaded servers are kept, made if absent: `ALLO_TESTING_CACHE`, else the user's cache. Root has another one,
 * because servers that refuse to run as root must be able to read it and nobody else can look into root's home.
 */
export async function cacheFolder(name: string): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  const base =
    process.env.ALLO_TESTING_CACHE ??
    (isRoot
      ? '/var/cache/allo-testing'
      : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'allo-testing'));
  const folder = join(base, name);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return folder;
}
