import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TalkLink } from '../talk/components/talk-link.tsx';
import { LeadRow } from './components/lead-row.tsx';
import { leadsQuery } from './queries.ts';

export function LeadsPage() {
  const { t } = useTranslation();
  const leads = useInfiniteQuery(leadsQuery);
  const items = leads.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHeader title={t('leads.title')} text={t('leads.text')} />
      {leads.isError && !items && <ProblemNotice error={leads.error} onRetry={() => void leads.refetch()} />}
      {(items || !leads.isError) && (
        <div className="overflow-hidden rounded-2xl border border-line bg-surface shadow-card">
          {items?.length === 0 ? (
            <EmptyState icon="leads" title={t('leads.emptyTitle')} text={t('leads.emptyText')}>
              <TalkLink>{t('home.steps.talk.action')}</TalkLink>
            </EmptyState>
          ) : (
            <ul aria-label={t('leads.title')} aria-busy={!items} className="divide-y">
              {items?.map((lead) => <LeadRow key={lead.id} lead={lead} />) ??
                [1, 2, 3, 4].map((row) => (
                  <li key={row} className="flex flex-col gap-2 px-5 py-4">
                    <Skeleton className="h-5 w-56" />
                    <Skeleton className="h-5 w-full" />
                  </li>
                ))}
            </ul>
          )}
        </div>
      )}
      {leads.hasNextPage && (
        <div className="mt-5 flex justify-center">
          <Button onClick={() => void leads.fetchNextPage()} disabled={leads.isFetchingNextPage}>
            {leads.isFetchingNextPage ? t('common.loading') : t('common.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}
