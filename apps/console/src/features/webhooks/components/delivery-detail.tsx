import type { WebhookAttempt, WebhookDelivery } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useCan } from '../../../app/account-context.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { deliveryQuery, replayDelivery } from '../queries.ts';
import { readableJson } from '../readable-json.ts';

interface DeliveryDetailProps {
  webhookId: string;
  delivery: WebhookDelivery;
}

/** What was sent, every attempt and every answer. */
export function DeliveryDetail({ webhookId, delivery }: DeliveryDetailProps) {
  const { t } = useTranslation();
  const mayReplay = useCan()('webhooks:write');
  const detail = useQuery(deliveryQuery(webhookId, delivery));
  const replay = useChange(replayDelivery, [['deliveries', webhookId]]);
  return (
    <div
      className="flex flex-col gap-4 border-t border-line bg-sunken/40 px-5 py-4"
      data-testid="delivery-detail"
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-[13px] break-all text-faint">
          {t('webhooks.messageId')}: <code className="font-mono">{delivery.messageId}</code>
        </p>
        {mayReplay && (
          <Button
            size="small"
            disabled={replay.isPending || delivery.state === 'pending'}
            onClick={() => replay.mutate({ id: webhookId, deliveryId: delivery.id })}
          >
            <Icon name="refresh" />
            {t('webhooks.replay')}
          </Button>
        )}
      </div>
      {replay.isError && <ProblemNotice error={replay.error} />}
      {detail.isError && <ProblemNotice error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <Skeleton className="h-24 w-full" />}
      {detail.data && (
        <>
          <div>
            <p className="mb-1.5 text-[13px] font-medium">{t('webhooks.body')}</p>
            <CodeBlock text={readableJson(detail.data.body)} label={t('webhooks.body')} />
          </div>
          <ol className="flex flex-col gap-3">
            {detail.data.log.map((attempt) => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function Attempt({
  attempt: { number, at, durationMs, status, error, responseBody },
}: {
  attempt: WebhookAttempt;
}) {
  const { t, i18n } = useTranslation();
  return (
    <li className="text-[13px]">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{t('webhooks.attempt', { number })}</span>
        <Badge tone={error === null ? 'good' : 'bad'}>
          {status === null ? t('webhooks.noAnswer') : t('webhooks.answer', { status })}
        </Badge>
        <span className="text-faint tabular-nums">
          {formatMoment(at, i18n.language)} · {t('webhooks.took', { ms: durationMs })}
          {error !== null && ` · ${error}`}
        </span>
      </p>
      {responseBody !== null &&
        (responseBody === '' ? (
          <p className="mt-1 text-faint">{t('webhooks.emptyAnswer')}</p>
        ) : (
          <pre className="mt-1.5 max-h-40 overflow-auto rounded-lg border border-line bg-surface px-3 py-2 font-mono text-xs break-all whitespace-pre-wrap">
            {responseBody}
          </pre>
        ))}
    </li>
  );
}
