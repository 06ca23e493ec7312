import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { isFiltered } from './audit-filters.ts';
import { AuditFilterBar } from './components/audit-filter-bar.tsx';
import { AuditRow } from './components/audit-row.tsx';
import { AuditVerdict } from './components/audit-verdict.tsx';
import { auditQuery } from './queries.ts';

const route = getRouteApi('/settings/audit');

export function AuditPage() {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const log = useInfiniteQuery(auditQuery(filters));
  const items = log.data?.pages.flatMap((page) => page.items);
  const emptyKey = isFiltered(filters) ? 'filtered' : 'empty';
  return (
    <>
      <PageHeader title={t('audit.title')} text={t('audit.text')} />
      <div className="flex flex-col gap-4">
        <AuditVerdict />
        <AuditFilterBar filters={filters} />
        {log.isError && !items ? (
          <ProblemNotice error={log.error} onRetry={() => void log.refetch()} />
        ) : (
          <Card>
            {!items ? (
              <SkeletonRows count={6} />
            ) : items.length === 0 ? (
              <EmptyState
                icon="audit"
                title={t(`audit.${emptyKey}Title`)}
                text={t(`audit.${emptyKey}Text`)}
              />
            ) : (
              <ol aria-label={t('audit.title')} className="divide-y">
                {items.map((entry) => (
                  <AuditRow key={entry.seq} entry={entry} filters={filters} />
                ))}
              </ol>
            )}
            <LoadMore query={log} />
          </Card>
        )}
      </div>
    </>
  );
}
