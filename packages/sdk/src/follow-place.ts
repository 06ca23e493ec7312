import { type LiveMessage, positionOf } from './live-message.ts';

/** How far a follower is in the stream. */
export interface FollowPlace {
  /** Null: nothing was heard yet, and it is followed from now on. */
  position: number | null;
  /** Kinds of messages had of that position: one event makes two where calls and its topic are followed. */
  had: ReadonlyArray<'call' | 'event'>;
  /** Whether another message of the same position may have been on its way. */
  isWhole: boolean;
}

export function startPlace(after: number | undefined): FollowPlace {
  return { position: after ?? null, had: [], isWhole: true };
}

/** The place behind a message; null for one that was had before. */
export function passMessage(
  place: FollowPlace,
  message: LiveMessage,
  followsBoth: boolean,
): FollowPlace | null {
  const position = positionOf(message);
  if (message.type === 'ready' || message.type === 'too-old') return { position, had: [], isWhole: true };
  const isSame = position === place.position;
  if (place.position !== null && position < place.position) return null;
  if (isSame && (place.isWhole || place.had.includes(message.type))) return null;
  const had = isSame ? [...place.had, message.type] : [message.type];
  return { position, had, isWhole: !followsBoth || had.length === 2 };
}

/** What to ask for after a break; null: from now on. */
export function resumeAfter({ position, isWhole }: FollowPlace): number | null {
  if (position === null) return null;
  return isWhole ? position : position - 1;
}
