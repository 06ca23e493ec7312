import { access, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallId, OrgId } from '@allo/contracts';
import type { RecordingFolder } from '@allo/contracts/ports';

/** Says that this was done: no object beside it is plain any more. Keys cannot begin with a dot. */
const marker = '.sealed';

/**
 * Moves recordings that an earlier version stored without encryption, as `<objects>/recordings/<org>/<call>.wav`, into
 * the folder of recordings under way, from where they are archived like any other. Done once. Answers how many.
 */
export async function adoptPlainRecordings(options: {
  objectsFolder: string;
  folder: Pick<RecordingFolder, 'reserve'>;
}): Promise<number> {
  const { objectsFolder, folder } = options;
  const done = join(objectsFolder, marker);
  const isDone = await access(done).then(
    () => true,
    () => false,
  );
  if (isDone) return 0;
  const recordings = join(objectsFolder, 'recordings');
  let adopted = 0;
  for (const orgId of await namesIn(recordings)) {
    for (const name of await namesIn(join(recordings, orgId))) {
      const path = join(recordings, orgId, name);
      if (!name.endsWith('.wav') || !(await isPlainWave(path))) continue;
      await rename(path, await folder.reserve(orgId as OrgId, name.slice(0, -4) as CallId));
      adopted += 1;
    }
  }
  await mkdir(objectsFolder, { recursive: true, mode: 0o700 });
  await writeFile(done, '');
  return adopted;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
}

async function isPlainWave(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const start = Buffer.alloc(4);
    await file.read(start, 0, 4, 0);
    return start.toString('latin1') === 'RIFF';
  } finally {
    await file.close();
  }
}
