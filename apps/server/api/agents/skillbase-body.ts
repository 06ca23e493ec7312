import { parseSkillbase } from '@allo/call/scenario';
import type { Skillbase } from '@allo/contracts/skillbase';
import { AppError } from '@allo/kernel';
import { z } from 'zod';
import type { Api } from '../api.ts';

export const yamlTypes = ['application/yaml', 'application/x-yaml', 'text/yaml'];

/** A skillbase is checked by the engine that runs it, which names the place and the cure. */
export const skillbaseBodySchema = z
  .union([z.record(z.string(), z.unknown()), z.string()])
  .describe('A skillbase as JSON, or as YAML with the content type application/yaml: docs/skillbase.md');

/** From now on bodies may be YAML. */
export function acceptYaml(api: Api): void {
  api.addContentTypeParser(yamlTypes, { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

/** Throws `skillbase_invalid`, one line per fault. */
export function skillbaseOf(body: z.output<typeof skillbaseBodySchema>): Skillbase {
  const source = typeof body === 'string' ? body : jsonOf(body);
  const skillbase = parseSkillbase(source, 'skillbase');
  // JSON can say what the database cannot keep.
  if (/\\u0000|\\ud[89a-f]/.test(JSON.stringify(skillbase))) {
    throw new AppError('skillbase_invalid', 'skillbase: holds characters that cannot be stored; remove them');
  }
  return skillbase;
}

function jsonOf(body: object): string {
  try {
    return JSON.stringify(body);
  } catch (error) {
    // The only thing parsed JSON cannot be written as again: nested deeper than the stack.
    throw new AppError('skillbase_invalid', 'skillbase: is nested too deeply', { cause: error });
  }
}
