import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseDocument } from 'yaml';

/** A file with the skillbase of one agent. */
export interface AgentFile {
  /** As people name it. */
  path: string;
  text: string;
  /** Null where it says none. */
  id: string | null;
}

/** The files that were named, or all YAML files of the folder. A folder that is not there has none. */
export async function readAgentFiles(
  cwd: string,
  dir: string,
  named: readonly string[] = [],
): Promise<AgentFile[]> {
  const paths =
    named.length > 0 ? named.map((path) => resolve(cwd, path)) : await yamlFilesOf(resolve(cwd, dir));
  return Promise.all(
    paths.map(async (path) => {
      const text = await readFile(path, 'utf8');
      return { path: relative(cwd, path) || path, text, id: idOf(text) };
    }),
  );
}

async function yamlFilesOf(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
      .toSorted()
      .map((name) => join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Also of a file that is wrong otherwise. */
function idOf(text: string): string | null {
  const document = parseDocument(text);
  const id: unknown = document.errors.length > 0 ? null : document.get('id');
  return typeof id === 'string' ? id : null;
}
