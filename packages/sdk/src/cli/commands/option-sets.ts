import type { CommandOption } from '../command.ts';
import { texts } from '../texts.ts';

export const profile = {
  profile: { type: 'string', value: 'name', about: texts.profileOption },
} satisfies Record<string, CommandOption>;
export const json = { json: { type: 'boolean', about: texts.jsonOption } } satisfies Record<
  string,
  CommandOption
>;
export const limit = {
  limit: { type: 'string', value: 'n', about: texts.limitOption },
} satisfies Record<string, CommandOption>;
export const dir = { dir: { type: 'string', value: 'folder', about: texts.dirOption } } satisfies Record<
  string,
  CommandOption
>;
