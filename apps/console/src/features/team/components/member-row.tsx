import { roles } from '@allo/contracts/access';
import type { Member } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { useAccount } from '../../../app/account-context.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Initial } from '../../../ui/initial.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { isLastOwner, mayChange, rolesToGive } from '../member-rules.ts';
import { changeRole } from '../queries.ts';

interface MemberRowProps {
  member: Member;
  members: Member[];
  onRemove: () => void;
}

export function MemberRow({ member, members, onRemove }: MemberRowProps) {
  const { t, i18n } = useTranslation();
  const { user, organisation } = useAccount();
  const work = useChange(changeRole, [['members'], ['session']]);
  const isLast = isLastOwner(member, members);
  const isChangeable = mayChange(organisation, member);
  const { name, email, role } = member;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-5 py-3.5" data-testid="member">
      <Initial name={name} className="size-9 text-sm" />
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate">{name}</span>
          {member.userId === user.id && <Badge>{t('team.you')}</Badge>}
        </p>
        <p className="truncate text-[13px] text-faint" title={email}>
          {email}
          {' · '}
          {member.inheritedFrom
            ? t('team.fromAgency', { name: member.inheritedFrom.name })
            : t('team.since', { when: formatMoment(member.createdAt, i18n.language) })}
        </p>
      </div>
      {isChangeable ? (
        <div className="flex items-center gap-1" title={isLast ? t('team.lastOwner') : undefined}>
          <SelectField
            label={t('team.roleOf', { name })}
            value={role}
            disabled={isLast || work.isPending}
            onChange={(event) => {
              const chosen = roles.find((one) => one === event.target.value);
              if (chosen) work.mutate({ userId: member.userId, role: chosen });
            }}
            className="w-44"
          >
            {rolesToGive(organisation.role).map((one) => (
              <option key={one} value={one}>
                {t(`role.${one}.name`)}
              </option>
            ))}
          </SelectField>
          <IconButton
            icon="trash"
            label={t('team.removeNamed', { name })}
            disabled={isLast}
            onClick={onRemove}
          />
        </div>
      ) : (
        <Badge>{t(`role.${role}.name`)}</Badge>
      )}
      {work.isError && (
        <div className="basis-full">
          <ProblemNotice error={work.error} />
        </div>
      )}
    </li>
  );
}
