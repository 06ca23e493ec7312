/** `live`: changes arrive by themselves. `polling`: the socket is down, lists are asked for again and again. */
export type LiveConnection = 'connecting' | 'live' | 'polling';

export interface LiveState {
  connection: LiveConnection;
  /** Of the last message had: where a new socket goes on; null before the first. */
  position: number | null;
  /** Until the next socket is tried. */
  retryMs: number;
}

export type LiveEvent =
  | { type: 'closed' }
  /** From here on nothing is missed. */
  | { type: 'ready'; position: number }
  /** What was missed is no longer kept. */
  | { type: 'too-old'; position: number }
  | { type: 'told'; position: number };

export type LiveEffect =
  | { type: 'connect-later'; delayMs: number }
  /** Whatever is shown may be old. */
  | { type: 'reload' };

const firstRetryMs = 1000;
const longestRetryMs = 30_000;

export const freshLiveState: LiveState = { connection: 'connecting', position: null, retryMs: firstRetryMs };

/** Holds a live screen together over sockets that come and go: no message is asked for twice, none is missed unnoticed. */
export function reduceLive(state: LiveState, event: LiveEvent): { state: LiveState; effects: LiveEffect[] } {
  switch (event.type) {
    case 'told':
      return { state: { ...state, position: furthest(state, event) }, effects: [] };
    case 'ready': {
      // Without a position the socket could not go on where the one before ended.
      const isBlind = state.connection === 'polling' && state.position === null;
      const next: LiveState = {
        connection: 'live',
        position: furthest(state, event),
        retryMs: firstRetryMs,
      };
      return { state: next, effects: isBlind ? [{ type: 'reload' }] : [] };
    }
    case 'too-old':
      // The server may have begun anew: its word counts, even when it is less than what was known.
      return { state: { ...state, position: event.position }, effects: [{ type: 'reload' }] };
    case 'closed':
      return {
        state: {
          ...state,
          connection: 'polling',
          retryMs: Math.min(longestRetryMs, state.retryMs * 2),
        },
        // Reading at once starts the polling of lists that had none.
        effects: [{ type: 'connect-later', delayMs: state.retryMs }, { type: 'reload' }],
      };
  }
}

function furthest({ position }: LiveState, event: { position: number }): number {
  return Math.max(position ?? 0, event.position);
}
