import { type Command, exitCodes } from '../command.ts';
import { choiceOption, numberOption, textOption } from '../option-values.ts';
import { firstOf, showList } from '../show/list.ts';
import { duration, moment } from '../show/time.ts';
import { json, limit, profile } from './option-sets.ts';

const states = ['ringing', 'active', 'completed', 'failed', 'rejected', 'interrupted'] as const;
const heads = [
  { en: 'STARTED', ru: 'НАЧАЛО' },
  { en: 'STATE', ru: 'СОСТОЯНИЕ' },
  { en: 'AGENT', ru: 'АГЕНТ' },
  { en: 'FROM', ru: 'ОТКУДА' },
  { en: 'TO', ru: 'КУДА' },
  { en: 'TIME', ru: 'ДЛИНА' },
  { en: 'OUTCOME', ru: 'ИТОГ' },
  { en: 'ID', ru: 'ID' },
];

/** `allo calls` */
export const calls: Command = {
  name: 'calls',
  arguments: '[--state state] [--agent id] [--limit n]',
  summary: { en: 'Calls, newest first', ru: 'Звонки, сначала новые' },
  options: {
    state: { type: 'string', value: 'state', about: { en: states.join(', '), ru: states.join(', ') } },
    agent: { type: 'string', value: 'id', about: { en: 'of one agent', ru: 'одного агента' } },
    ...limit,
    ...json,
    ...profile,
  },
  examples: ['allo calls', 'allo calls --state failed --agent lidia --limit 100', 'allo calls --json'],
  run: async (context) => {
    const state = choiceOption(context, 'state', states);
    const agentId = textOption(context, 'agent');
    const most = numberOption(context, 'limit', 1) ?? 20;
    const allo = await context.connect();
    const query = {
      ...(state && { state }),
      ...(agentId !== undefined && { agentId }),
      limit: Math.min(most, 100),
    };
    const found = await firstOf(allo.calls.list(query, { signal: context.terminal.signal }), most);
    showList(
      context,
      found,
      heads.map((head) => context.say(head)),
      (call) => [
        moment(call.startedAt),
        call.state,
        call.agentName,
        call.from,
        call.to,
        duration(call.durationMs),
        call.outcome ?? '–',
        call.id,
      ],
    );
    return exitCodes.done;
  },
};
