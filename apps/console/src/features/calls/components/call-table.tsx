import type { CallSummary } from '@allo/contracts/http';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../format/duration.ts';
import { formatLatency } from '../../../format/latency.ts';
import { formatMoment } from '../../../format/moment.ts';
import { formatParty } from '../../../format/party.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { CallVerdict } from './call-verdict.tsx';
import { PartyName } from './party-name.tsx';

const columns = ['parties', 'agent', 'started', 'duration', 'latency', 'outcome'] as const;
const grid =
  'md:grid md:grid-cols-[minmax(0,1.5fr)_minmax(0,1.2fr)_minmax(0,1fr)_88px_104px_124px] md:items-center md:gap-4';

/** A table on wide screens, cards on phones: the same list, so that screen readers meet it once. */
export function CallTable({ calls }: { calls: CallSummary[] | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <div
        aria-hidden="true"
        className={`hidden border-b border-line bg-sunken/60 px-5 py-2.5 text-xs font-medium text-faint ${grid}`}
      >
        {columns.map((column) => (
          <span
            key={column}
            title={column === 'latency' ? t('calls.latencyHint') : undefined}
            className={column === 'duration' || column === 'latency' ? 'text-right' : ''}
          >
            {t(`calls.columns.${column}`)}
          </span>
        ))}
      </div>
      <ul aria-label={t('calls.title')} aria-busy={!calls} className="divide-y">
        {calls?.map((call) => <CallRow key={call.id} call={call} />) ??
          [1, 2, 3, 4, 5, 6].map((row) => (
            <li key={row} className="px-5 py-4.5">
              <Skeleton className="h-5 w-full" />
            </li>
          ))}
      </ul>
    </>
  );
}

function CallRow({ call }: { call: CallSummary }) {
  const { t, i18n } = useTranslation();
  const isInbound = call.direction === 'inbound';
  const measured =
    call.voiceToVoiceP50Ms === null ? null : formatLatency(call.voiceToVoiceP50Ms, i18n.language);
  const length = call.durationMs === null ? null : formatDuration(call.durationMs);
  return (
    <li>
      <Link
        to="/calls/$callId"
        params={{ callId: call.id }}
        className={`grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 px-5 py-3.5 text-sm transition-colors hover:bg-sunken ${grid}`}
      >
        <span className="flex min-w-0 items-center gap-2.5">
          <span title={t(`call.direction.${call.direction}`)} className="text-faint">
            <Icon
              name={call.wire === 'browser' ? 'browser' : call.wire === 'simulated' ? 'waves' : 'phone'}
              className="size-4"
            />
          </span>
          <span className="truncate font-medium">
            <PartyName address={isInbound ? call.from : call.to} wire={call.wire} />
          </span>
          <span className="hidden min-w-0 truncate text-faint md:inline" title={call.to}>
            {isInbound ? `→ ${formatParty(call.to)}` : `← ${formatParty(call.from)}`}
          </span>
        </span>
        <span className="col-start-1 row-start-2 truncate text-soft md:col-auto md:row-auto">
          {call.agentName}
        </span>
        <span className="col-start-1 row-start-3 text-[13px] text-faint tabular-nums md:col-auto md:row-auto md:text-sm md:text-soft">
          {formatMoment(call.startedAt, i18n.language)}
        </span>
        <span className="col-start-2 row-start-3 text-right text-[13px] text-faint tabular-nums md:col-auto md:row-auto md:text-sm md:text-soft">
          {length ?? <span className="hidden md:inline">—</span>}
        </span>
        <span className="hidden text-right text-soft tabular-nums md:block">{measured ?? '—'}</span>
        <span className="col-start-2 row-start-1 flex justify-end md:col-auto md:row-auto md:justify-start">
          <CallVerdict call={call} />
        </span>
        {measured && (
          <span className="col-start-2 row-start-2 text-right text-[13px] text-faint tabular-nums md:hidden">
            {measured}
          </span>
        )}
      </Link>
    </li>
  );
}
