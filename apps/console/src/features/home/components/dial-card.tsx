import type { AgentSummary } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { CodeLine } from '../../../ui/code-line.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';

export function DialCard({ agents }: { agents: AgentSummary[] | undefined }) {
  const { t } = useTranslation();
  return (
    <Card title={t('home.dial')}>
      <div className="flex flex-col gap-3 p-5">
        {agents
          ?.slice(0, 4)
          .map((agent) => (
            <CodeLine
              key={agent.id}
              text={agent.sipUri}
              label={t('home.copyAddress', { address: agent.sipUri })}
            />
          )) ?? <Skeleton className="h-9 w-full" />}
        <p className="text-[13px] text-faint">{t('home.dialText')}</p>
      </div>
    </Card>
  );
}
