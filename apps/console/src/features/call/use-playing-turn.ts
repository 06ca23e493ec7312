import type { CallTurn } from '@allo/contracts/http';
import { useCallback, useSyncExternalStore } from 'react';
import type { CallPlayer } from './recording/call-player.ts';

/** Often enough for the eye to follow words, seldom enough to cost nothing. */
const lookMs = 200;

/** The turn that sounds at the playing position; null while nothing plays. */
export function usePlayingTurn(player: CallPlayer | null, turns: CallTurn[]): CallTurn | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!player) return () => undefined;
      const unsubscribe = player.subscribe(listener);
      const timer = setInterval(listener, lookMs);
      return () => {
        unsubscribe();
        clearInterval(timer);
      };
    },
    [player],
  );
  return useSyncExternalStore(subscribe, () => {
    if (!player?.getState().isPlaying) return null;
    return turns.findLast((turn) => turn.startMs <= player.positionMs + lookMs) ?? null;
  });
}
