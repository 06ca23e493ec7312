import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkLine, TalkState } from '../talk-state.ts';

interface TalkTranscriptProps {
  state: TalkState;
  language: 'ru' | 'en';
}

/** Further from the end than this, the reader is reading back and must not be pulled down. */
const nearEndPx = 80;

/** What is being said, as it is said. */
export function TalkTranscript({ state, language }: TalkTranscriptProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const isNearEnd = useRef(true);
  // The scroll position is the browser's own state, outside React.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isNearEnd.current) element.scrollTop = element.scrollHeight;
  }, [state.lines, state.agentState]);

  const isThinking = state.phase === 'live' && state.agentState === 'thinking';
  return (
    <div
      ref={scroller}
      role="log"
      aria-live="polite"
      aria-label={t('talk.transcript')}
      data-testid="transcript"
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto px-5 py-5 outline-offset-[-2px]"
      onScroll={({ currentTarget: element }) => {
        isNearEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
      }}
    >
      {state.lines.length === 0 ? (
        <Invitation language={language} />
      ) : (
        <ol className="flex flex-col gap-3">
          {state.lines.map((line) => (
            <Line key={line.key} line={line} name={line.speaker === 'agent' ? state.agentName : null} />
          ))}
          {isThinking && (
            <li aria-hidden="true" className="flex gap-1.5 px-4 py-2">
              {[0, 1, 2].map((dot) => (
                <span
                  key={dot}
                  className="size-1.5 animate-breathe rounded-full bg-agent"
                  style={{ animationDelay: `${dot * 0.2}s`, animationDuration: '1.2s' }}
                />
              ))}
            </li>
          )}
        </ol>
      )}
    </div>
  );
}

function Line({ line, name }: { line: TalkLine; name: string | null }) {
  const { t } = useTranslation();
  const isAgent = line.speaker === 'agent';
  return (
    <li
      data-speaker={line.speaker}
      data-final={line.isFinal}
      // A screen reader hears each line once, when it is whole.
      aria-hidden={!line.isFinal}
      className={`flex max-w-[85%] animate-rise flex-col ${isAgent ? 'items-start self-start' : 'items-end self-end'}`}
    >
      <span className="mb-1 px-1 text-xs text-faint">
        {isAgent ? (name ?? t('talk.agent')) : t('talk.you')}
      </span>
      <span
        className={`rounded-2xl px-4 py-2.5 text-[15px] leading-relaxed break-words transition-opacity ${
          isAgent ? 'rounded-tl-md bg-sunken' : 'rounded-tr-md bg-caller-soft'
        } ${line.isFinal && !line.isPending ? '' : 'opacity-65'}`}
      >
        {line.text}
      </span>
    </li>
  );
}

function Invitation({ language }: { language: 'ru' | 'en' }) {
  const { t } = useTranslation();
  const examples = t(`talk.examples.${language}`, { returnObjects: true });
  return (
    <div className="flex h-full flex-col items-center justify-center py-6 text-center">
      <h2 className="text-base font-semibold tracking-tight">{t('talk.emptyTitle')}</h2>
      <p className="mt-1.5 max-w-sm text-sm text-soft">{t('talk.emptyText')}</p>
      <p className="mt-7 mb-2.5 text-xs font-medium text-faint">{t('talk.say')}</p>
      <ul className="flex flex-col items-center gap-2">
        {examples.map((example) => (
          <li key={example} className="rounded-full border border-line px-3.5 py-1.5 text-sm text-soft">
            {example}
          </li>
        ))}
      </ul>
    </div>
  );
}
