import type { TurnLatency } from '@allo/contracts/events';
import { useTranslation } from 'react-i18next';
import { formatLatency } from '../../../format/latency.ts';
import { flattenWaterfall, type LatencyPart, layoutWaterfall } from '../waterfall.ts';

export const partColours: Record<LatencyPart, string> = {
  endOfUtterance: 'bg-part-end',
  stt: 'bg-part-stt',
  llm: 'bg-part-llm',
  tts: 'bg-part-tts',
  platform: 'bg-part-own',
};

interface LatencyBarProps {
  latency: TurnLatency;
  /** The longest response of the call: every bar has the same scale. */
  scaleMs: number;
}

/** One response on one line; opened, its waterfall. */
export function LatencyBar({ latency, scaleMs }: LatencyBarProps) {
  const { t, i18n } = useTranslation();
  const waterfall = layoutWaterfall(latency);
  if (!waterfall) return null;
  const total = formatLatency(waterfall.totalMs, i18n.language);
  return (
    <details className="group mt-2.5">
      <summary className="flex list-none items-center gap-3 rounded-md text-xs text-faint hover:text-ink [&::-webkit-details-marker]:hidden">
        <span
          className="relative h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-sunken"
          aria-hidden="true"
        >
          {flattenWaterfall(waterfall).map((bar) => (
            <span
              key={bar.part}
              className={`absolute inset-y-0 ${partColours[bar.part]}`}
              style={place(bar.startMs, bar.durationMs, scaleMs)}
            />
          ))}
        </span>
        <span className="shrink-0 tabular-nums">
          <span className="sr-only">{t('detail.answerIn', { time: total })}</span>
          <span aria-hidden="true">{total}</span>
        </span>
      </summary>
      <ul className="mt-3 flex animate-rise flex-col gap-1.5 rounded-xl bg-sunken/70 p-3.5">
        {waterfall.bars.map((bar) => (
          <li
            key={bar.part}
            className="grid grid-cols-[minmax(0,9.5rem)_minmax(0,1fr)_4.5rem] items-center gap-3 text-xs"
          >
            <span className="truncate text-soft">{t(`detail.parts.${bar.part}`)}</span>
            <span className="relative h-2" aria-hidden="true">
              <span
                className={`absolute inset-y-0 min-w-0.5 rounded-sm ${partColours[bar.part]}`}
                style={place(bar.startMs, bar.durationMs, Math.max(waterfall.totalMs, 1))}
              />
            </span>
            <span className="text-right tabular-nums">{formatLatency(bar.durationMs, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function place(startMs: number, durationMs: number, scaleMs: number) {
  return { left: `${(startMs * 100) / scaleMs}%`, width: `${(durationMs * 100) / scaleMs}%` };
}
