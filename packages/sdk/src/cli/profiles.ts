import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A stored login. */
export interface Profile {
  url: string;
  apiKey: string;
}
export type Profiles = Record<string, Profile>;

export const usualProfile = 'default';

/** `~/.config/allo/config.json`, or below `XDG_CONFIG_HOME`. */
export function profilesPath(place: { home: string; env: Record<string, string | undefined> }): string {
  const folder = place.env.XDG_CONFIG_HOME || join(place.home, '.config');
  return join(folder, 'allo', 'config.json');
}

/** Nothing is stored before the first login. Throws when the file cannot be read. */
export async function readProfiles(path: string): Promise<Profiles> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  const found = parse(text);
  if (!found) throw new Error(`${path} is damaged: remove it and sign in again`);
  return found;
}

/** The file holds keys: nobody else may read it. */
export async function writeProfiles(path: string, profiles: Profiles): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, `${JSON.stringify({ profiles }, null, 2)}\n`, { mode: 0o600 });
  await chmod(beside, 0o600);
  await rename(beside, path);
}

function parse(text: string): Profiles | null {
  try {
    const { profiles } = JSON.parse(text) as { profiles?: Record<string, Partial<Profile>> };
    const isWhole = ({ url, apiKey }: Partial<Profile>) =>
      typeof url === 'string' && typeof apiKey === 'string';
    return profiles && Object.values(profiles).every(isWhole) ? (profiles as Profiles) : null;
  } catch {
    return null;
  }
}
