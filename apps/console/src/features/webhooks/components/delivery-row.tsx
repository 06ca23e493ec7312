import type { WebhookDelivery } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../format/moment.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';

const tones: Record<WebhookDelivery['state'], Tone> = { pending: 'warn', delivered: 'good', dead: 'bad' };

export function DeliveryRow({ webhookId, delivery }: { webhookId: string; delivery: WebhookDelivery }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { eventType, isTest, state, attempts, createdAt, nextAttemptAt, lastStatus, lastError } = delivery;
  const moment = (iso: string) => formatMoment(iso, i18n.language);
  return (
    <li data-testid="delivery" data-state={state}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full flex-wrap items-center gap-x-4 gap-y-1.5 px-5 py-3.5 text-left transition-colors hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 basis-48">
          <span className="flex items-center gap-2 text-sm">
            <code className="truncate font-mono text-[13px] font-medium">{eventType}</code>
            {isTest && <Badge>{t('webhooks.testMark')}</Badge>}
          </span>
          <span className="block text-[13px] text-faint tabular-nums">
            {moment(createdAt)} · {t('webhooks.attempts', { count: attempts })}
            {nextAttemptAt !== null &&
              attempts > 0 &&
              ` · ${t('webhooks.next', { when: moment(nextAttemptAt) })}`}
          </span>
        </span>
        {(lastStatus !== null || lastError !== null) && (
          <code className="font-mono text-xs text-faint">{lastStatus ?? lastError}</code>
        )}
        <Badge tone={tones[state]}>{t(`webhooks.delivery.${state}`)}</Badge>
        <Icon
          name="down"
          className={`size-4 text-faint transition-transform ${isOpen ? 'rotate-180' : ''}`}
        />
      </button>
      {isOpen && <DeliveryDetail webhookId={webhookId} delivery={delivery} />}
    </li>
  );
}
