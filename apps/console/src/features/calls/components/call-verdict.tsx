import type { CallState, CallSummary } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { Badge, type Tone } from '../../../ui/badge.tsx';

const stateTones: Record<CallState, Tone> = {
  ringing: 'caller',
  active: 'good',
  completed: 'neutral',
  failed: 'bad',
  rejected: 'warn',
  interrupted: 'warn',
};
const outcomeTones: Record<NonNullable<CallSummary['outcome']>, Tone> = {
  lead: 'accent',
  callback: 'caller',
  info_only: 'neutral',
  not_target: 'neutral',
  failed: 'warn',
  custom: 'neutral',
};

/** What matters most now: that it is still going, how it went wrong, or what came of it. */
export function CallVerdict({ call }: { call: Pick<CallSummary, 'state' | 'outcome'> }) {
  const { t } = useTranslation();
  if (call.state === 'completed' && call.outcome) {
    return <Badge tone={outcomeTones[call.outcome]}>{t(`call.outcome.${call.outcome}`)}</Badge>;
  }
  return (
    <Badge tone={stateTones[call.state]}>
      {(call.state === 'active' || call.state === 'ringing') && (
        <span className="size-1.5 animate-breathe rounded-full bg-current" />
      )}
      {t(`call.state.${call.state}`)}
    </Badge>
  );
}
