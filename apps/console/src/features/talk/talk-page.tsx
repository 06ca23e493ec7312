import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { agentsQuery } from '../../api/agents-query.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { CallPanel } from './components/call-panel.tsx';
import { TalkNotices } from './components/talk-notices.tsx';
import { TalkTranscript } from './components/talk-transcript.tsx';
import { TypingBox } from './components/typing-box.tsx';
import { TalkSession } from './talk-session.ts';

const route = getRouteApi('/talk');

/** A call to an agent from the browser, by voice or by typing. */
export function TalkPage() {
  const { t } = useTranslation();
  const agents = useQuery(agentsQuery);
  const [session] = useState(() => new TalkSession());
  const state = useSyncExternalStore(session.subscribe, session.getState);
  const wanted = route.useSearch().agent;
  const agent = agents.data?.items.find((one) => one.id === wanted) ?? agents.data?.items[0];

  const isUnderWay = state.phase !== 'idle' && state.phase !== 'ended';

  // Leaving the page leaves the call.
  useEffect(() => session.close, [session]);

  return (
    <>
      {/* On a phone the words need the room while the call lasts. */}
      <div className={isUnderWay ? 'hidden lg:block' : ''}>
        <PageHeader title={t('talk.title')} text={t('talk.text')} />
      </div>
      {agents.isError && !agents.data && (
        <div className="mb-5">
          <ProblemNotice error={agents.error} onRetry={() => void agents.refetch()} />
        </div>
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,380px)_minmax(0,1fr)] lg:grid-rows-[auto_1fr] lg:gap-x-5">
        <CallPanel session={session} state={state} agents={agents.data?.items} agent={agent} />
        <div
          className={`min-w-0 lg:order-none lg:col-start-1 lg:row-start-2 ${isUnderWay ? 'order-last' : ''}`}
        >
          <TalkNotices state={state} />
        </div>
        <section
          aria-label={t('talk.transcript')}
          className={`flex min-w-0 flex-col overflow-hidden rounded-2xl border border-line bg-surface shadow-card lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:h-[calc(100dvh-190px)] lg:min-h-[560px] ${
            isUnderWay ? 'h-[max(20rem,calc(100dvh-520px))]' : 'h-[min(70dvh,640px)] min-h-96'
          }`}
        >
          <TalkTranscript state={state} language={agent?.language ?? 'ru'} />
          <TypingBox
            isLive={state.phase === 'live'}
            onSend={(text) => session.dispatch({ type: 'text-typed', text })}
          />
        </section>
      </div>
    </>
  );
}
