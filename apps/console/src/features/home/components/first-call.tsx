import type { AgentSummary, SystemStatus } from '@allo/contracts/http';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeLine } from '../../../ui/code-line.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TalkLink } from '../../talk/components/talk-link.tsx';
import { VoiceMark } from './voice-mark.tsx';

interface FirstCallProps {
  system: SystemStatus | undefined;
  agents: AgentSummary[] | undefined;
}

/** Shown until somebody has called: three steps from nothing to a spoken conversation. */
export function FirstCall({ system, agents }: FirstCallProps) {
  const { t } = useTranslation();
  const first = agents?.[0];
  return (
    <section className="relative mb-6 overflow-hidden rounded-3xl border border-line bg-surface shadow-card">
      <VoiceMark className="pointer-events-none absolute -top-6 -right-6 hidden h-60 w-[440px] text-accent opacity-25 sm:block dark:opacity-30" />
      <div className="relative px-5 pt-8 pb-6 sm:px-9 sm:pt-11">
        <h1 className="max-w-xl text-[28px] leading-[1.15] font-semibold tracking-tight text-balance sm:text-4xl">
          {t('home.hero.title')}
        </h1>
        <p className="mt-3.5 max-w-lg text-[15px] text-soft">{t('home.hero.text')}</p>
      </div>
      <ol className="relative grid border-t border-line md:grid-cols-3 md:divide-x">
        <Step number={1} title={t('home.steps.run.title')} text={t('home.steps.run.text')} isDone={!!system}>
          {system ? (
            <p className="flex items-center gap-2 text-sm font-medium text-good">
              <Icon name="check" className="size-4" />
              {t('home.steps.done')}
            </p>
          ) : (
            <Skeleton className="h-5 w-28" />
          )}
        </Step>
        <Step number={2} title={t('home.steps.talk.title')} text={t('home.steps.talk.text')} isNext>
          <TalkLink agentId={first?.id}>{t('home.steps.talk.action')}</TalkLink>
        </Step>
        <Step number={3} title={t('home.steps.dial.title')} text={t('home.steps.dial.text')}>
          {system?.addresses.sip === null ? (
            <p className="text-sm text-warn">{t('home.steps.dial.none')}</p>
          ) : first ? (
            <CodeLine text={first.sipUri} label={t('home.copyAddress', { address: first.sipUri })} />
          ) : (
            <Skeleton className="h-9 w-full" />
          )}
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  number: number;
  title: string;
  text: string;
  isDone?: boolean;
  isNext?: boolean;
  children: ReactNode;
}

function Step({ number, title, text, isDone = false, isNext = false, children }: StepProps) {
  const mark = isDone || isNext ? 'bg-accent text-on-accent' : 'bg-sunken text-soft';
  return (
    <li className="flex flex-col border-line px-5 py-6 not-first:border-t sm:px-7 md:not-first:border-t-0">
      <div className="flex items-center gap-3">
        <span
          aria-hidden="true"
          className={`inline-flex size-6 items-center justify-center rounded-full text-xs font-semibold tabular-nums ${mark}`}
        >
          {number}
        </span>
        <h2 className="text-[15px] font-semibold tracking-tight">{title}</h2>
      </div>
      <p className="mt-2 mb-4 text-sm text-soft">{text}</p>
      <div className="mt-auto">{children}</div>
    </li>
  );
}
