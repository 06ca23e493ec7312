import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ServiceCard } from './components/service-card.tsx';
import { providersQuery } from './queries.ts';

export function ServicesPage() {
  const { t } = useTranslation();
  const providers = useQuery(providersQuery);
  const items = providers.data?.items;
  return (
    <>
      <PageHeader title={t('services.title')} text={t('services.text')} />
      {providers.isError && !items ? (
        <ProblemNotice error={providers.error} onRetry={() => void providers.refetch()} />
      ) : items ? (
        <div className="flex flex-col gap-5">
          {items.map((provider) => (
            <ServiceCard key={provider.port} provider={provider} />
          ))}
        </div>
      ) : (
        <Card>
          <SkeletonRows />
        </Card>
      )}
    </>
  );
}
