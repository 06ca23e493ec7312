import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const skillbases = fileURLToPath(new URL('../skillbases', import.meta.url));

/** A new data folder whose `agents` are skillbases of the tests, as a user would put them there. */
export async function dataDirWithAgents(...ids: string[]): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'allo-'));
  await mkdir(join(dataDir, 'agents'));
  for (const id of ids) await cp(join(skillbases, `${id}.yaml`), join(dataDir, 'agents', `${id}.yaml`));
  return dataDir;
}
