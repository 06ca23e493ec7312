import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useCan } from '../../app/account-context.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { AddClientDialog } from './components/add-client-dialog.tsx';
import { OrganisationCard } from './components/organisation-card.tsx';
import { OrganisationRows } from './components/organisation-rows.tsx';

export function OrganisationPage() {
  const { t } = useTranslation();
  const { organisation, memberships } = useAccount();
  const isManager = useCan()('organisation:manage');
  const [isAdding, setAdding] = useState(false);
  const clients = memberships.filter(({ parentId }) => parentId === organisation.id);
  const others = memberships.filter(
    ({ id, parentId }) => id !== organisation.id && parentId !== organisation.id,
  );
  return (
    <>
      <PageHeader title={t('organisations.title')} text={t('organisations.text')} />
      <div className="flex flex-col gap-5">
        <OrganisationCard key={organisation.version} />
        {(isManager || clients.length > 0) && (
          <Card
            title={t('organisations.clients')}
            aside={
              isManager && (
                <Button size="small" data-testid="add-client" onClick={() => setAdding(true)}>
                  <Icon name="plus" />
                  {t('organisations.addClient')}
                </Button>
              )
            }
          >
            {clients.length === 0 ? (
              <EmptyState
                icon="organisation"
                title={t('organisations.noClients')}
                text={t('organisations.noClientsText')}
                isSmall
              />
            ) : (
              <OrganisationRows label={t('organisations.clients')} organisations={clients} />
            )}
          </Card>
        )}
        {others.length > 0 && (
          <Card title={t('organisations.others')}>
            <OrganisationRows label={t('organisations.others')} organisations={others} />
          </Card>
        )}
      </div>
      {isAdding && <AddClientDialog onClose={() => setAdding(false)} />}
    </>
  );
}
