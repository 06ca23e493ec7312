import { type Command, exitCodes } from '../command.ts';
import { table } from '../show/table.ts';
import { json, profile } from './option-sets.ts';

const words = {
  name: { en: 'key', ru: 'ключ' },
  organisation: { en: 'organisation', ru: 'организация' },
  may: { en: 'may', ru: 'права' },
};

/** `allo whoami` */
export const whoami: Command = {
  name: 'whoami',
  arguments: '',
  summary: { en: 'Whose key this is and what it may do', ru: 'Чей это ключ и что он может' },
  options: { ...json, ...profile },
  examples: ['allo whoami', 'allo whoami --json'],
  run: async ({ connect, terminal, values, say }) => {
    const me = await (await connect()).me({ signal: terminal.signal });
    if (values.json) terminal.out(JSON.stringify(me, null, 2));
    else {
      const { name, organisation, permissions } = me;
      const rows = [
        [say(words.organisation), `${organisation.name} (${organisation.id})`],
        [say(words.may), permissions.join(' ')],
      ];
      for (const line of table([say(words.name), name], rows)) terminal.out(line);
    }
    return exitCodes.done;
  },
};
