import type { Allo } from '../../allo.ts';
import { AlloError } from '../../allo-error.ts';
import type { AgentFile } from './agent-files.ts';

/** A file that the installation would take, and what it comes to with every default filled in. */
export interface CheckedFile extends AgentFile {
  id: string;
  skillbase: Record<string, unknown>;
}

export interface CheckedFiles {
  good: CheckedFile[];
  /** One line per fault: file, place, cure. */
  faults: string[];
}

/** Lets the installation judge each file; nothing is kept there. */
export async function checkFiles(
  allo: Allo,
  files: readonly AgentFile[],
  signal: AbortSignal,
): Promise<CheckedFiles> {
  const good: CheckedFile[] = [];
  const faults: string[] = [];
  for (const file of files) {
    try {
      const skillbase = await allo.agents.check(file.text, { signal });
      good.push({ ...file, id: String(skillbase.id), skillbase });
    } catch (error) {
      if (!(error instanceof AlloError) || error.code !== 'skillbase_invalid') throw error;
      faults.push(...error.message.split('\n').map((line) => line.replace(/^skillbase:/, `${file.path}:`)));
    }
  }
  return { good, faults: [...faults, ...doubles(good)] };
}

function doubles(files: readonly CheckedFile[]): string[] {
  return [...Map.groupBy(files, ({ id }) => id)].flatMap(([id, same]) =>
    same.length > 1 ? [`${same.map(({ path }) => path).join(', ')}: all have the id ${id}`] : [],
  );
}
