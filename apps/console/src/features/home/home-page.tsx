import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { agentsQuery } from '../../api/agents-query.ts';
import { systemQuery } from '../../api/system-query.ts';
import { useCan } from '../../app/account-context.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { recentCallsQuery } from '../calls/queries.ts';
import { AgentCards } from './components/agent-cards.tsx';
import { DialCard } from './components/dial-card.tsx';
import { FirstCall } from './components/first-call.tsx';
import { HomeStats } from './components/home-stats.tsx';
import { RecentCalls } from './components/recent-calls.tsx';
import { SystemParts } from './components/system-parts.tsx';

/** What runs, what is missing, who can be called. Before the first call: the way to it. */
export function HomePage() {
  const { t } = useTranslation();
  const system = useQuery(systemQuery);
  const can = useCan();
  const [seesAgents, seesCalls] = [can('agents:read'), can('calls:read')];
  const agents = useQuery({ ...agentsQuery, enabled: seesAgents });
  const recent = useQuery({ ...recentCallsQuery, enabled: seesCalls });
  const isNew = recent.data?.items.length === 0;
  const failed = [system, agents, recent].find((query) => query.isError && !query.data);
  const retry = () => void failed?.refetch();

  return (
    <>
      {failed && (
        <div className="mb-6">
          <ProblemNotice error={failed.error} onRetry={retry} />
        </div>
      )}
      {isNew ? (
        <FirstCall system={system.data} agents={agents.data?.items} />
      ) : (
        <PageHeader title={t('home.title')} />
      )}
      {!isNew && <HomeStats system={system.data} />}
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          {!isNew && seesCalls && <RecentCalls calls={recent.data?.items} />}
          {seesAgents && <AgentCards agents={agents.data?.items} />}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {!isNew && seesAgents && <DialCard agents={agents.data?.items} />}
          <SystemParts parts={system.data?.parts} version={system.data?.version} />
        </div>
      </div>
    </>
  );
}
