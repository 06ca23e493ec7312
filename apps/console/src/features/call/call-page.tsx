import type { CallDetail } from '@allo/contracts/http';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../app/account-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CallEvents } from './components/call-events.tsx';
import { CallFacts } from './components/call-facts.tsx';
import { CallFields } from './components/call-fields.tsx';
import { CallHeader } from './components/call-header.tsx';
import { LatencySummary } from './components/latency-summary.tsx';
import { RecordingCard } from './components/recording-card.tsx';
import { TranscriptCard } from './components/transcript-card.tsx';
import { callQuery } from './queries.ts';
import { CallPlayer } from './recording/call-player.ts';
import { recordingUrl } from './recording/recording-query.ts';

const route = getRouteApi('/calls/$callId');

export function CallPage() {
  const { callId } = route.useParams();
  const call = useQuery(callQuery(callId));
  if (call.data) return <StoredCall key={callId} call={call.data} />;
  if (call.isError) return <ProblemNotice error={call.error} onRetry={() => void call.refetch()} />;
  return (
    <div aria-busy="true" className="flex flex-col gap-5">
      <Skeleton className="h-12 w-80" />
      <Skeleton className="h-56 w-full rounded-2xl" />
      <Skeleton className="h-96 w-full rounded-2xl" />
    </div>
  );
}

/** One stored call: what was said and heard, how fast, and what came of it. */
function StoredCall({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const isOver = call.state !== 'active' && call.state !== 'ringing';
  const mayListen = useCan()('calls:listen');
  const canPlay = isOver && call.hasRecording && mayListen;
  const [player] = useState(() => new CallPlayer(recordingUrl(call.id)));
  useEffect(() => player.close, [player]);
  return (
    <>
      <CallHeader call={call} />
      <div className="flex flex-col gap-5">
        {mayListen ? (
          <RecordingCard call={call} player={player} canPlay={canPlay} isOver={isOver} />
        ) : (
          <Notice tone="warn">{t('detail.notHeard')}</Notice>
        )}
        <div className="grid gap-5 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
          {mayListen && <TranscriptCard call={call} player={canPlay ? player : null} isOver={isOver} />}
          <div className="flex min-w-0 flex-col gap-5">
            <CallFields call={call} />
            <LatencySummary turns={call.transcript} />
            <CallFacts call={call} />
          </div>
        </div>
        {mayListen && <CallEvents callId={call.id} startedAt={call.startedAt} />}
      </div>
    </>
  );
}
