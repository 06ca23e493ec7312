import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ErasureList } from './components/erasure-list.tsx';
import { ForgetCard } from './components/forget-card.tsx';
import { RedactionForm } from './components/redaction-form.tsx';
import { RetentionForm } from './components/retention-form.tsx';
import { redactionQuery, retentionQuery } from './queries.ts';

export function PrivacyPage() {
  const { t } = useTranslation();
  const retention = useQuery(retentionQuery);
  const redaction = useQuery(redactionQuery);
  const failed = [retention, redaction].find((query) => query.isError && !query.data);
  return (
    <>
      <PageHeader title={t('privacy.title')} text={t('privacy.text')} />
      <div className="flex flex-col gap-5">
        {failed && <ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} />}
        <Card title={t('privacy.retention')}>
          {retention.data ? <RetentionForm stored={retention.data} /> : <SkeletonRows count={4} />}
        </Card>
        <Card title={t('privacy.redaction')}>
          {redaction.data ? (
            <RedactionForm key={redaction.data.version} stored={redaction.data} />
          ) : (
            <SkeletonRows count={4} />
          )}
        </Card>
        <ForgetCard />
        <ErasureList />
      </div>
    </>
  );
}
