import type { Skillbase } from '@allo/contracts/skillbase';
import { stringify } from 'yaml';

/** A skillbase as a file {@link parseSkillbase} reads to the same. */
export function writeSkillbase(skillbase: Skillbase): string {
  return stringify(skillbase, { lineWidth: 100, aliasDuplicateObjects: false });
}
