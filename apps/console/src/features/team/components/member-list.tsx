import type { Member } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { membersQuery, removeMember } from '../queries.ts';
import { MemberRow } from './member-row.tsx';

export function MemberList() {
  const { t } = useTranslation();
  const members = useQuery(membersQuery);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const remove = useChange(removeMember, [['members'], ['session']], () => setLeaving(null));
  const items = members.data?.items;
  if (members.isError && !items) {
    return <ProblemNotice error={members.error} onRetry={() => void members.refetch()} />;
  }
  return (
    <Card title={t('team.members')}>
      {items ? (
        <ul aria-label={t('team.members')} className="divide-y">
          {items.map((member) => (
            <MemberRow
              key={member.userId}
              member={member}
              members={items}
              onRemove={() => setLeaving(member)}
            />
          ))}
        </ul>
      ) : (
        <SkeletonRows />
      )}
      {leaving && (
        <ConfirmDialog
          title={t('team.removeTitle', { name: leaving.name })}
          text={t('team.removeText')}
          submit={t('team.removeSubmit')}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.userId)}
          onClose={() => {
            setLeaving(null);
            remove.reset();
          }}
        />
      )}
    </Card>
  );
}
