import type { CallEnding } from '@allo/contracts/skillbase';
import { classifyOutcome } from './classify-outcome.ts';
import { snapshotOf } from './snapshot.ts';
import { type Turn, say } from './turn.ts';

/** Last words of each ending that the machine itself brings about. */
const lastWords = {
  completed: 'closing',
  'message-left': 'goodbye',
  'caller-declined': 'goodbye',
  silence: 'silenceGoodbye',
  'time-is-up': 'timeIsUp',
  failed: 'goodbye',
} as const satisfies Record<Exclude<CallEnding, 'caller-hung-up'>, string>;

/** Says farewell, judges the call and hangs up. Nothing follows. */
export function close(turn: Turn, ending: keyof typeof lastWords): void {
  const { skillbase, state, effects } = turn;
  state.phase = 'finished';
  state.outcome = classifyOutcome(skillbase, snapshotOf(skillbase, state), ending);
  effects.push({ type: 'outcome', ...state.outcome });
  const pool = lastWords[ending];
  const templates = pool === 'closing' ? skillbase.closing : skillbase.phrases[pool];
  say(turn, pool, templates, {
    purpose: ending === 'completed' ? 'close' : 'strict',
    isInterruptible: false,
  });
  effects.push({ type: 'hang-up', reason: ending });
}

/** Asks for a message after the tone. */
export function takeMessage(turn: Turn): void {
  const { skillbase, state, effects } = turn;
  state.phase = 'message';
  effects.push({ type: 'enter', step: 'message', reason: state.isEscalated ? 'escalated' : 'message' });
  say(turn, 'askMessage', skillbase.phrases.askMessage, { purpose: 'strict', isInterruptible: false });
  effects.push({ type: 'record-message', maxSeconds: skillbase.limits.messageMaxSeconds });
}

/** Nobody can be put through yet: says so and takes a message for them. */
export function escalate(turn: Turn, reason: string): void {
  turn.state.isEscalated = true;
  turn.effects.push({ type: 'escalate', reason });
  say(turn, 'operator', turn.skillbase.phrases.operator, { purpose: 'strict' });
  takeMessage(turn);
}

/** Shorter recordings are a breath or a click. */
const shortestMessageMs = 700;

/** A message is there, or nothing was said after the tone: then it is asked for once more. */
export function onMessageRecorded(turn: Turn, durationMs: number): void {
  const { state } = turn;
  if (durationMs < shortestMessageMs && state.fields['message'] === undefined) {
    state.emptyMessages += 1;
    if (state.emptyMessages === 1) return takeMessage(turn);
    return close(turn, 'silence');
  }
  state.messageMs = durationMs;
  say(turn, 'messageTaken', turn.skillbase.phrases.messageTaken, { purpose: 'strict' });
  close(turn, 'message-left');
}
