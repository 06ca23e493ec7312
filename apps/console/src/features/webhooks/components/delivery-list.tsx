import { webhookDeliveryStateSchema, type WebhookDelivery } from '@allo/contracts/http';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { deliveriesQuery } from '../queries.ts';
import { DeliveryRow } from './delivery-row.tsx';

const states = webhookDeliveryStateSchema.options;

/** What a webhook was told, and what became of it. */
export function DeliveryList({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<WebhookDelivery['state'] | ''>('');
  const deliveries = useInfiniteQuery(deliveriesQuery(webhookId, state));
  const items = deliveries.data?.pages.flatMap((page) => page.items);
  return (
    <Card
      title={t('webhooks.deliveries')}
      aside={
        <SelectField
          label={t('webhooks.stateFilter')}
          value={state}
          onChange={(event) => setState(states.find((one) => one === event.target.value) ?? '')}
        >
          <option value="">{t('shell.form.all')}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {t(`webhooks.delivery.${one}`)}
            </option>
          ))}
        </SelectField>
      }
    >
      {deliveries.isError && !items ? (
        <div className="p-5">
          <ProblemNotice error={deliveries.error} onRetry={() => void deliveries.refetch()} />
        </div>
      ) : !items ? (
        <SkeletonRows />
      ) : items.length === 0 ? (
        <EmptyState
          icon="send"
          title={t('webhooks.noDeliveries')}
          text={t('webhooks.noDeliveriesText')}
          isSmall
        />
      ) : (
        <ul aria-label={t('webhooks.deliveries')} className="divide-y">
          {items.map((one) => (
            <DeliveryRow key={one.id} webhookId={webhookId} delivery={one} />
          ))}
        </ul>
      )}
      <LoadMore query={deliveries} />
    </Card>
  );
}
