import type { CallSummary } from '@allo/contracts/http';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../format/duration.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { CallVerdict } from '../../calls/components/call-verdict.tsx';
import { PartyName } from '../../calls/components/party-name.tsx';

export function RecentCalls({ calls }: { calls: CallSummary[] | undefined }) {
  const { t } = useTranslation();
  const all = (
    <Link
      to="/calls"
      className="flex items-center gap-1 text-[13px] font-medium text-accent hover:text-accent-strong"
    >
      {t('home.allCalls')}
      <Icon name="forward" className="size-3.5" />
    </Link>
  );
  return (
    <Card title={t('home.recent')} aside={all}>
      <ul className="divide-y">
        {calls?.map((call) => <RecentCall key={call.id} call={call} />) ??
          [1, 2, 3, 4].map((row) => (
            <li key={row} className="flex items-center gap-4 px-5 py-4">
              <Skeleton className="h-5 flex-1" />
              <Skeleton className="h-5 w-24" />
            </li>
          ))}
      </ul>
    </Card>
  );
}

function RecentCall({ call }: { call: CallSummary }) {
  const { i18n } = useTranslation();
  return (
    <li>
      <Link
        to="/calls/$callId"
        params={{ callId: call.id }}
        className="flex items-center gap-4 px-5 py-3 transition-colors hover:bg-sunken"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">
            <PartyName address={call.direction === 'inbound' ? call.from : call.to} wire={call.wire} />
          </span>
          <span className="block truncate text-[13px] text-faint">{call.agentName}</span>
        </span>
        <span className="hidden text-right text-[13px] text-faint tabular-nums sm:block">
          <span className="block text-soft">{formatMoment(call.startedAt, i18n.language)}</span>
          {call.durationMs !== null && formatDuration(call.durationMs)}
        </span>
        <span className="flex w-28 justify-end">
          <CallVerdict call={call} />
        </span>
      </Link>
    </li>
  );
}
