import { pause } from '../../pause.ts';
import { type Command, exitCodes } from '../command.ts';
import { argument } from '../option-values.ts';
import { plain } from '../show/plain.ts';
import { json, profile } from './option-sets.ts';

const words = {
  delivered: { en: 'Delivered: {} in {} ms.', ru: 'Доставлено: {} за {} мс.' },
  failed: {
    en: 'Not delivered: {}. docs/webhooks.md explains it.',
    ru: 'Не доставлено: {}. Пояснения: docs/webhooks.md',
  },
  answered: { en: 'The answer began: {}', ru: 'Начало ответа: {}' },
  waiting: { en: 'no attempt was made within {} s', ru: 'за {} с не было попытки' },
};
const pollMs = 300;
/** An attempt takes up to 15 seconds. */
const patienceMs = 20_000;

/** `allo webhooks test` */
export const webhooksTest: Command = {
  name: 'webhooks test',
  arguments: '<id>',
  mostArguments: 1,
  summary: {
    en: 'Send a webhook.test and tell how it went; exit code 1 when it failed',
    ru: 'Отправить webhook.test и показать результат; код 1, если не вышло',
  },
  options: { ...json, ...profile },
  examples: ['allo webhooks test 0195a1b2-…'],
  run: async (context) => {
    const { terminal, say, paint, values } = context;
    const { signal } = terminal;
    const id = argument(context, 0, '<id>');
    const allo = await context.connect();
    const { id: deliveryId } = await allo.webhooks.test(id, { signal });
    let delivery = await allo.webhooks.delivery(id, deliveryId, { signal });
    for (let waitedMs = 0; delivery.log.length === 0 && waitedMs < patienceMs; waitedMs += pollMs) {
      await pause(pollMs, signal);
      delivery = await allo.webhooks.delivery(id, deliveryId, { signal });
    }
    const isDelivered = delivery.state === 'delivered';
    const last = delivery.log.at(-1);
    if (values.json) terminal.out(JSON.stringify(delivery, null, 2));
    else if (isDelivered) {
      terminal.out(paint('green', say(words.delivered, last?.status ?? '', last?.durationMs ?? '')));
    } else {
      const reason = last?.error ?? say(words.waiting, patienceMs / 1000);
      terminal.out(paint('red', say(words.failed, reason)));
      if (last?.responseBody) terminal.out(say(words.answered, plain(last.responseBody.slice(0, 200))));
    }
    return isDelivered ? exitCodes.done : exitCodes.no;
  },
};
