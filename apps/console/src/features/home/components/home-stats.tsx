import type { SystemStatus } from '@allo/contracts/http';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../../format/moment.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';

export function HomeStats({ system }: { system: SystemStatus | undefined }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const isTalking = (system?.activeCalls ?? 0) > 0;
  return (
    <dl className="mb-5 grid grid-cols-2 overflow-hidden rounded-2xl border border-line bg-surface shadow-card sm:grid-cols-3">
      <Stat label={t('home.stats.active')}>
        {system && (
          <span className="flex items-center gap-2.5">
            {number.format(system.activeCalls)}
            {isTalking && <span className="size-2 animate-breathe rounded-full bg-good" />}
          </span>
        )}
      </Stat>
      <Stat label={t('home.stats.today')}>{system && number.format(system.callsToday)}</Stat>
      <Stat label={t('home.stats.uptime')} className="hidden sm:block">
        {system && formatMoment(system.startedAt, i18n.language)}
      </Stat>
    </dl>
  );
}

function Stat({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={`border-line px-5 py-4 not-first:border-l ${className}`}>
      <dt className="text-[13px] text-faint">{label}</dt>
      <dd className="mt-1 text-2xl font-semibold tracking-tight tabular-nums">
        {children ?? <Skeleton className="h-8 w-16" />}
      </dd>
    </div>
  );
}
