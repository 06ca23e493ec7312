import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Membership, useAccount } from '../../../app/account-context.ts';
import { switchOrganisation } from '../../../app/switch-organisation.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Initial } from '../../../ui/initial.tsx';
import { isRemovable } from '../is-removable.ts';
import { RemoveDialog } from './remove-dialog.tsx';

/** Organisations to go to, and to remove. */
export function OrganisationRows({ label, organisations }: { label: string; organisations: Membership[] }) {
  const { t, i18n } = useTranslation();
  const { memberships } = useAccount();
  const [leaving, setLeaving] = useState<Membership | null>(null);
  return (
    <>
      <ul aria-label={label} className="divide-y">
        {organisations.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-5 py-3.5">
            <Initial name={one.name} className="size-9 !rounded-lg text-sm" />
            <div className="min-w-0 flex-1 basis-40">
              <p className="flex items-center gap-2 text-sm font-medium">
                <span className="truncate">{one.name}</span>
                {one.isDemo && <Badge tone="warn">{t('organisations.demo')}</Badge>}
              </p>
              <p className="truncate text-[13px] text-faint">
                {t(`role.${one.role}.name`)} ·{' '}
                {t('organisations.created', { when: formatMoment(one.createdAt, i18n.language) })}
              </p>
            </div>
            <div className="flex items-center gap-1">
              <Button
                size="small"
                aria-label={t('organisations.openNamed', { name: one.name })}
                onClick={() => switchOrganisation(one.id)}
              >
                {t('organisations.open')}
              </Button>
              {isRemovable(one, memberships) && (
                <IconButton
                  icon="trash"
                  label={t('organisations.removeNamed', { name: one.name })}
                  onClick={() => setLeaving(one)}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
      {leaving && <RemoveDialog organisation={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}
