import type { CallTurn } from '@allo/contracts/http';
import { useTranslation } from 'react-i18next';
import { formatLatency } from '../../../format/latency.ts';
import { Card } from '../../../ui/card.tsx';
import { median } from '../median.ts';
import type { LatencyPart } from '../waterfall.ts';
import { partColours } from './latency-bar.tsx';

const parts = {
  endOfUtterance: 'endOfUtteranceMs',
  stt: 'sttFinalMs',
  llm: 'llmFirstTokenMs',
  tts: 'ttsFirstByteMs',
  platform: 'platformMs',
} as const;

/** The call's response times in figures, and the legend of the bars in the transcript. */
export function LatencySummary({ turns }: { turns: CallTurn[] }) {
  const { t, i18n } = useTranslation();
  const measured = turns.flatMap((turn) => turn.latency ?? []);
  const totals = measured.flatMap((one) => one.voiceToVoiceMs ?? []);
  const middle = median(totals);
  const show = (valueMs: number) => formatLatency(valueMs, i18n.language);
  return (
    <Card title={t('detail.latency')}>
      <div className="p-5">
        {middle === null ? (
          <p className="text-sm text-faint">{t('detail.latencyNone')}</p>
        ) : (
          <>
            <div className="flex items-baseline gap-2.5">
              <span className="text-2xl font-semibold tracking-tight tabular-nums">{show(middle)}</span>
              <span className="text-[13px] text-faint">{t('detail.median')}</span>
              <span className="ml-auto text-[13px] text-faint tabular-nums">
                {t('detail.worst')} {show(Math.max(...totals))}
              </span>
            </div>
            <p className="mt-1 text-[13px] text-faint">{t('detail.latencyText')}</p>
            <ul className="mt-4 flex flex-col gap-2">
              {(Object.keys(parts) as LatencyPart[]).map((part) => {
                const value = median(measured.flatMap((one) => one[parts[part]] ?? []));
                return (
                  <li key={part} className="flex items-center gap-2.5 text-[13px]">
                    <span className={`size-2.5 rounded-[3px] ${partColours[part]}`} aria-hidden="true" />
                    <span className="text-soft">{t(`detail.parts.${part}`)}</span>
                    <span className="ml-auto tabular-nums">{value === null ? '—' : show(value)}</span>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
    </Card>
  );
}
