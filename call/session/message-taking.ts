/** A message being left after the tone. Times are on the audio clock. */
export interface MessageState {
  startMs: number;
  maxMs: number;
  hasSpoken: boolean;
  isSpeech: boolean;
  quietSinceMs: number;
}

export type MessageInput =
  | { type: 'caller-started' }
  | { type: 'caller-ended'; endMs: number }
  | { type: 'key'; digit: string; nowMs: number }
  | { type: 'tick'; nowMs: number };

/** Silence after speech that ends a message, and silence at its beginning that means there is none. */
const afterSpeechMs = 3500;
const neverSpokeMs = 9000;

export function beginMessage(startMs: number, maxSeconds: number): MessageState {
  return { startMs, maxMs: maxSeconds * 1000, hasSpoken: false, isSpeech: false, quietSinceMs: startMs };
}

/** `durationMs` is null while the message goes on, 0 when nothing was said. */
export function reduceMessage(
  state: MessageState,
  input: MessageInput,
): { state: MessageState; durationMs: number | null } {
  switch (input.type) {
    case 'caller-started':
      return { state: { ...state, hasSpoken: true, isSpeech: true }, durationMs: null };
    case 'caller-ended':
      return { state: { ...state, isSpeech: false, quietSinceMs: input.endMs }, durationMs: null };
    case 'key':
      return { state, durationMs: input.digit === '#' ? lengthAt(state, input.nowMs) : null };
    case 'tick':
      return { state, durationMs: isOver(state, input.nowMs) ? lengthAt(state, input.nowMs) : null };
  }
}

function isOver(state: MessageState, nowMs: number): boolean {
  if (nowMs - state.startMs >= state.maxMs) return true;
  if (state.isSpeech) return false;
  return nowMs - state.quietSinceMs >= (state.hasSpoken ? afterSpeechMs : neverSpokeMs);
}

function lengthAt(state: MessageState, nowMs: number): number {
  if (!state.hasSpoken) return 0;
  return Math.max(0, (state.isSpeech ? nowMs : state.quietSinceMs) - state.startMs);
}
