import { useEffect, useState } from 'react';
import { formatDuration } from '../../../format/duration.ts';
import type { TalkState } from '../talk-state.ts';

/** How long the call has lasted; stands still after its end. */
export function CallTimer({ phase }: { phase: TalkState['phase'] }) {
  const [elapsedMs, setElapsedMs] = useState<number | null>(null);
  const isLive = phase === 'live';
  useEffect(() => {
    if (!isLive) return;
    const startedAt = performance.now();
    const show = () => setElapsedMs(performance.now() - startedAt);
    show();
    const timer = setInterval(show, 500);
    return () => clearInterval(timer);
  }, [isLive]);
  const isShown = elapsedMs !== null && (isLive || phase === 'ending' || phase === 'ended');
  return isShown ? <span aria-hidden="true">{formatDuration(elapsedMs)}</span> : null;
}
