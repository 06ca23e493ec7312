import type { CallTurn } from '@allo/contracts/http';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../../format/duration.ts';
import type { CallPlayer } from '../recording/call-player.ts';
import type { WavPeaks } from '../recording/wav-peaks.ts';
import { usePosition } from '../use-position.ts';
import { WaveformLane } from './waveform-lane.tsx';

interface WaveformProps {
  peaks: WavPeaks;
  turns: CallTurn[];
  player: CallPlayer;
  agentName: string;
}

const stepMs = 5000;

/** Both voices over time, the caller above, the agent below; press anywhere to go there. */
export function Waveform({ peaks, turns, player, agentName }: WaveformProps) {
  const { t } = useTranslation();
  const slider = useRef<HTMLDivElement>(null);
  const { durationMs } = peaks;
  usePosition(player, (positionMs) => {
    const share = durationMs > 0 ? Math.min(1, positionMs / durationMs) : 0;
    const element = slider.current;
    element?.style.setProperty('--played', String(share));
    element?.setAttribute('aria-valuenow', String(Math.round(positionMs / 1000)));
    const spoken = { at: formatDuration(positionMs), total: formatDuration(durationMs) };
    element?.setAttribute('aria-valuetext', t('detail.position', spoken));
  });
  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    player.seek(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * durationMs);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') player.seek(Math.min(durationMs, player.positionMs + stepMs));
    else if (event.key === 'ArrowLeft') player.seek(player.positionMs - stepMs);
    else if (event.key === 'Home') player.seek(0);
    else if (event.key === ' ' || event.key === 'Enter') player.toggle();
    else return;
    event.preventDefault();
  };
  const interruptions = turns.filter((turn) => turn.isInterrupted);
  return (
    <div className="px-5 pt-4 pb-3">
      <div
        ref={slider}
        role="slider"
        tabIndex={0}
        aria-label={t('detail.waveform')}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs / 1000)}
        aria-valuenow={0}
        data-testid="waveform"
        onKeyDown={onKey}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && seekTo(event)}
        className="relative cursor-pointer touch-pan-y rounded-lg select-none"
      >
        <WaveformLane peaks={peaks.channels[0]} colour="--color-caller" label={t('detail.caller')} />
        <div className="h-px bg-line" />
        <WaveformLane peaks={peaks.channels[1]} colour="--color-agent" label={agentName} />
        <div
          className="pointer-events-none absolute inset-y-0 right-0 bg-surface/35"
          style={{ left: 'calc(var(--played, 0) * 100%)' }}
        />
        {interruptions.map((turn) => (
          <span
            key={turn.id}
            title={`${t('detail.interrupted')} · ${formatDuration(turn.endMs)}`}
            className="absolute inset-y-0 w-px bg-warn/70"
            style={{ left: `${(turn.endMs * 100) / durationMs}%` }}
          >
            <span className="absolute -top-0.5 -left-[3px] size-[7px] rotate-45 bg-warn" />
          </span>
        ))}
        <div
          className="pointer-events-none absolute -inset-y-1 w-0.5 -translate-x-px rounded-full bg-ink"
          style={{ left: 'calc(var(--played, 0) * 100%)' }}
        />
      </div>
      <TimeAxis durationMs={durationMs} />
    </div>
  );
}

function TimeAxis({ durationMs }: { durationMs: number }) {
  return (
    <div aria-hidden="true" className="mt-2 flex justify-between text-[11px] text-faint tabular-nums">
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <span key={share}>{formatDuration(Math.round((durationMs * share) / 1000) * 1000)}</span>
      ))}
    </div>
  );
}
