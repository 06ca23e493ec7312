import type { SentInvitation } from '@allo/contracts/http';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../app/account-context.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { InvitationList } from './components/invitation-list.tsx';
import { InviteDialog } from './components/invite-dialog.tsx';
import { MemberList } from './components/member-list.tsx';
import { RoleTable } from './components/role-table.tsx';
import { SentNotice } from './components/sent-notice.tsx';

export function TeamPage() {
  const { t } = useTranslation();
  const isManager = useCan()('members:write');
  const [isInviting, setInviting] = useState(false);
  const [sent, setSent] = useState<SentInvitation | null>(null);
  return (
    <>
      <PageHeader title={t('team.title')} text={t('team.text')}>
        {isManager && (
          <Button tone="primary" data-testid="invite" onClick={() => setInviting(true)}>
            <Icon name="plus" />
            {t('team.invite')}
          </Button>
        )}
      </PageHeader>
      <div className="flex flex-col gap-5">
        {sent && <SentNotice invitation={sent} />}
        <MemberList />
        {isManager && <InvitationList onSent={setSent} />}
        <RoleTable />
      </div>
      {isInviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onSent={(invitation) => {
            setSent(invitation);
            setInviting(false);
          }}
        />
      )}
    </>
  );
}
