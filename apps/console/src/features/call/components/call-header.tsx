import type { CallDetail } from '@allo/contracts/http';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../format/duration.ts';
import { formatMoment } from '../../../format/moment.ts';
import { Icon } from '../../../ui/icon.tsx';
import { CallVerdict } from '../../calls/components/call-verdict.tsx';
import { PartyName } from '../../calls/components/party-name.tsx';
import { AgentMark } from '../../talk/components/agent-mark.tsx';

export function CallHeader({ call }: { call: CallDetail }) {
  const { t, i18n } = useTranslation();
  const party = call.direction === 'inbound' ? call.from : call.to;
  return (
    <header className="mb-6">
      <Link
        to="/calls"
        className="mb-4 inline-flex items-center gap-1.5 text-[13px] text-faint hover:text-ink"
      >
        <Icon name="back" className="size-3.5" />
        {t('detail.back')}
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <AgentMark id={call.agentId} name={call.agentName} className="size-11 text-lg" />
        <div className="min-w-0 flex-1 basis-52">
          <h1 className="text-xl break-words font-semibold tracking-tight">
            <PartyName address={party} wire={call.wire} />
            <span className="mx-2 text-faint" aria-hidden="true">
              →
            </span>
            {call.agentName}
          </h1>
          <p className="text-[13px] text-faint tabular-nums">
            {t(`call.direction.${call.direction}`)} · {formatMoment(call.startedAt, i18n.language)}
            {call.durationMs !== null && ` · ${formatDuration(call.durationMs)}`}
          </p>
        </div>
        <CallVerdict call={call} />
      </div>
      {call.outcomeReason && <p className="mt-3 max-w-3xl text-sm text-soft">{call.outcomeReason}</p>}
    </header>
  );
}
