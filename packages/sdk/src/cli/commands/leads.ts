import { type Command, exitCodes } from '../command.ts';
import { choiceOption, numberOption } from '../option-values.ts';
import { firstOf, showList } from '../show/list.ts';
import { moment } from '../show/time.ts';
import { json, limit, profile } from './option-sets.ts';

const statuses = ['new', 'in_progress', 'done'] as const;
const kinds = ['lead', 'callback', 'message'] as const;
const heads = [
  { en: 'MADE', ru: 'СОЗДАН' },
  { en: 'STATUS', ru: 'СТАТУС' },
  { en: 'KIND', ru: 'ВИД' },
  { en: 'NAME', ru: 'ИМЯ' },
  { en: 'PHONE', ru: 'ТЕЛЕФОН' },
  { en: 'FIELDS', ru: 'ПОЛЯ' },
];

/** `allo leads` */
export const leads: Command = {
  name: 'leads',
  arguments: '[--status status] [--kind kind] [--limit n]',
  summary: { en: 'What calls left to act on, newest first', ru: 'Заявки из звонков, сначала новые' },
  options: {
    status: { type: 'string', value: 'status', about: { en: statuses.join(', '), ru: statuses.join(', ') } },
    kind: { type: 'string', value: 'kind', about: { en: kinds.join(', '), ru: kinds.join(', ') } },
    ...limit,
    ...json,
    ...profile,
  },
  examples: ['allo leads', 'allo leads --status new --kind callback', 'allo leads --json'],
  run: async (context) => {
    const status = choiceOption(context, 'status', statuses);
    const kind = choiceOption(context, 'kind', kinds);
    const most = numberOption(context, 'limit', 1) ?? 20;
    const allo = await context.connect();
    const query = { ...(status && { status }), ...(kind && { kind }), limit: Math.min(most, 100) };
    const found = await firstOf(allo.leads.list(query, { signal: context.terminal.signal }), most);
    showList(
      context,
      found,
      heads.map((head) => context.say(head)),
      (lead) => [
        moment(lead.createdAt),
        lead.status,
        lead.kind,
        lead.name ?? '–',
        lead.phone ?? '–',
        lead.fields.map(({ name, display }) => `${name}=${display}`).join('; '),
      ],
    );
    return exitCodes.done;
  },
};
