import type { Invitation, SentInvitation } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { invitationsQuery, resendInvitation, revokeInvitation } from '../queries.ts';

export function InvitationList({ onSent }: { onSent: (invitation: SentInvitation | null) => void }) {
  const { t } = useTranslation();
  const invitations = useQuery(invitationsQuery);
  const items = invitations.data?.items;
  if (invitations.isError && !items) {
    return <ProblemNotice error={invitations.error} onRetry={() => void invitations.refetch()} />;
  }
  return (
    <Card title={t('team.invitations')}>
      {!items ? (
        <SkeletonRows count={1} />
      ) : items.length === 0 ? (
        <EmptyState icon="send" title={t('team.noInvitations')} text={t('team.noInvitationsText')} isSmall />
      ) : (
        <ul aria-label={t('team.invitations')} className="divide-y">
          {items.map((one) => (
            <InvitationRow key={one.id} invitation={one} onSent={onSent} />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  onSent: (invitation: SentInvitation | null) => void;
}

function InvitationRow({ invitation, onSent }: InvitationRowProps) {
  const { t, i18n } = useTranslation();
  const { id, email, role, invitedBy, expiresAt, isExpired } = invitation;
  const resend = useChange(resendInvitation, [['invitations']], onSent);
  const revoke = useChange(revokeInvitation, [['invitations']], () => onSent(null));
  const isBusy = resend.isPending || revoke.isPending;
  const error = resend.error ?? revoke.error;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-5 py-3.5" data-testid="invitation">
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate text-sm font-medium" title={email}>
          {email}
        </p>
        <p className="text-[13px] text-faint">
          {t(`role.${role}.name`)} · {t('team.invitedBy', { name: invitedBy })}
          {!isExpired && ` · ${t('team.expires', { when: formatMoment(expiresAt, i18n.language) })}`}
        </p>
      </div>
      {isExpired && <Badge tone="warn">{t('team.expired')}</Badge>}
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={isBusy} onClick={() => resend.mutate(id)}>
          {t('team.resend')}
        </Button>
        <Button size="small" tone="plain" disabled={isBusy} onClick={() => revoke.mutate(id)}>
          {t('team.revoke')}
        </Button>
      </div>
      {error && (
        <div className="basis-full">
          <ProblemNotice error={error} />
        </div>
      )}
    </li>
  );
}
