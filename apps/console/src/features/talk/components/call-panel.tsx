import type { AgentSummary } from '@allo/contracts/http';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import type { TalkSession } from '../talk-session.ts';
import type { TalkState } from '../talk-state.ts';
import { CallControls } from './call-controls.tsx';
import { CallOrb } from './call-orb.tsx';
import { CallTimer } from './call-timer.tsx';
import { LevelMeters } from './level-meters.tsx';

interface CallPanelProps {
  session: TalkSession;
  state: TalkState;
  agents: AgentSummary[] | undefined;
  agent: AgentSummary | undefined;
}

/** The telephone: whom to call, what is happening, and the keys. */
export function CallPanel({ session, state, agents, agent }: CallPanelProps) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: '/talk' });
  const isUnderWay = state.phase !== 'idle' && state.phase !== 'ended';
  const status =
    state.phase === 'live' ? state.agentState : state.phase === 'ending' ? 'hangingUp' : state.phase;
  return (
    <section className="flex min-w-0 flex-col items-center self-start rounded-2xl border border-line bg-surface px-5 pt-5 pb-6 shadow-card">
      <SelectField
        data-testid="agent-select"
        label={t('talk.agent')}
        value={agent?.id ?? ''}
        disabled={isUnderWay || !agents}
        onChange={(event) => void navigate({ search: { agent: event.target.value }, replace: true })}
        className="w-full"
      >
        {agents?.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </SelectField>
      <p
        className={`mt-3 line-clamp-3 min-h-10 text-center text-[13px] text-soft lg:block ${isUnderWay ? 'hidden' : ''}`}
      >
        {agent?.description}
      </p>
      <CallOrb session={session} state={state} agent={agent} />
      <p data-testid="call-state" role="status" className="text-[15px] font-semibold tracking-tight">
        {t(`talk.state.${status}`)}
      </p>
      <p className="mt-0.5 h-5 text-[13px] text-faint tabular-nums">
        {state.phase === 'preparing' ? t('talk.prepareHint') : <CallTimer phase={state.phase} />}
      </p>
      {isUnderWay ? (
        <>
          <LevelMeters session={session} hasMicrophone={state.microphone === 'on' && !state.isMuted} />
          <CallControls session={session} state={state} />
        </>
      ) : (
        <div className="mt-6 flex w-full flex-col gap-2">
          <Button
            tone="primary"
            size="large"
            data-testid="call-button"
            disabled={!agent}
            onClick={() => agent && session.call(agent, true)}
          >
            <Icon name="phone" className="size-5" />
            {t(state.phase === 'ended' ? 'talk.callAgain' : 'talk.call')}
          </Button>
          <Button
            tone="plain"
            data-testid="typing-only-button"
            disabled={!agent}
            onClick={() => agent && session.call(agent, false)}
          >
            {t('talk.typingOnly')}
          </Button>
        </div>
      )}
    </section>
  );
}
