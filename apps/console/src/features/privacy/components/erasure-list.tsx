import type { Erasure } from '@allo/contracts/http';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { DownloadButton } from '../../call/components/download-button.tsx';
import { erasuresQuery } from '../queries.ts';

/** What was erased, and the proof of it. */
export function ErasureList() {
  const { t } = useTranslation();
  const erasures = useInfiniteQuery(erasuresQuery);
  const items = erasures.data?.pages.flatMap((page) => page.items);
  if (erasures.isError && !items) {
    return <ProblemNotice error={erasures.error} onRetry={() => void erasures.refetch()} />;
  }
  return (
    <Card title={t('privacy.erasures')}>
      {!items ? (
        <SkeletonRows count={2} />
      ) : items.length === 0 ? (
        <EmptyState
          icon="shield"
          title={t('privacy.noErasures')}
          text={t('privacy.noErasuresText')}
          isSmall
        />
      ) : (
        <ul aria-label={t('privacy.erasures')} className="divide-y">
          {items.map((one) => (
            <ErasureRow key={one.id} erasure={one} />
          ))}
        </ul>
      )}
      <LoadMore query={erasures} />
    </Card>
  );
}

function ErasureRow({ erasure }: { erasure: Erasure }) {
  const { t, i18n } = useTranslation();
  const { kind, finishedAt, deleted, remaining } = erasure;
  const certificate = JSON.stringify(erasure, null, 2);
  const count = deleted.reduce((sum, one) => sum + one.count, 0);
  return (
    <li data-testid="erasure">
      <details className="group">
        <summary className="flex list-none flex-wrap items-center gap-x-4 gap-y-1.5 px-5 py-3.5 transition-colors hover:bg-sunken [&::-webkit-details-marker]:hidden">
          <span className="min-w-0 flex-1 basis-52">
            <span className="block text-sm font-medium">{t(`privacy.erasureKind.${kind}`)}</span>
            <span className="block text-[13px] text-faint tabular-nums">
              {formatMoment(finishedAt, i18n.language)} ·{' '}
              {count === 0 ? t('privacy.nothing') : t('privacy.erased', { count })}
            </span>
          </span>
          <Badge tone={remaining === 0 ? 'good' : 'bad'}>
            {remaining === 0 ? t('privacy.whole') : t('privacy.remaining', { count: remaining })}
          </Badge>
          <Icon name="down" className="size-4 text-faint transition-transform group-open:rotate-180" />
        </summary>
        <div className="border-t border-line bg-sunken/40 px-5 py-4">
          <div className="mb-1.5 flex items-center justify-between gap-3">
            <p className="text-[13px] font-medium">{t('privacy.certificate')}</p>
            <DownloadButton
              format="JSON"
              fileName={`erasure-${erasure.id}.json`}
              content={() => certificate}
            />
          </div>
          <CodeBlock text={certificate} label={t('privacy.copyCertificate')} />
        </div>
      </details>
    </li>
  );
}
