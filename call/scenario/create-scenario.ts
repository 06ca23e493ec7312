import type { Scenario, ScenarioContext, ScenarioEffect, ScenarioEvent } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import { answer, holdsAnswer } from './answer.ts';
import { close, escalate, onMessageRecorded, takeMessage } from './ending.ts';
import { englishLanguage } from './english-language.ts';
import { advance, ask, misunderstood } from './flow.ts';
import { finishFigure, leaveMenu, onDigit, openMenu } from './keypad.ts';
import type { Language } from './language.ts';
import { russianLanguage } from './russian-language.ts';
import { snapshotOf } from './snapshot.ts';
import { type ScenarioState, initialState } from './state.ts';
import { type Turn, currentStep, say } from './turn.ts';

/**
 * The conversation of one agent as a pure machine: the same events in the same order give the same effects, byte for
 * byte. The state is plain JSON and may be stored, sent and taken up elsewhere. `reduce` never throws on what a caller says.
 */
export function createScenario(skillbase: Skillbase): Scenario<ScenarioState> {
  const language: Language = skillbase.language === 'en' ? englishLanguage : russianLanguage;
  return {
    initial(context) {
      return initialState({ ...context, callerNumber: usableNumber(context, language) });
    },
    reduce(before, event) {
      const effects: ScenarioEffect[] = [];
      if (before.phase === 'finished') return { state: before, effects };
      const turn: Turn = { skillbase, language, state: structuredClone(before), effects };
      step(turn, event);
      return { state: turn.state, effects };
    },
    snapshot: (state) => snapshotOf(skillbase, state),
  };
}

/** Nobody says more in one turn; matching must stay cheap whatever is typed. */
const maxTurnLength = 2_000;

/** The caller's number as E.164, or '' when it is hidden, internal or no telephone number at all. */
function usableNumber({ callerNumber }: ScenarioContext, language: Language): string {
  if (!/^\+?[\d\s()-]{10,20}$/.test(callerNumber)) return '';
  return language.joinDigits(callerNumber.replaceAll(/\D/g, ''), callerNumber.startsWith('+')) ?? '';
}

function step(turn: Turn, event: ScenarioEvent): void {
  const { state } = turn;
  switch (event.type) {
    case 'call-started':
      return state.phase === 'idle' ? start(turn) : undefined;
    case 'caller-said':
      return onWords(turn, event.text.slice(0, maxTurnLength));
    case 'dtmf':
      return onDigit(turn, event.digit);
    case 'caller-silent':
      return onSilence(turn, event.count);
    case 'not-understood':
      return event.cause === 'empty' ? onNothingUnderstood(turn) : onProviderFailure(turn);
    case 'time-is-up':
      return close(turn, 'time-is-up');
    case 'message-recorded':
      return onMessageRecorded(turn, event.durationMs);
    case 'agent-finished-speaking':
      return;
  }
}

function start(turn: Turn): void {
  say(turn, 'greeting', turn.skillbase.greeting, { purpose: 'greeting' });
  if (turn.state.canHear) advance(turn, 0, 'start');
  else openMenu(turn);
}

function onWords(turn: Turn, text: string): void {
  const { state, language, skillbase } = turn;
  if (state.phase === 'idle') start(turn);
  if (text.trim() === '') return onNothingUnderstood(turn);
  state.providerFailures = 0;
  if (state.phase === 'message') return keepWords(turn, text);
  if (state.phase === 'menu') leaveMenu(turn);
  const urgent = skillbase.faq.findIndex((item) => item.isUrgent && language.matchesAny(text, item.match));
  if (urgent >= 0) {
    state.answeredQuestions += 1;
    say(turn, `faq:${urgent}`, skillbase.faq[urgent]?.answer ?? [], {
      purpose: 'strict',
      isInterruptible: false,
    });
    return ask(turn, 'again');
  }
  if (handleIntent(turn, text)) return;
  answer(turn, text);
}

/** Wishes that concern the conversation itself, whatever is being asked. True when the turn is dealt with. */
function handleIntent(turn: Turn, text: string): boolean {
  const { state, language } = turn;
  const intent = language.intent(text);
  const field = currentStep(turn)?.field;
  switch (intent) {
    case 'operator':
    case 'anger':
      escalate(turn, intent === 'operator' ? 'asked-for-human' : 'caller-is-angry');
      return true;
    case 'goodbye':
      close(turn, isFlowDone(turn) ? 'completed' : 'caller-declined');
      return true;
    case 'decline':
      // “Это всё” to “так, дальше” ends the dictation, not the call.
      if (state.phase === 'asking' && state.partial.digits !== undefined) {
        misunderstood(turn);
        return true;
      }
      return declineCall(turn);
    case 'repeat':
      ask(turn, 'again');
      return true;
    case 'wait':
      // “Подождите, меня зовут Ольга”, “сейчас скажу: …”: the answer may already be there.
      if (field && (text.split(/\s+/).length > 4 || holdsAnswer(turn, text))) return false;
      say(turn, 'wait', language.wording.wait, {
        purpose: 'inform',
        ...(field && state.phase === 'asking' && { expects: { field: field.name, type: field.type } }),
      });
      return true;
    case 'correction':
    case 'skip':
    case null:
      return false;
  }
}

/** “Ничего не надо”: no to a yes-or-no question, nothing to an optional one, otherwise the end. */
function declineCall(turn: Turn): boolean {
  const { state } = turn;
  const field = currentStep(turn)?.field;
  if (state.phase === 'confirming' || state.phase === 'offering' || field?.type === 'boolean') return false;
  if (state.phase === 'anything-else') {
    close(turn, 'completed');
    return true;
  }
  if (field && !field.isRequired && state.phase === 'asking') {
    state.skipped.push(field.name);
    advance(turn, state.stepIndex + 1, 'skipped');
    return true;
  }
  close(turn, isFlowDone(turn) ? 'completed' : 'caller-declined');
  return true;
}

/** Whether everything that must be known is known. */
function isFlowDone({ skillbase, state }: Turn): boolean {
  return (
    state.phase === 'anything-else' ||
    skillbase.flow.every(
      ({ field, when }) => !field?.isRequired || when || state.fields[field.name] !== undefined,
    )
  );
}

/** Words recognised while a message is being recorded belong to it. */
function keepWords(turn: Turn, text: string): void {
  const before = turn.state.fields['message']?.value;
  const value = before ? `${before} ${text}` : text;
  turn.state.fields['message'] = { value, display: value, spoken: value, isConfirmed: false };
  turn.effects.push({ type: 'collect', field: 'message', value, display: value, isConfirmed: false });
}

function onSilence(turn: Turn, count: number): void {
  const { state, skillbase } = turn;
  if (state.phase === 'idle') return;
  if (state.phase === 'message') return onMessageRecorded(turn, 0);
  if (state.phase === 'menu') {
    // A telephone without keys: the tone is all that is left.
    if (count > 1) return takeMessage(turn);
    say(turn, 'keypad', skillbase.keypad?.prompt ?? [], { purpose: 'strict' });
    return;
  }
  if (state.keyed !== '') return finishFigure(turn);
  // After the last question silence is a way of saying goodbye.
  if (state.phase === 'anything-else') return close(turn, 'completed');
  if (count >= skillbase.limits.silenceHangUpAfter) return close(turn, 'silence');
  say(turn, 'silence', skillbase.phrases.silence, { purpose: 'inform' });
  ask(turn, 'again');
}

function onNothingUnderstood(turn: Turn): void {
  const { phase } = turn.state;
  if (phase === 'idle' || phase === 'message') return;
  if (phase === 'menu') return onSilence(turn, 1);
  misunderstood(turn);
}

/** The recogniser or the model failed: a set phrase at once; after the second time in a row keys and the tone remain. */
function onProviderFailure(turn: Turn): void {
  const { state, skillbase } = turn;
  if (state.phase === 'idle' || state.phase === 'message') return;
  state.providerFailures += 1;
  if (state.providerFailures >= 2 || state.phase === 'menu') {
    say(turn, 'badLine', turn.language.wording.badLine, { purpose: 'strict' });
    state.canHear = false;
    return takeMessage(turn);
  }
  const field = currentStep(turn)?.field;
  const expects = field && { field: field.name, type: field.type };
  say(turn, 'fallback', skillbase.phrases.fallback, { purpose: 'strict', ...(expects && { expects }) });
}
