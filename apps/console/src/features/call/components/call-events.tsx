import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../format/duration.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { callEventsQuery } from '../queries.ts';

const kinds: Record<string, string> = { call: 'bg-caller', agent: 'bg-agent', tool: 'bg-part-llm' };

/** Everything that happened, in order; read only when opened. */
export function CallEvents({ callId, startedAt }: { callId: string; startedAt: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const toggle = (
    <Button
      tone="plain"
      size="small"
      aria-expanded={isOpen}
      data-testid="events-toggle"
      onClick={() => setOpen(!isOpen)}
    >
      {t(isOpen ? 'detail.hideEvents' : 'detail.showEvents')}
      <Icon name="down" className={`size-4 transition-transform ${isOpen ? 'rotate-180' : ''}`} />
    </Button>
  );
  return (
    <Card title={t('detail.events')} aside={toggle} className={isOpen ? '' : '[&>header]:border-b-0'}>
      {isOpen && <EventLog callId={callId} startedAt={startedAt} />}
    </Card>
  );
}

function EventLog({ callId, startedAt }: { callId: string; startedAt: string }) {
  const { t } = useTranslation();
  const events = useQuery(callEventsQuery(callId));
  if (events.isError) {
    return (
      <div className="p-5">
        <ProblemNotice error={events.error} onRetry={() => void events.refetch()} />
      </div>
    );
  }
  if (!events.data) {
    return (
      <div className="p-5">
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  if (events.data.items.length === 0) return <p className="p-5 text-sm text-faint">{t('detail.noEvents')}</p>;
  const startMs = Date.parse(startedAt);
  return (
    <ol className="divide-y">
      {events.data.items.map((event) => (
        <li key={event.id}>
          <details className="group">
            <summary className="grid list-none grid-cols-[3rem_auto_minmax(0,1fr)_auto] items-center gap-3 px-5 py-2 text-[13px] hover:bg-sunken [&::-webkit-details-marker]:hidden">
              <span className="text-faint tabular-nums">
                {formatDuration(Date.parse(event.at) - startMs)}
              </span>
              <span className="flex items-center gap-2 font-mono whitespace-nowrap">
                <span
                  aria-hidden="true"
                  className={`size-1.5 rounded-full ${kinds[event.type.split('.')[0] ?? ''] ?? 'bg-faint'}`}
                />
                {event.type}
              </span>
              <span className="truncate text-faint">{preview(event.data)}</span>
              <Icon name="down" className="size-3.5 text-faint transition-transform group-open:rotate-180" />
            </summary>
            <pre className="overflow-x-auto bg-sunken/70 px-5 py-3 font-mono text-xs leading-relaxed">
              {JSON.stringify(event.data, null, 2)}
            </pre>
          </details>
        </li>
      ))}
    </ol>
  );
}

/** The first plain values of an event on one line. */
function preview(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  return Object.entries(data)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .slice(0, 4)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(' · ');
}
