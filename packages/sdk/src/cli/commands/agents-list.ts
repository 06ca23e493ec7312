import { type Command, exitCodes } from '../command.ts';
import { firstOf, showList } from '../show/list.ts';
import { json, profile } from './option-sets.ts';

const heads = [
  { en: 'ID', ru: 'ID' },
  { en: 'NAME', ru: 'ИМЯ' },
  { en: 'PUBLISHED', ru: 'ОПУБЛИКОВАНА' },
  { en: 'DRAFT', ru: 'ЧЕРНОВИК' },
  { en: 'ADDRESS', ru: 'АДРЕС' },
];

/** `allo agents list` */
export const agentsList: Command = {
  name: 'agents list',
  arguments: '',
  summary: { en: 'Agents, their versions and addresses', ru: 'Агенты, их версии и адреса' },
  options: { ...json, ...profile },
  examples: ['allo agents list', 'allo agents list --json'],
  run: async (context) => {
    const allo = await context.connect();
    const found = await firstOf(
      allo.agents.list({}, { signal: context.terminal.signal }),
      Number.POSITIVE_INFINITY,
    );
    showList(
      context,
      found,
      heads.map((head) => context.say(head)),
      (agent) => [
        agent.id,
        agent.name,
        agent.version === null ? '–' : `v${agent.version}`,
        agent.draftVersion === null ? '–' : `v${agent.draftVersion}`,
        agent.sipUri,
      ],
    );
    return exitCodes.done;
  },
};
