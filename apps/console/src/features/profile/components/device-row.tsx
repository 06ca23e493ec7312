import type { DeviceList } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../../api/use-change.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { deviceName } from '../device-name.ts';
import { signOutDevice } from '../queries.ts';

export function DeviceRow({ device }: { device: DeviceList['items'][number] }) {
  const { t, i18n } = useTranslation();
  const { id, userAgent, address, createdAt, isCurrent } = device;
  const work = useChange(signOutDevice, [['devices']]);
  const name = deviceName(userAgent) ?? t('profile.unknownDevice');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-5 py-3.5" data-testid="device">
      <span className="inline-flex size-9 items-center justify-center rounded-lg bg-sunken text-soft">
        <Icon name="system" className="size-[18px]" />
      </span>
      <div className="min-w-0 flex-1 basis-44">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium" title={userAgent ?? undefined}>
          {name}
          {isCurrent && <Badge tone="good">{t('profile.current')}</Badge>}
        </p>
        <p className="text-[13px] text-faint tabular-nums">
          {t('profile.signedIn', { when: formatMoment(createdAt, i18n.language) })}
          {address !== null && ` · ${address}`}
        </p>
      </div>
      {!isCurrent && (
        <Button
          size="small"
          disabled={work.isPending}
          aria-label={t('profile.signOutNamed', { name })}
          onClick={() => work.mutate(id)}
        >
          {t('profile.signOutDevice')}
        </Button>
      )}
      {work.isError && (
        <div className="basis-full">
          <ProblemNotice error={work.error} />
        </div>
      )}
    </li>
  );
}
