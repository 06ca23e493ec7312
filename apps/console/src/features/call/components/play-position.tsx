import { useRef } from 'react';
import { formatDuration } from '../../../format/duration.ts';
import type { CallPlayer } from '../recording/call-player.ts';
import { usePosition } from '../use-position.ts';

export function PlayPosition({ player, durationMs }: { player: CallPlayer; durationMs: number }) {
  const ref = useRef<HTMLSpanElement>(null);
  usePosition(player, (positionMs) => {
    if (ref.current) ref.current.textContent = formatDuration(positionMs);
  });
  return (
    <span className="text-[13px] text-faint tabular-nums">
      <span ref={ref} className="inline-block min-w-9 text-ink">
        0:00
      </span>{' '}
      / {formatDuration(durationMs)}
    </span>
  );
}
