import { useEffect, useRef } from 'react';
import type { CallPlayer } from './recording/call-player.ts';

/** Calls `show` with the playing position: per animation frame while playing, and after each seek. */
export function usePosition(player: CallPlayer, show: (positionMs: number) => void): void {
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      cancelAnimationFrame(frame);
      latest.current(player.positionMs);
      if (player.getState().isPlaying) frame = requestAnimationFrame(draw);
    };
    draw();
    const unsubscribe = player.subscribe(draw);
    return () => {
      cancelAnimationFrame(frame);
      unsubscribe();
    };
  }, [player]);
}
