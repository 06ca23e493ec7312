import type { ApiKey, MadeApiKey } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-change.ts';
import { useCan } from '../../app/account-context.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { AddKeyDialog } from './components/add-key-dialog.tsx';
import { KeyRow } from './components/key-row.tsx';
import { MadeKeyDialog } from './components/made-key-dialog.tsx';
import { keysQuery, revokeKey } from './queries.ts';

export function KeysPage() {
  const { t } = useTranslation();
  const isManager = useCan()('keys:write');
  const keys = useQuery(keysQuery);
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeApiKey | null>(null);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  const revoke = useChange(revokeKey, [['keys']], () => setLeaving(null));
  const items = keys.data?.items;
  return (
    <>
      <PageHeader title={t('keys.title')} text={t('keys.text')}>
        {isManager && (
          <Button tone="primary" data-testid="add-key" onClick={() => setAdding(true)}>
            <Icon name="plus" />
            {t('keys.add')}
          </Button>
        )}
      </PageHeader>
      {keys.isError && !items ? (
        <ProblemNotice error={keys.error} onRetry={() => void keys.refetch()} />
      ) : (
        <Card>
          {!items ? (
            <SkeletonRows />
          ) : items.length === 0 ? (
            <EmptyState icon="key" title={t('keys.emptyTitle')} text={t('keys.emptyText')} />
          ) : (
            <ul aria-label={t('keys.title')} className="divide-y">
              {items.map((key) => (
                <KeyRow key={key.id} apiKey={key} onRevoke={isManager ? () => setLeaving(key) : null} />
              ))}
            </ul>
          )}
        </Card>
      )}
      <p className="mt-4 text-[13px]">
        <a href="/docs" target="_blank" rel="noreferrer" className="text-accent hover:underline">
          {t('keys.docs')}
        </a>
      </p>
      {isAdding && (
        <AddKeyDialog
          onClose={() => setAdding(false)}
          onMade={(key) => {
            setAdding(false);
            setMade(key);
          }}
        />
      )}
      {made && <MadeKeyDialog apiKey={made} onClose={() => setMade(null)} />}
      {leaving && (
        <ConfirmDialog
          title={t('keys.revokeTitle', { name: leaving.name })}
          text={t('keys.revokeText')}
          submit={t('keys.revoke')}
          isBusy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate(leaving.id)}
          onClose={() => {
            setLeaving(null);
            revoke.reset();
          }}
        />
      )}
    </>
  );
}
