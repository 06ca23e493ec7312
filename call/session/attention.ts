import { type Expectation, isBackchannel } from '@allo/call/hearing';

/** What the agent is doing, as far as the caller can tell. */
export type AgentActivity =
  | { mode: 'idle' }
  /** A reply is on its way; nothing was heard of it yet. */
  | { mode: 'thinking' }
  | { mode: 'speaking'; isInterruptible: boolean; isDucked: boolean };

/** Who has the floor. Times are on the audio clock. */
export interface AttentionState {
  agent: AgentActivity;
  /** What the agent's last words asked for: makes “да” an answer and not a nod. */
  expects: Expectation;
  callerSinceMs: number | null;
  callerText: string;
  isTurnOpen: boolean;
  isHeld: boolean;
  /** Both are quiet since; null while anybody speaks or thinks. */
  quietSinceMs: number | null;
  silences: number;
  isTimeUp: boolean;
}

export interface AttentionSettings {
  silenceMs: number;
  maxCallMs: number;
}

export type AttentionInput =
  | { type: 'agent-thinking' }
  | { type: 'agent-started'; isInterruptible: boolean; expects: Expectation }
  | { type: 'agent-finished'; nowMs: number }
  | { type: 'caller-started'; startMs: number }
  | { type: 'caller-ended'; nowMs: number }
  | { type: 'caption'; text: string }
  | { type: 'turn-over'; nowMs: number; wasSaid: boolean }
  | { type: 'hold'; isHeld: boolean; nowMs: number }
  /** `voicedUntilMs`: end of the caller's last audible window. */
  | { type: 'tick'; nowMs: number; voicedUntilMs: number };

export type AttentionEffect =
  /** Lower the agent's voice while the caller's intention is unclear. */
  | { type: 'duck' }
  | { type: 'unduck' }
  /** The caller wants the floor: the agent falls silent. */
  | { type: 'stop-agent' }
  /** The caller goes on before the reply was heard: it answers an unfinished thought. */
  | { type: 'cancel-thinking' }
  | { type: 'caller-silent'; count: number }
  | { type: 'time-is-up' }
  /** The polite end did not come about. */
  | { type: 'overtime' };

/** Speech this long over the agent is meant; shorter may be a cough or a nod. */
const stopAfterMs = 340;
/** While a reply is only being made, less speech says that the caller goes on: nothing audible is lost by waiting. */
const goOnAfterMs = 60;
/** A nod in words gets this long before it counts as a wish to speak. */
const stopAfterNodMs = 900;
/** Grace after the maximum length for the closing words. */
const overtimeMs = 30_000;

export function initialAttention(): AttentionState {
  return {
    agent: { mode: 'idle' },
    expects: null,
    callerSinceMs: null,
    callerText: '',
    isTurnOpen: false,
    isHeld: false,
    quietSinceMs: null,
    silences: 0,
    isTimeUp: false,
  };
}

type Result = { state: AttentionState; effects: AttentionEffect[] };
const nothing: AttentionEffect[] = [];

/** Barge-in, silence and length of a call as one pure machine. The table of transitions reads top to bottom. */
export function reduceAttention(
  state: AttentionState,
  input: AttentionInput,
  settings: AttentionSettings,
): Result {
  switch (input.type) {
    case 'agent-thinking':
      return { state: { ...state, agent: { mode: 'thinking' }, quietSinceMs: null }, effects: nothing };
    case 'agent-started':
      return agentStarted(state, input.isInterruptible, input.expects);
    case 'agent-finished':
      return {
        state: { ...state, agent: { mode: 'idle' }, quietSinceMs: quietFrom(state, input.nowMs) },
        effects: nothing,
      };
    case 'caller-started':
      return callerStarted(state, input.startMs);
    case 'caller-ended':
      return callerEnded(state, input.nowMs);
    case 'caption':
      return { state: { ...state, callerText: input.text }, effects: nothing };
    case 'turn-over':
      return turnOver(state, input.nowMs, input.wasSaid);
    case 'hold':
      return {
        state: {
          ...state,
          isHeld: input.isHeld,
          quietSinceMs: input.isHeld ? null : quietFrom({ ...state, isHeld: false }, input.nowMs),
        },
        effects: nothing,
      };
    case 'tick':
      return tick(state, input.nowMs, input.voicedUntilMs, settings);
  }
}

function quietFrom(state: AttentionState, nowMs: number): number | null {
  return state.callerSinceMs === null && !state.isTurnOpen && !state.isHeld ? nowMs : null;
}

function agentStarted(state: AttentionState, isInterruptible: boolean, expects: Expectation): Result {
  const isDucked = isInterruptible && state.callerSinceMs !== null;
  return {
    state: { ...state, agent: { mode: 'speaking', isInterruptible, isDucked }, expects, quietSinceMs: null },
    effects: isDucked ? [{ type: 'duck' }] : nothing,
  };
}

function callerStarted(state: AttentionState, startMs: number): Result {
  const next = { ...state, callerSinceMs: startMs, callerText: '', isTurnOpen: true, quietSinceMs: null };
  if (state.agent.mode !== 'speaking' || !state.agent.isInterruptible)
    return { state: next, effects: nothing };
  return { state: { ...next, agent: { ...state.agent, isDucked: true } }, effects: [{ type: 'duck' }] };
}

function callerEnded(state: AttentionState, nowMs: number): Result {
  const next: AttentionState = { ...state, callerSinceMs: null };
  if (state.agent.mode === 'speaking' && state.agent.isDucked) {
    return { state: { ...next, agent: { ...state.agent, isDucked: false } }, effects: [{ type: 'unduck' }] };
  }
  return {
    state: { ...next, quietSinceMs: state.agent.mode === 'idle' ? quietFrom(next, nowMs) : null },
    effects: nothing,
  };
}

function turnOver(state: AttentionState, nowMs: number, wasSaid: boolean): Result {
  const next = { ...state, isTurnOpen: false, callerText: '', silences: wasSaid ? 0 : state.silences };
  return {
    state: { ...next, quietSinceMs: state.agent.mode === 'idle' ? quietFrom(next, nowMs) : null },
    effects: nothing,
  };
}

function tick(
  state: AttentionState,
  nowMs: number,
  voicedUntilMs: number,
  settings: AttentionSettings,
): Result {
  if (state.callerSinceMs !== null) {
    const verdict = bargeIn(state, voicedUntilMs - state.callerSinceMs);
    if (verdict) return verdict;
  }
  if (nowMs >= settings.maxCallMs && !state.isTimeUp) {
    return { state: { ...state, isTimeUp: true, quietSinceMs: null }, effects: [{ type: 'time-is-up' }] };
  }
  if (nowMs >= settings.maxCallMs + overtimeMs) return { state, effects: [{ type: 'overtime' }] };
  if (state.quietSinceMs !== null && nowMs - state.quietSinceMs >= settings.silenceMs) {
    const silences = state.silences + 1;
    return {
      state: { ...state, silences, quietSinceMs: null },
      effects: [{ type: 'caller-silent', count: silences }],
    };
  }
  return { state, effects: nothing };
}

function bargeIn(state: AttentionState, speechMs: number): Result | null {
  if (state.agent.mode === 'thinking' && speechMs >= goOnAfterMs) {
    return { state: { ...state, agent: { mode: 'idle' } }, effects: [{ type: 'cancel-thinking' }] };
  }
  const isNod = isBackchannel(state.callerText) && !asksForYes(state.expects);
  if (speechMs < (isNod ? stopAfterNodMs : stopAfterMs)) return null;
  if (state.agent.mode !== 'speaking' || !state.agent.isInterruptible) return null;
  return { state: { ...state, agent: { mode: 'idle' } }, effects: [{ type: 'stop-agent' }] };
}

/** Is a bare “да” an answer to what was asked? */
export function asksForYes(expects: Expectation): boolean {
  return expects?.type === 'boolean';
}
