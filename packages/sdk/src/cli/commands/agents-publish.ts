import { type Command, exitCodes, UsageError } from '../command.ts';
import { argument } from '../option-values.ts';
import { versionArgument } from '../version-argument.ts';
import { profile } from './option-sets.ts';

const words = {
  published: { en: '{}: v{} answers calls from now on.', ru: '{}: теперь на звонки отвечает v{}.' },
  noDraft: {
    en: '{} has no draft. Name a version: allo agents publish {} <version>',
    ru: 'У {} нет черновика. Назовите версию: allo agents publish {} <версия>',
  },
};

/** `allo agents publish` */
export const agentsPublish: Command = {
  name: 'agents publish',
  arguments: '<id> [version]',
  mostArguments: 2,
  summary: {
    en: 'Let a version answer calls; the newest draft unless one is named',
    ru: 'Пусть версия отвечает на звонки; без номера — новейший черновик',
  },
  options: profile,
  examples: ['allo agents publish lidia', 'allo agents publish lidia 4'],
  run: async (context) => {
    const { terminal, say } = context;
    const { signal } = terminal;
    const id = argument(context, 0, '<id>');
    const named = versionArgument(context);
    const allo = await context.connect();
    const version = named ?? (await allo.agents.get(id, { signal })).draftVersion;
    if (version === null) throw new UsageError(say(words.noDraft, id, id));
    const agent = await allo.agents.publish(id, version, { signal });
    terminal.out(say(words.published, agent.id, agent.version ?? version));
    return exitCodes.done;
  },
};
