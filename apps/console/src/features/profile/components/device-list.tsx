import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rememberOrganisation } from '../../../api/organisation-choice.ts';
import { useChange } from '../../../api/use-change.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { devicesQuery, signOutDevices } from '../queries.ts';
import { DeviceRow } from './device-row.tsx';

/** Where the account is signed in. */
export function DeviceList() {
  const { t } = useTranslation();
  const devices = useQuery(devicesQuery);
  const [isLeaving, setLeaving] = useState(false);
  const others = useChange(() => signOutDevices(false), [['devices']]);
  const everywhere = useChange(
    () => signOutDevices(true),
    [],
    () => {
      rememberOrganisation(null);
      location.assign('/sign-in');
    },
  );
  const items = devices.data?.items;
  if (devices.isError && !items) {
    return <ProblemNotice error={devices.error} onRetry={() => void devices.refetch()} />;
  }
  return (
    <Card title={t('profile.devices')}>
      <p className="px-5 pt-4 text-[13px] text-faint">{t('profile.devicesText')}</p>
      {items ? (
        <ul aria-label={t('profile.devices')} className="divide-y">
          {items.map((device) => (
            <DeviceRow key={device.id} device={device} />
          ))}
        </ul>
      ) : (
        <SkeletonRows count={2} />
      )}
      <div className="flex flex-wrap gap-2.5 border-t border-line px-5 py-4">
        <Button
          disabled={others.isPending || (items?.length ?? 0) < 2}
          onClick={() => others.mutate(undefined)}
        >
          {t('profile.signOutOthers')}
        </Button>
        <Button tone="plain" onClick={() => setLeaving(true)}>
          {t('profile.signOutAll')}
        </Button>
      </div>
      {others.isError && (
        <div className="px-5 pb-4">
          <ProblemNotice error={others.error} />
        </div>
      )}
      {isLeaving && (
        <ConfirmDialog
          title={t('profile.signOutAllTitle')}
          text={t('profile.signOutAllText')}
          submit={t('profile.signOutAll')}
          isBusy={everywhere.isPending}
          error={everywhere.error}
          onConfirm={() => everywhere.mutate(undefined)}
          onClose={() => setLeaving(false)}
        />
      )}
    </Card>
  );
}
