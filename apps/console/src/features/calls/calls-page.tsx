import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { agentsQuery } from '../../api/agents-query.ts';
import { Button } from '../../ui/button.tsx';
import { buttonClass } from '../../ui/button-class.ts';
import { CodeLine } from '../../ui/code-line.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TalkLink } from '../talk/components/talk-link.tsx';
import { CallFilterBar } from './components/call-filter-bar.tsx';
import { CallTable } from './components/call-table.tsx';
import { callsQuery } from './queries.ts';

const route = getRouteApi('/calls');

export function CallsPage() {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const calls = useInfiniteQuery(callsQuery(filters));
  const items = calls.data?.pages.flatMap((page) => page.items);
  const isFiltered = filters.agentId !== undefined || filters.state !== undefined;

  return (
    <>
      <PageHeader title={t('calls.title')} text={t('calls.text')}>
        <CallFilterBar filters={filters} />
      </PageHeader>
      {calls.isError && !items ? (
        <ProblemNotice error={calls.error} onRetry={() => void calls.refetch()} />
      ) : (
        <div className="overflow-hidden rounded-2xl border border-line bg-surface shadow-card">
          {items?.length === 0 ? <NoCalls isFiltered={isFiltered} /> : <CallTable calls={items} />}
        </div>
      )}
      {calls.hasNextPage && (
        <div className="mt-5 flex justify-center">
          <Button onClick={() => void calls.fetchNextPage()} disabled={calls.isFetchingNextPage}>
            {calls.isFetchingNextPage ? t('common.loading') : t('common.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}

function NoCalls({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  const agents = useQuery(agentsQuery);
  const address = agents.data?.items[0]?.sipUri;
  if (isFiltered) {
    return (
      <EmptyState icon="calls" title={t('calls.filteredTitle')} text={t('calls.filteredText')}>
        <Link to="/calls" search={{}} className={buttonClass()}>
          {t('calls.clearFilters')}
        </Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="phone" title={t('calls.emptyTitle')} text={t('calls.emptyText')}>
      <TalkLink>{t('home.steps.talk.action')}</TalkLink>
      {address && <CodeLine text={address} label={t('home.copyAddress', { address })} />}
    </EmptyState>
  );
}
