import type { AgentSummary } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { AgentMark } from '../../talk/components/agent-mark.tsx';
import { TalkLink } from '../../talk/components/talk-link.tsx';

export function AgentCards({ agents }: { agents: AgentSummary[] | undefined }) {
  const { t } = useTranslation();
  return (
    <Card title={t('home.agents')}>
      {agents?.length === 0 ? (
        <EmptyState icon="phone" title={t('home.noAgents')} text={t('home.noAgentsText')} />
      ) : (
        <ul className="grid gap-px overflow-hidden rounded-b-2xl bg-line sm:grid-cols-2">
          {agents?.map((agent) => <AgentCard key={agent.id} agent={agent} />) ??
            [1, 2, 3, 4].map((card) => (
              <li key={card} className="flex flex-col gap-3 bg-surface p-5">
                <Skeleton className="h-9 w-40" />
                <Skeleton className="h-10 w-full" />
                <Skeleton className="h-8 w-28" />
              </li>
            ))}
        </ul>
      )}
    </Card>
  );
}

function AgentCard({ agent }: { agent: AgentSummary }) {
  const { t } = useTranslation();
  return (
    <li className="flex flex-col bg-surface p-5">
      <div className="flex items-center gap-3">
        <AgentMark id={agent.id} name={agent.name} />
        <div className="min-w-0">
          <h3 className="truncate text-sm font-semibold tracking-tight">{agent.name}</h3>
          <p className="text-xs text-faint uppercase">
            {agent.language} · v{agent.version}
          </p>
        </div>
      </div>
      <p className="mt-3 mb-4 line-clamp-3 text-sm text-soft">{agent.description}</p>
      <div className="mt-auto flex items-center justify-between gap-2">
        <TalkLink
          agentId={agent.id}
          label={t('home.talkWith', { name: agent.name })}
          tone="quiet"
          size="small"
        >
          {t('home.agentTalk')}
        </TalkLink>
        <CopyButton text={agent.sipUri} label={t('home.copyAddress', { address: agent.sipUri })} />
      </div>
    </li>
  );
}
