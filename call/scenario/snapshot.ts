import type { ScenarioSnapshot } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { ScenarioState } from './state.ts';

/** Where the conversation stands; a value still awaiting its confirmation is shown as unconfirmed. */
export function snapshotOf(skillbase: Skillbase, state: ScenarioState): ScenarioSnapshot {
  const step = skillbase.flow[state.stepIndex];
  const fields: ScenarioSnapshot['fields'] = {};
  for (const [name, { value, display, isConfirmed }] of Object.entries(state.fields)) {
    fields[name] = { value, display, isConfirmed };
  }
  if (state.pending && step?.field) {
    const { value, display } = state.pending;
    fields[step.field.name] = { value, display, isConfirmed: false };
  }
  const isInFlow = state.phase !== 'finished' && state.phase !== 'message' && state.phase !== 'menu';
  return {
    step: isInFlow ? (step?.id ?? 'end') : state.phase,
    goal: isInFlow ? (step?.goal ?? '') : '',
    fields,
    isFinished: state.phase === 'finished',
    outcome: state.outcome,
    answeredQuestions: state.answeredQuestions,
    isEscalated: state.isEscalated,
    messageMs: state.messageMs,
  };
}
