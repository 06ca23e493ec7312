import type { BrowserClientMessage, BrowserServerMessage } from '@allo/contracts/http';
import type { MicrophoneFault } from './audio/microphone.ts';

export type AgentState = Extract<BrowserServerMessage, { type: 'state' }>['state'];

export interface TalkLine {
  key: string;
  speaker: 'caller' | 'agent';
  text: string;
  isFinal: boolean;
  /** Typed here and not yet echoed by the server. */
  isPending: boolean;
}

/** Who turns the caller's voice into words. `nobody`: only typing and keys reach the agent. */
export type Hearing = 'server' | 'browser' | 'nobody';

export interface TalkState {
  phase: 'idle' | 'preparing' | 'connecting' | 'live' | 'ending' | 'ended';
  agentId: string;
  canRecognise: boolean;
  microphone: 'off' | 'on' | MicrophoneFault;
  hearing: Hearing;
  isMuted: boolean;
  callId: string | null;
  agentName: string | null;
  agentState: AgentState;
  lines: TalkLine[];
  digits: string;
  warnings: string[];
  /** Why the call is over; null while it is not. */
  endReason: string | null;
  problem: { code: string; detail: string } | null;
}

export type TalkEvent =
  | { type: 'call-pressed'; agentId: string; wantsMicrophone: boolean; canRecognise: boolean }
  | { type: 'audio-opened'; microphone: TalkState['microphone'] }
  | { type: 'audio-failed'; detail: string }
  | { type: 'socket-opened' }
  | { type: 'socket-closed' }
  | { type: 'message-received'; message: BrowserServerMessage }
  | { type: 'text-typed'; text: string }
  | { type: 'speech-recognised'; text: string; isFinal: boolean }
  | { type: 'recognition-failed'; code: string }
  | { type: 'digit-pressed'; digit: string }
  | { type: 'mute-pressed' }
  | { type: 'hang-up-pressed' }
  | { type: 'end-overdue' };

export type TalkEffect =
  | { type: 'open-audio'; wantsMicrophone: boolean }
  | { type: 'open-socket' }
  | { type: 'send'; message: BrowserClientMessage }
  | { type: 'clear-playback' }
  | { type: 'start-recognition' }
  | { type: 'set-muted'; isMuted: boolean }
  /** The server was told to hang up; it answers `ended`, or `end-overdue` follows. */
  | { type: 'await-end' }
  | { type: 'release'; isGraceful: boolean };

export interface TalkStep {
  state: TalkState;
  effects: TalkEffect[];
}

export const idleTalk: TalkState = {
  phase: 'idle',
  agentId: '',
  canRecognise: false,
  microphone: 'off',
  hearing: 'nobody',
  isMuted: false,
  callId: null,
  agentName: null,
  agentState: 'greeting',
  lines: [],
  digits: '',
  warnings: [],
  endReason: null,
  problem: null,
};

const stay = (state: TalkState): TalkStep => ({ state, effects: [] });
const send = (state: TalkState, message: BrowserClientMessage): TalkStep => ({
  state,
  effects: [{ type: 'send', message }],
});
const end = (state: TalkState, reason: string, isGraceful: boolean): TalkStep => ({
  state: { ...state, phase: 'ended', endReason: reason },
  effects: [{ type: 'release', isGraceful }],
});
const isOpen = (state: TalkState) => state.phase === 'live' || state.phase === 'ending';
const isUnderWay = (state: TalkState) => state.phase !== 'idle' && state.phase !== 'ended';

/** The life of one browser call on the page: idle → preparing → connecting → live → ending → ended. */
export function reduceTalk(state: TalkState, event: TalkEvent): TalkStep {
  switch (event.type) {
    case 'call-pressed': {
      if (isUnderWay(state)) return stay(state);
      const { agentId, canRecognise, wantsMicrophone } = event;
      return {
        state: { ...idleTalk, phase: 'preparing', agentId, canRecognise },
        effects: [{ type: 'open-audio', wantsMicrophone }],
      };
    }
    case 'audio-opened':
      if (state.phase !== 'preparing') return stay(state);
      return {
        state: { ...state, phase: 'connecting', microphone: event.microphone },
        effects: [{ type: 'open-socket' }],
      };
    case 'audio-failed':
      if (state.phase !== 'preparing') return stay(state);
      return end({ ...state, problem: { code: 'audio_failed', detail: event.detail } }, 'audio_failed', true);
    case 'socket-opened':
      return state.phase === 'connecting' ? send(state, startMessage(state)) : stay(state);
    case 'socket-closed':
      return isUnderWay(state) ? end(state, lossReason(state), false) : stay(state);
    case 'message-received':
      return isUnderWay(state) ? receive(state, event.message) : stay(state);
    case 'text-typed':
      return typed(state, event.text.trim());
    case 'speech-recognised': {
      const canSend = state.phase === 'live' && state.hearing === 'browser' && !state.isMuted;
      const { text, isFinal } = event;
      return canSend ? send(state, { type: 'text', text, isFinal, source: 'recognition' }) : stay(state);
    }
    case 'recognition-failed':
      if (state.hearing !== 'browser') return stay(state);
      return stay(warn({ ...state, hearing: 'nobody' }, event.code));
    case 'digit-pressed':
      if (state.phase !== 'live') return stay(state);
      return send({ ...state, digits: state.digits + event.digit }, { type: 'dtmf', digit: event.digit });
    case 'mute-pressed': {
      if (!isUnderWay(state) || state.microphone !== 'on') return stay(state);
      const isMuted = !state.isMuted;
      return { state: { ...state, isMuted }, effects: [{ type: 'set-muted', isMuted }] };
    }
    case 'hang-up-pressed':
      if (state.phase === 'preparing' || state.phase === 'connecting')
        return end(state, 'caller-hung-up', true);
      if (state.phase !== 'live') return stay(state);
      return {
        state: { ...state, phase: 'ending' },
        effects: [
          { type: 'clear-playback' },
          { type: 'send', message: { type: 'hang-up' } },
          { type: 'await-end' },
        ],
      };
    case 'end-overdue':
      return state.phase === 'ending' ? end(state, 'caller-hung-up', true) : stay(state);
  }
}

function startMessage(state: TalkState): BrowserClientMessage {
  const hasMicrophone = state.microphone === 'on';
  const hasRecognition = hasMicrophone && state.canRecognise;
  return { type: 'start', agent: state.agentId, hasMicrophone, hasRecognition };
}

function lossReason(state: TalkState): string {
  if (state.phase === 'ending') return 'caller-hung-up';
  return state.phase === 'connecting' ? 'no-answer' : 'connection-lost';
}

function typed(state: TalkState, text: string): TalkStep {
  if (state.phase !== 'live' || text === '') return stay(state);
  const line: TalkLine = {
    key: `typed-${state.lines.length}`,
    speaker: 'caller',
    text,
    isFinal: true,
    isPending: true,
  };
  const lines = [...state.lines, line];
  return send({ ...state, lines }, { type: 'text', text, isFinal: true, source: 'typed' });
}

const warn = (state: TalkState, code: string): TalkState =>
  state.warnings.includes(code) ? state : { ...state, warnings: [...state.warnings, code] };

function receive(state: TalkState, message: BrowserServerMessage): TalkStep {
  switch (message.type) {
    case 'ready':
      return ready(state, message);
    case 'clear':
      return { state, effects: [{ type: 'clear-playback' }] };
    case 'transcript':
      return stay({ ...state, lines: withLine(state.lines, message) });
    case 'state':
      return stay({ ...state, agentState: message.state });
    case 'warning':
      return stay(warn(state, message.code));
    case 'dtmf':
      // The agent played keys of its own; they are for the other end's machine, not for a person.
      return stay(state);
    case 'ended':
      return end(state, message.reason, true);
    case 'error': {
      const failed = { ...state, problem: { code: message.code, detail: message.detail } };
      // Before `ready` an error is an answer: there is no call. Later the call may go on.
      return isOpen(state) ? stay(failed) : end(failed, 'error', true);
    }
  }
}

function ready(state: TalkState, message: Extract<BrowserServerMessage, { type: 'ready' }>): TalkStep {
  if (state.phase !== 'connecting') return stay(state);
  const hasMicrophone = state.microphone === 'on';
  const fallback: Hearing = state.canRecognise && hasMicrophone ? 'browser' : 'nobody';
  const hearing: Hearing = message.canHear && hasMicrophone ? 'server' : fallback;
  const { callId, agentName } = message;
  return {
    state: { ...state, phase: 'live', hearing, callId, agentName },
    effects: hearing === 'browser' ? [{ type: 'start-recognition' }] : [],
  };
}

/** A turn's line is replaced by its later wording; what was typed here gives way to its echo. */
function withLine(
  lines: TalkLine[],
  message: Extract<BrowserServerMessage, { type: 'transcript' }>,
): TalkLine[] {
  const { speaker, text, isFinal } = message;
  const key = `${speaker}-${message.turn}`;
  const line: TalkLine = { key, speaker, text, isFinal, isPending: false };
  const at = lines.findIndex((one) => one.key === key);
  if (at >= 0) return text === '' ? lines.toSpliced(at, 1) : lines.with(at, line);
  if (text === '') return lines;
  const echo = lines.findIndex((one) => one.isPending && speaker === 'caller' && one.text === text.trim());
  return echo >= 0 ? lines.with(echo, line) : [...lines, line];
}
