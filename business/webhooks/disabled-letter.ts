import type { Mail } from '@allo/contracts/ports';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { members, webhookEndpoints } from '../schema/index.ts';
import type { DisabledWebhook } from './webhook-deps.ts';

const reasons = {
  gone: {
    ru: 'Получатель ответил 410: он больше не ждёт событий.',
    en: 'The receiver answered 410: it wants no more events.',
  },
  failing: {
    ru: 'Пять дней подряд не удалась ни одна доставка.',
    en: 'For five days not one delivery succeeded.',
  },
};

/** Letters to the owners and admins of an organisation: a webhook of theirs went off by itself. */
export function disabledLetters(
  { db }: Pick<Deps, 'db'>,
  { orgId, id, url, reason }: DisabledWebhook,
): Promise<Mail[]> {
  return db.inOrganisation(orgId, async (tx) => {
    const readers = await tx
      .select({ email: members.email })
      .from(members)
      .where(and(eq(members.orgId, orgId), inArray(members.role, ['owner', 'admin'])))
      .orderBy(asc(members.userId));
    const [endpoint] = await tx
      .select({ version: webhookEndpoints.version })
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, id)));
    const { ru, en } = reasons[reason];
    return readers.map(({ email }) => ({
      to: email,
      subject: 'Вебхук отключён · A webhook was switched off',
      text: [
        `Вебхук ${url} отключён. ${ru}`,
        'Что не доставлено, хранится 30 дней. Исправьте получателя и включите вебхук снова.',
        '',
        `The webhook ${url} was switched off. ${en}`,
        'What was not delivered is kept for 30 days. Mend the receiver and switch the webhook on again.',
      ].join('\n'),
      idempotencyKey: `webhook-disabled ${id} ${endpoint?.version ?? 0} ${email}`,
    }));
  });
}
