import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../../ui/button-class.ts';
import { endReasonKey } from '../../../i18n/end-reason-key.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import type { TalkState } from '../talk-state.ts';

const knownWarnings = ['recognition_failed', 'recognition_absent'] as const;
const knownProblems = ['not_found', 'unavailable', 'audio_failed'] as const;

/** What the caller should know and can do: no microphone, who recognises speech, warnings, how the call ended. */
export function TalkNotices({ state }: { state: TalkState }) {
  const { t } = useTranslation();
  const { microphone, hearing, problem } = state;
  const isLive = state.phase === 'live';
  const knownProblem = knownProblems.find((one) => one === problem?.code);
  const hasFault = microphone !== 'on' && microphone !== 'off';
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      {hasFault && (
        <Notice icon="mic-off" tone="warn" title={t(`talk.mic.${microphone}.title`)}>
          {t(`talk.mic.${microphone}.text`)}
        </Notice>
      )}
      {isLive && microphone === 'on' && hearing !== 'server' && state.warnings.length === 0 && (
        <Notice
          icon={hearing === 'browser' ? 'browser' : 'alert'}
          tone={hearing === 'browser' ? 'plain' : 'warn'}
          title={t(`talk.hearing.${hearing}.title`)}
        >
          {t(`talk.hearing.${hearing}.text`)}
        </Notice>
      )}
      {state.warnings.map((code) => {
        const known = knownWarnings.find((one) => one === code);
        return (
          <Notice key={code} icon="info" tone="warn">
            {known ? t(`talk.warning.${known}`) : t('talk.warning.unknown', { code })}
          </Notice>
        );
      })}
      {problem && (
        <Notice icon="alert" tone="bad">
          {knownProblem ? t(`talk.problem.${knownProblem}`) : t('talk.problem.unknown', problem)}
        </Notice>
      )}
      {state.phase === 'ended' && <EndNotice state={state} />}
    </div>
  );
}

function EndNotice({ state }: { state: TalkState }) {
  const { t } = useTranslation();
  const reason = state.endReason ?? '';
  const key = endReasonKey(reason);
  return (
    <>
      {!state.problem && (
        <Notice icon="phone-off" tone="plain">
          {key === 'caller-hung-up' ? t('talk.youHungUp') : key ? t(`endReason.${key}`) : reason}
        </Notice>
      )}
      {state.callId && (
        <Link
          to="/calls/$callId"
          params={{ callId: state.callId }}
          data-testid="stored-call-link"
          className={buttonClass()}
        >
          <Icon name="waves" />
          {t('talk.openCall')}
        </Link>
      )}
    </>
  );
}

interface NoticeProps {
  icon: IconName;
  tone: 'plain' | 'warn' | 'bad';
  title?: string;
  children: ReactNode;
}
const tones = {
  plain: 'bg-surface text-soft',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

function Notice({ icon, tone, title, children }: NoticeProps) {
  return (
    <div className={`flex animate-rise gap-3 rounded-xl border border-line px-4 py-3.5 ${tones[tone]}`}>
      <Icon name={icon} className="mt-0.5 size-[18px]" />
      <div className="min-w-0 text-[13px] text-ink">
        {title && <p className="font-semibold">{title}</p>}
        <p className="text-soft">{children}</p>
      </div>
    </div>
  );
}
