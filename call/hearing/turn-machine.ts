import type { ProviderErrorCode } from '@allo/contracts/ports';
import { type CallerPace, notePause, unknownPace } from './caller-pace.ts';
import type { Expectation } from './turn-cues.ts';
import { createEndOfTurnPolicy, type EndOfTurnPolicy } from './end-of-turn.ts';

/** One stretch of speech inside a turn, recognised as one utterance. */
interface Segment {
  id: string;
  /** Null until it is final. */
  text: string | null;
  /** Words so far of one that is not. */
  partial: string;
  isFailed: boolean;
  endedAtMs: number | null;
}

/** A turn being heard. Times are on the audio clock. */
interface OpenTurn {
  id: string;
  startMs: number;
  /** End of the last voiced window; the turn's end when it is over. */
  speechEndMs: number;
  isSpeech: boolean;
  segments: Segment[];
  /** Begun so far: ids are never used twice. */
  utterances: number;
  /** Words the wire recognises, not final yet. */
  partial: string;
  /** Belief of the recogniser or an audio model that the words so far are all, 0..1. */
  hint: number | null;
  wasSlow: boolean;
  source: 'stt' | 'recognition';
  firstFailure: ProviderErrorCode | null;
  lastFinalAtMs: number | null;
}

export interface TurnMachineState {
  turns: number;
  expects: Expectation;
  open: OpenTurn | null;
  canRecognise: boolean;
  /** Learned from the caller's pauses in this call. */
  pace: CallerPace;
  /** End of the caller's speech in the last turn. */
  lastEndMs: number | null;
}

export interface TurnMachineSettings {
  /** A transcript later than this, ms after the end of speech, is `slow`: the caller deserves a word. */
  sttSlowMs: number;
  /** … and later than this it is lost. */
  sttLostMs: number;
  /** Speech shorter than this that nobody could put into words was noise. */
  noiseMs: number;
  /** A streaming recogniser keeps its context: what follows a breath is added, not recognised again. */
  isStreaming?: boolean;
  /** Partial words this old count as final when the final itself does not come; only of a streaming recogniser. */
  partialLostMs?: number;
  /** How long a silence must last; the engine's own patience unless told otherwise. */
  policy?: EndOfTurnPolicy;
}

export type TurnInput =
  | { type: 'speech-started'; startMs: number }
  | { type: 'speech-ended'; endMs: number; nowMs: number }
  | { type: 'tick'; nowMs: number }
  | { type: 'partial'; utterance: string; text: string }
  /** The recogniser or an audio model believes the turn is over, 0..1. */
  | { type: 'hint'; probability: number }
  | { type: 'final'; utterance: string; text: string; nowMs: number }
  | { type: 'failed'; utterance: string; code: ProviderErrorCode; nowMs: number }
  | { type: 'wire-text'; text: string; isFinal: boolean; source: 'recognition' | 'typed'; nowMs: number }
  | { type: 'expects'; expects: Expectation };

/** A finished turn of the caller. */
export interface HearingTurn {
  id: string;
  text: string;
  source: 'stt' | 'recognition' | 'typed';
  startMs: number;
  endMs: number;
  /** End of speech → last final transcript; null when nothing was recognised on our side. */
  sttFinalMs: number | null;
  /** Set when recognition failed, and then `text` may lack words or be empty. */
  failure: ProviderErrorCode | null;
}

export type TurnEffect =
  | { type: 'begin-utterance'; utterance: string }
  /** The pause was only a breath: recognise what was said before it and what follows as one, under a new id. */
  | { type: 'resume-utterance'; utterance: string }
  | { type: 'end-utterance' }
  | { type: 'cancel-utterance' }
  | { type: 'caption'; turn: string; text: string; isFinal: boolean }
  | { type: 'recognition-slow'; turn: string }
  /** An utterance whose transcript never came. */
  | { type: 'recognition-lost'; turn: string }
  | { type: 'turn-ended'; turn: HearingTurn }
  /** Noise: nothing was said. */
  | { type: 'turn-dismissed'; turn: string };

/** A pause up to this, between the last sound and the next, lies inside a phrase: half a phrase is recognised badly. */
const breathMs = 420;
/** An utterance is closed so long after its last sound; `sttSlowMs` counts from the sound. */
const segmentTailMs = 200;

const engineOwnPolicy = createEndOfTurnPolicy();

type Result = { state: TurnMachineState; effects: TurnEffect[] };

export function initialTurnState(canRecognise: boolean): TurnMachineState {
  return { turns: 0, expects: null, open: null, canRecognise, pace: unknownPace, lastEndMs: null };
}

/**
 * From speech edges and transcripts to turns. A turn may hold several utterances (a pause inside a dictated number);
 * it is over when it is silent, everything is recognised and the silence has lasted as long as the policy asks.
 */
export function reduceTurn(state: TurnMachineState, input: TurnInput, settings: TurnMachineSettings): Result {
  switch (input.type) {
    case 'expects':
      return { state: { ...state, expects: input.expects }, effects: [] };
    case 'speech-started':
      return speechStarted(state, input.startMs, settings);
    case 'speech-ended':
      return speechEnded(state, input.endMs, input.nowMs);
    case 'tick':
      return tick(state, input.nowMs, settings);
    case 'partial':
      return partial(state, input.utterance, input.text);
    case 'hint':
      return { state: withHint(state, input.probability), effects: [] };
    case 'final':
      return settle(state, input.utterance, { text: input.text.trim() }, input.nowMs, settings);
    case 'failed':
      return settle(state, input.utterance, { code: input.code }, input.nowMs, settings);
    case 'wire-text':
      return wireText(state, input, settings);
  }
}

function openTurn(state: TurnMachineState, startMs: number, source: OpenTurn['source']): OpenTurn {
  return {
    id: `c${state.turns + 1}`,
    startMs,
    speechEndMs: startMs,
    isSpeech: false,
    segments: [],
    utterances: 0,
    partial: '',
    hint: null,
    wasSlow: false,
    source,
    firstFailure: null,
    lastFinalAtMs: null,
  };
}

function speechStarted(state: TurnMachineState, startMs: number, settings: TurnMachineSettings): Result {
  const isNew = state.open === null;
  const turn = state.open ?? openTurn(state, startMs, 'stt');
  const effects: TurnEffect[] = [];
  const segments = turn.segments.slice();
  if (state.canRecognise) {
    const isBreath = !settings.isStreaming && segments.length > 0 && startMs - turn.speechEndMs <= breathMs;
    if (isBreath) segments.pop();
    const id = `${turn.id}.${turn.utterances + 1}`;
    segments.push({ id, text: null, partial: '', isFailed: false, endedAtMs: null });
    effects.push({ type: isBreath ? 'resume-utterance' : 'begin-utterance', utterance: id });
  }
  const open = { ...turn, isSpeech: true, hint: null, segments, utterances: turn.utterances + 1 };
  const pace = paceAfter(state, startMs);
  return { state: { ...state, turns: state.turns + (isNew ? 1 : 0), pace, open }, effects };
}

/** Speaking again so soon after what was taken for the end is going on: that pause was inside the turn, too. */
const goesOnWithinMs = 1200;

function paceAfter(state: TurnMachineState, startMs: number): CallerPace {
  const { open, lastEndMs, pace } = state;
  if (open) return open.segments.length > 0 ? notePause(pace, startMs - open.speechEndMs) : pace;
  const isGoingOn = lastEndMs !== null && startMs - lastEndMs <= goesOnWithinMs;
  return isGoingOn ? notePause(pace, startMs - lastEndMs) : pace;
}

function withHint(state: TurnMachineState, probability: number): TurnMachineState {
  return state.open ? { ...state, open: { ...state.open, hint: probability } } : state;
}

function speechEnded(state: TurnMachineState, endMs: number, nowMs: number): Result {
  const turn = state.open;
  if (!turn) return { state, effects: [] };
  const segments = turn.segments.map((segment, index) =>
    index === turn.segments.length - 1 ? { ...segment, endedAtMs: nowMs } : segment,
  );
  const open = { ...turn, isSpeech: false, speechEndMs: endMs, segments };
  return { state: { ...state, open }, effects: state.canRecognise ? [{ type: 'end-utterance' }] : [] };
}

function partial(state: TurnMachineState, utterance: string, text: string): Result {
  const turn = state.open;
  const segment = turn?.segments.at(-1);
  if (!turn || segment?.id !== utterance || segment.text !== null) return { state, effects: [] };
  const open = { ...turn, segments: [...turn.segments.slice(0, -1), { ...segment, partial: text }] };
  return {
    state: { ...state, open },
    effects: [{ type: 'caption', turn: turn.id, text: textSoFar(open), isFinal: false }],
  };
}

function settle(
  state: TurnMachineState,
  utterance: string,
  outcome: { text: string } | { code: ProviderErrorCode },
  nowMs: number,
  settings: TurnMachineSettings,
): Result {
  const turn = state.open;
  if (!turn?.segments.some((segment) => segment.id === utterance && segment.text === null))
    return { state, effects: [] };
  const text = 'text' in outcome ? outcome.text : '';
  const segments = turn.segments.map((segment) =>
    segment.id === utterance ? { ...segment, text, isFailed: 'code' in outcome } : segment,
  );
  const open: OpenTurn = {
    ...turn,
    segments,
    lastFinalAtMs: nowMs,
    firstFailure: turn.firstFailure ?? ('code' in outcome ? outcome.code : null),
  };
  const heard = tick({ ...state, open }, nowMs, settings);
  const caption: TurnEffect[] =
    text === '' ? [] : [{ type: 'caption', turn: open.id, text: textSoFar(open), isFinal: false }];
  return { state: heard.state, effects: [...caption, ...heard.effects] };
}

function wireText(
  state: TurnMachineState,
  input: Extract<TurnInput, { type: 'wire-text' }>,
  settings: TurnMachineSettings,
): Result {
  const text = input.text.trim();
  const isNew = state.open === null;
  const turn = state.open ?? openTurn(state, input.nowMs, 'recognition');
  const turns = state.turns + (isNew ? 1 : 0);
  if (!input.isFinal) {
    const open = { ...turn, partial: text, source: 'recognition' as const };
    return {
      state: { ...state, turns, open },
      effects: [{ type: 'caption', turn: turn.id, text: textSoFar(open), isFinal: false }],
    };
  }
  const said = [
    ...turn.segments.filter((one) => one.text),
    { id: `${turn.id}.w`, text, partial: '', isFailed: false, endedAtMs: input.nowMs },
  ];
  // Words that arrive as text are complete; only a microphone still open can add to them.
  const open: OpenTurn = { ...turn, segments: said, partial: '', firstFailure: null };
  const effects: TurnEffect[] = isNew || !state.canRecognise ? [] : [{ type: 'cancel-utterance' }];
  const ended = endTurn({ ...state, turns, open }, open, settings, input.source, input.nowMs);
  return { state: ended.state, effects: [...effects, ...ended.effects] };
}

function tick(state: TurnMachineState, nowMs: number, settings: TurnMachineSettings): Result {
  const turn = state.open;
  if (!turn || turn.isSpeech) return { state, effects: [] };
  const silenceMs = nowMs - turn.speechEndMs;
  const pending = turn.segments.filter((segment) => segment.text === null);
  if (pending.length > 0) return awaitTranscript(state, turn, nowMs, settings);
  // Recognition on the wire's side speaks for itself: without its words the sound alone is no turn yet.
  if (!state.canRecognise && turn.source === 'stt' && turn.partial === '') {
    return silenceMs < settings.sttLostMs ? { state, effects: [] } : dismiss(state, turn);
  }
  if (turn.partial !== '' && silenceMs < settings.sttLostMs) return { state, effects: [] };
  const policy = settings.policy ?? engineOwnPolicy;
  const { expects, pace } = state;
  if (silenceMs < policy({ text: textSoFar(turn), expects, pace, hint: turn.hint }))
    return { state, effects: [] };
  return endTurn(state, turn, settings, turn.source, nowMs);
}

/** Each utterance has its own patience: one that never comes back must not hold up what was said after it. */
function awaitTranscript(
  state: TurnMachineState,
  turn: OpenTurn,
  nowMs: number,
  settings: TurnMachineSettings,
): Result {
  const waitedMs = (segment: Segment) => (segment.text === null ? nowMs - (segment.endedAtMs ?? nowMs) : 0);
  const lost = turn.segments.filter((segment) => waitedMs(segment) >= settings.sttLostMs);
  const kept = turn.segments.filter(
    (segment) =>
      segment.partial !== '' && waitedMs(segment) >= (settings.partialLostMs ?? Number.POSITIVE_INFINITY),
  );
  if (kept.length > 0) {
    const segments = turn.segments.map((one) => (kept.includes(one) ? { ...one, text: one.partial } : one));
    return tick({ ...state, open: { ...turn, segments } }, nowMs, settings);
  }
  if (lost.length > 0) {
    const segments = turn.segments.map((one) =>
      lost.includes(one) ? { ...one, text: '', isFailed: true } : one,
    );
    const open: OpenTurn = { ...turn, segments, firstFailure: turn.firstFailure ?? 'provider_timeout' };
    const isLastLost = lost.includes(turn.segments.at(-1) as Segment);
    const after = tick({ ...state, open }, nowMs, settings);
    return {
      state: after.state,
      effects: [
        { type: 'recognition-lost', turn: turn.id },
        ...(isLastLost ? [{ type: 'cancel-utterance' as const }] : []),
        ...after.effects,
      ],
    };
  }
  if (
    turn.wasSlow ||
    !turn.segments.some((segment) => waitedMs(segment) >= settings.sttSlowMs - segmentTailMs)
  ) {
    return { state, effects: [] };
  }
  return {
    state: { ...state, open: { ...turn, wasSlow: true } },
    effects: [{ type: 'recognition-slow', turn: turn.id }],
  };
}

function endTurn(
  state: TurnMachineState,
  turn: OpenTurn,
  settings: TurnMachineSettings,
  source: HearingTurn['source'],
  nowMs: number,
): Result {
  const text = textSoFar(turn);
  const isNoise =
    text === '' && turn.firstFailure === null && turn.speechEndMs - turn.startMs < settings.noiseMs;
  if (isNoise) return dismiss(state, turn);
  const endMs = source === 'typed' ? nowMs : Math.max(turn.speechEndMs, turn.startMs);
  const heard: HearingTurn = {
    id: turn.id,
    text,
    source,
    startMs: Math.min(turn.startMs, endMs),
    endMs,
    sttFinalMs:
      turn.lastFinalAtMs === null || source !== 'stt'
        ? null
        : Math.max(0, turn.lastFinalAtMs - turn.speechEndMs),
    failure: turn.firstFailure,
  };
  const effects: TurnEffect[] = [];
  if (text !== '') effects.push({ type: 'caption', turn: turn.id, text, isFinal: true });
  effects.push({ type: 'turn-ended', turn: heard });
  return { state: { ...state, open: null, lastEndMs: endMs }, effects };
}

function dismiss(state: TurnMachineState, turn: OpenTurn): Result {
  return { state: { ...state, open: null }, effects: [{ type: 'turn-dismissed', turn: turn.id }] };
}

function textSoFar(turn: OpenTurn): string {
  const parts = turn.segments.map((segment) => segment.text ?? segment.partial).concat(turn.partial);
  return parts.filter((part) => part !== '').join(' ');
}
