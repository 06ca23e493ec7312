import type { AgentSummary } from '@allo/contracts/http';
import type { TalkSession } from '../talk-session.ts';
import type { TalkState } from '../talk-state.ts';
import { AgentMark } from './agent-mark.tsx';
import { useLevels } from './use-levels.ts';

interface CallOrbProps {
  session: TalkSession;
  state: TalkState;
  agent: AgentSummary | undefined;
}

/** The agent's mark; rings around it move with both voices. */
export function CallOrb({ session, state, agent }: CallOrbProps) {
  const ref = useLevels<HTMLDivElement>(session);
  const isWaiting =
    state.phase === 'preparing' ||
    state.phase === 'connecting' ||
    (state.phase === 'live' && state.agentState === 'thinking');
  return (
    <div
      ref={ref}
      aria-hidden="true"
      className={`relative grid place-items-center lg:my-7 lg:size-32 ${state.phase === 'idle' ? 'my-7 size-32' : 'my-4 size-24'}`}
    >
      <span
        className="absolute inset-0 rounded-full bg-caller opacity-15"
        style={{ transform: 'scale(calc(0.78 + var(--voice, 0) * 0.5))' }}
      />
      <span
        className="absolute inset-0 rounded-full bg-agent opacity-20"
        style={{ transform: 'scale(calc(0.74 + var(--agent, 0) * 0.42))' }}
      />
      <span
        className={`absolute inset-3 rounded-full border-2 ${
          isWaiting
            ? 'animate-spin border-line border-t-accent'
            : state.phase === 'live'
              ? 'border-agent/50'
              : 'border-line'
        }`}
      />
      <AgentMark
        id={agent?.id ?? ''}
        name={agent?.name ?? ' '}
        className={`relative lg:size-20 lg:text-3xl ${state.phase === 'idle' ? 'size-20 text-3xl' : 'size-14 text-xl'} ${state.phase === 'ended' ? 'opacity-60 grayscale' : ''}`}
      />
    </div>
  );
}
