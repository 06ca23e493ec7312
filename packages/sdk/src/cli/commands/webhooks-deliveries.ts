import { type Command, exitCodes } from '../command.ts';
import { argument, choiceOption, numberOption } from '../option-values.ts';
import { firstOf, showList } from '../show/list.ts';
import { moment } from '../show/time.ts';
import { json, limit, profile } from './option-sets.ts';

const states = ['pending', 'delivered', 'dead'] as const;
const heads = [
  { en: 'MADE', ru: 'СОЗДАНА' },
  { en: 'STATE', ru: 'СОСТОЯНИЕ' },
  { en: 'EVENT', ru: 'СОБЫТИЕ' },
  { en: 'ATTEMPTS', ru: 'ПОПЫТОК' },
  { en: 'ANSWER', ru: 'ОТВЕТ' },
  { en: 'NEXT', ru: 'СЛЕДУЮЩАЯ' },
  { en: 'ID', ru: 'ID' },
];

/** `allo webhooks deliveries` */
export const webhooksDeliveries: Command = {
  name: 'webhooks deliveries',
  arguments: '<id> [--state state] [--limit n]',
  mostArguments: 1,
  summary: { en: 'What a webhook was told, newest first', ru: 'Что сообщили вебхуку, сначала новое' },
  options: {
    state: { type: 'string', value: 'state', about: { en: states.join(', '), ru: states.join(', ') } },
    ...limit,
    ...json,
    ...profile,
  },
  examples: ['allo webhooks deliveries 0195a1b2-…', 'allo webhooks deliveries 0195a1b2-… --state dead'],
  run: async (context) => {
    const id = argument(context, 0, '<id>');
    const state = choiceOption(context, 'state', states);
    const most = numberOption(context, 'limit', 1) ?? 20;
    const allo = await context.connect();
    const query = { ...(state && { state }), limit: Math.min(most, 100) };
    const found = await firstOf(
      allo.webhooks.deliveries(id, query, { signal: context.terminal.signal }),
      most,
    );
    showList(
      context,
      found,
      heads.map((head) => context.say(head)),
      (delivery) => [
        moment(delivery.createdAt),
        delivery.state,
        delivery.eventType,
        String(delivery.attempts),
        delivery.lastError ?? (delivery.lastStatus === null ? '–' : String(delivery.lastStatus)),
        moment(delivery.nextAttemptAt),
        delivery.id,
      ],
    );
    return exitCodes.done;
  },
};
