import { readFileSync } from 'node:fs';
import { parseSkillbase } from '@allo/call/scenario';
import type { Skillbase } from '@allo/contracts/skillbase';

/** A skillbase by its path from the root of the repository. */
export function loadSkillbase(path: string): Skillbase {
  return parseSkillbase(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), path);
}
