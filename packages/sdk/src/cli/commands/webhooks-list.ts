import { type Command, exitCodes } from '../command.ts';
import { firstOf, showList } from '../show/list.ts';
import { json, profile } from './option-sets.ts';

const heads = [
  { en: 'ID', ru: 'ID' },
  { en: 'STATE', ru: 'СОСТОЯНИЕ' },
  { en: 'EVENTS', ru: 'СОБЫТИЯ' },
  { en: 'ADDRESS', ru: 'АДРЕС' },
];
const states = {
  on: { en: 'on', ru: 'включён' },
  off: { en: 'off ({})', ru: 'выключен ({})' },
  failing: { en: 'failing', ru: 'сбои' },
};

/** `allo webhooks list` */
export const webhooksList: Command = {
  name: 'webhooks list',
  arguments: '',
  summary: { en: 'Addresses that are told of events', ru: 'Адреса, которым сообщают о событиях' },
  options: { ...json, ...profile },
  examples: ['allo webhooks list'],
  run: async (context) => {
    const { say, terminal } = context;
    const allo = await context.connect();
    const found = await firstOf(
      allo.webhooks.list({}, { signal: terminal.signal }),
      Number.POSITIVE_INFINITY,
    );
    showList(
      context,
      found,
      heads.map((head) => say(head)),
      (webhook) => [
        webhook.id,
        !webhook.isEnabled
          ? say(states.off, webhook.disabledReason ?? '')
          : say(webhook.failingSince === null ? states.on : states.failing),
        webhook.eventFilters.join(' '),
        webhook.url,
      ],
    );
    return exitCodes.done;
  },
};
