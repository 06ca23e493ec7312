import type { ScenarioSnapshot } from '@allo/contracts/ports';
import type { CallEnding, OutcomeKind, Skillbase } from '@allo/contracts/skillbase';
import { conditionHolds } from './condition.ts';

export interface Outcome {
  kind: OutcomeKind;
  reason: string;
}

/**
 * What the call was worth, by the skillbase's rules in their order: the first whose evidence is there. `how` is how the
 * call ended: a CallEnding, or a wire's reason (“media-timeout”, “shutdown” …), which count as hanging up and as failure.
 * A field that must be confirmed explicitly and was not is no evidence. Without a fitting rule: a message or a request
 * for a human is a callback, an answered question is info_only, anything else has failed.
 */
export function classifyOutcome(skillbase: Skillbase, snapshot: ScenarioSnapshot, how: string): Outcome {
  const ending = endingOf(how);
  const needsConfirmation = new Set(
    skillbase.flow.flatMap((step) => (step.field?.confirm === 'explicit' ? [step.field.name] : [])),
  );
  const hasEvidence = (name: string): boolean => {
    if (name === 'message' && snapshot.messageMs !== null) return true;
    const field = snapshot.fields[name];
    return field !== undefined && field.value !== '' && (field.isConfirmed || !needsConfirmation.has(name));
  };
  for (const rule of skillbase.outcomes) {
    const isEnding = rule.endings.length === 0 || rule.endings.includes(ending);
    if (isEnding && rule.requires.every(hasEvidence) && conditionHolds(rule.when, snapshot.fields)) {
      return { kind: rule.kind, reason: rule.reason };
    }
  }
  return fallbackOutcome(skillbase, snapshot, ending);
}

function fallbackOutcome(skillbase: Skillbase, snapshot: ScenarioSnapshot, ending: CallEnding): Outcome {
  const text = reasons[skillbase.language];
  if (snapshot.messageMs !== null) return { kind: 'callback', reason: text.message };
  if (snapshot.isEscalated) return { kind: 'callback', reason: text.escalated };
  if (snapshot.answeredQuestions > 0) return { kind: 'info_only', reason: text.answered };
  return { kind: 'failed', reason: text[ending] };
}

const reasons = {
  ru: {
    message: 'Оставлено сообщение',
    escalated: 'Просил соединить с человеком',
    answered: 'Получил ответ на вопрос',
    completed: 'Разговор закончен без результата',
    'message-left': 'Сообщение пустое',
    'caller-hung-up': 'Положил трубку',
    'caller-declined': 'Отказался от разговора',
    silence: 'Молчал',
    'time-is-up': 'Вышло время разговора',
    failed: 'Связь или распознавание подвели',
  },
  en: {
    message: 'Left a message',
    escalated: 'Asked for a human',
    answered: 'Had a question answered',
    completed: 'The conversation ended without a result',
    'message-left': 'The message was empty',
    'caller-hung-up': 'Hung up',
    'caller-declined': 'Did not want to talk',
    silence: 'Stayed silent',
    'time-is-up': 'The call reached its maximum length',
    failed: 'The line or the recognition failed',
  },
} as const;

const endings: Record<string, CallEnding> = {
  completed: 'completed',
  'agent-hung-up': 'completed',
  'message-left': 'message-left',
  'caller-hung-up': 'caller-hung-up',
  'caller-cancelled': 'caller-hung-up',
  'caller-declined': 'caller-declined',
  silence: 'silence',
  'time-is-up': 'time-is-up',
};
const endingOf = (how: string): CallEnding => endings[how] ?? 'failed';
