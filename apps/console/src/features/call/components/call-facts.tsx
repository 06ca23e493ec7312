import type { CallDetail } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../format/duration.ts';
import { endReasonKey } from '../../../i18n/end-reason-key.ts';
import { Card } from '../../../ui/card.tsx';

export function CallFacts({ call }: { call: CallDetail }) {
  const { t, i18n } = useTranslation();
  const started = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const reason = call.endReason;
  const key = reason === null ? null : endReasonKey(reason);
  const facts = [
    [t('detail.from'), call.from],
    [t('detail.to'), call.to],
    [t('detail.started'), started.format(new Date(call.startedAt))],
    [t('detail.duration'), call.durationMs === null ? null : formatDuration(call.durationMs)],
    [t('detail.wire'), t(`detail.wires.${call.wire}`)],
    [t('detail.codec'), call.codec],
    [t('detail.endReason'), reason && key ? t(`endReason.${key}`) : reason],
    ['ID', call.id],
  ].filter((fact): fact is [string, string] => Boolean(fact[1]));
  return (
    <Card title={t('detail.facts')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2.5 p-5 text-[13px]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd className="text-right break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
