import type { WebhookEndpoint } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../format/moment.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DeliveryList } from './components/delivery-list.tsx';
import { WebhookActions } from './components/webhook-actions.tsx';
import { WebhookState } from './components/webhook-state.tsx';
import { webhookQuery } from './queries.ts';

const route = getRouteApi('/settings/webhooks/$webhookId');

export function WebhookPage() {
  const { t } = useTranslation();
  const { webhookId } = route.useParams();
  const webhook = useQuery(webhookQuery(webhookId));
  return (
    <>
      <Link
        to="/settings/webhooks"
        className="mb-4 inline-flex items-center gap-1.5 text-[13px] text-faint hover:text-ink"
      >
        <Icon name="back" className="size-3.5" />
        {t('webhooks.back')}
      </Link>
      {webhook.data ? (
        <Endpoint webhook={webhook.data} />
      ) : webhook.isError ? (
        <ProblemNotice error={webhook.error} onRetry={() => void webhook.refetch()} />
      ) : (
        <div aria-busy="true" className="flex flex-col gap-5">
          <Skeleton className="h-9 w-full max-w-96" />
          <Skeleton className="h-32 w-full rounded-2xl" />
          <Skeleton className="h-60 w-full rounded-2xl" />
        </div>
      )}
    </>
  );
}

function Endpoint({ webhook }: { webhook: WebhookEndpoint }) {
  const { t, i18n } = useTranslation();
  const { id, url, description, eventFilters, previousSecretUntil } = webhook;
  return (
    <div className="flex flex-col gap-5">
      <header>
        <h1 className="text-xl font-semibold tracking-tight break-all">{url}</h1>
        {description !== '' && <p className="mt-1 text-sm text-soft">{description}</p>}
      </header>
      <Card>
        <div className="flex flex-col gap-4 p-5">
          <div className="flex flex-wrap items-center gap-2">
            <WebhookState webhook={webhook} />
            {previousSecretUntil !== null && (
              <span className="text-[13px] text-faint">
                {t('webhooks.previousUntil', { when: formatMoment(previousSecretUntil, i18n.language) })}
              </span>
            )}
          </div>
          <p className="text-[13px] break-words text-soft">
            {t('webhooks.events')}:{' '}
            {eventFilters.includes('*') ? (
              t('webhooks.allEvents')
            ) : (
              <code className="font-mono">{eventFilters.join(', ')}</code>
            )}
          </p>
          <WebhookActions webhook={webhook} />
        </div>
      </Card>
      <DeliveryList webhookId={id} />
    </div>
  );
}
