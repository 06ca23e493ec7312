import type { WebhookEndpoint, WebhookWithSecret } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../app/account-context.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { SecretDialog } from './components/secret-dialog.tsx';
import { WebhookDialog } from './components/webhook-dialog.tsx';
import { WebhookState } from './components/webhook-state.tsx';
import { createWebhook, webhooksQuery } from './queries.ts';

export function WebhooksPage() {
  const { t } = useTranslation();
  const isManager = useCan()('webhooks:write');
  const webhooks = useQuery(webhooksQuery);
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const items = webhooks.data?.items;
  return (
    <>
      <PageHeader title={t('webhooks.title')} text={t('webhooks.text')}>
        {isManager && (
          <Button tone="primary" data-testid="add-webhook" onClick={() => setAdding(true)}>
            <Icon name="plus" />
            {t('webhooks.add')}
          </Button>
        )}
      </PageHeader>
      {webhooks.isError && !items ? (
        <ProblemNotice error={webhooks.error} onRetry={() => void webhooks.refetch()} />
      ) : (
        <Card>
          {!items ? (
            <SkeletonRows />
          ) : items.length === 0 ? (
            <EmptyState icon="webhook" title={t('webhooks.emptyTitle')} text={t('webhooks.emptyText')} />
          ) : (
            <ul aria-label={t('webhooks.title')} className="divide-y">
              {items.map((one) => (
                <WebhookRow key={one.id} webhook={one} />
              ))}
            </ul>
          )}
        </Card>
      )}
      {isAdding && (
        <WebhookDialog
          title={t('webhooks.addTitle')}
          submit={t('webhooks.addSubmit')}
          work={createWebhook}
          onClose={() => setAdding(false)}
          onDone={(webhook) => {
            setAdding(false);
            setMade(webhook);
          }}
        />
      )}
      {made && <SecretDialog webhook={made} onClose={() => setMade(null)} />}
    </>
  );
}

function WebhookRow({ webhook }: { webhook: WebhookEndpoint }) {
  const { t } = useTranslation();
  const { id, url, description, eventFilters } = webhook;
  return (
    <li>
      <Link
        to="/settings/webhooks/$webhookId"
        params={{ webhookId: id }}
        data-testid="webhook"
        className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4 transition-colors first:rounded-t-2xl last:rounded-b-2xl hover:bg-sunken"
      >
        <span className="min-w-0 flex-1 basis-56">
          <span className="block truncate text-sm font-medium" title={url}>
            {url}
          </span>
          <span className="block truncate text-[13px] text-faint">
            {description !== '' && `${description} · `}
            {eventFilters.includes('*') ? t('webhooks.allEvents') : eventFilters.join(', ')}
          </span>
        </span>
        <WebhookState webhook={webhook} />
        <Icon name="forward" className="hidden size-4 text-faint sm:block" />
      </Link>
    </li>
  );
}
