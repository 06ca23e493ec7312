import type { HistoryEntry } from '@allo/call/thinking';
import type {
  Scenario,
  ScenarioContext,
  ScenarioEffect,
  ScenarioEvent,
  ScenarioSay,
  ScenarioSnapshot,
} from '@allo/contracts/ports';

/** What one step of the scenario asks of the session. */
export interface DialogueStep {
  says: ScenarioSay[];
  /** Facts to tell the world once the step is certain. */
  facts: Extract<ScenarioEffect, { type: 'collect' | 'enter' | 'outcome' | 'escalate' }>[];
  /** What follows after the last word was heard. */
  next: Extract<ScenarioEffect, { type: 'record-message' | 'hang-up' }> | null;
}

/**
 * The scenario's state through a call, and what was heard by whom. A step can be taken back as long as nothing of it
 * was heard: a caller who goes on talking has not finished the thought that was answered.
 */
export class Dialogue<S> {
  readonly #scenario: Scenario<S>;
  #state: S;
  #before: { state: S; text: string } | null = null;
  readonly history: HistoryEntry[] = [];

  constructor(scenario: Scenario<S>, context: ScenarioContext) {
    this.#scenario = scenario;
    this.#state = scenario.initial(context);
  }

  get snapshot(): ScenarioSnapshot {
    return this.#scenario.snapshot(this.#state);
  }

  step(event: ScenarioEvent): DialogueStep {
    const { state, effects } = this.#scenario.reduce(this.#state, event);
    this.#before = event.type === 'caller-said' ? { state: this.#state, text: event.text } : null;
    this.#state = state;
    const step: DialogueStep = { says: [], facts: [], next: null };
    for (const effect of effects) {
      if (effect.type === 'say') step.says.push(effect);
      else if (effect.type === 'record-message' || effect.type === 'hang-up') step.next = effect;
      else step.facts.push(effect);
    }
    return step;
  }

  /** Undoes the last caller turn and answers its words, or null when there is nothing to undo. */
  takeBack(): string | null {
    if (!this.#before) return null;
    this.#state = this.#before.state;
    const text = this.#before.text;
    this.#before = null;
    return text;
  }

  /** The reply began to be heard: it stands. */
  commit(): void {
    this.#before = null;
  }

  heard(entry: HistoryEntry): void {
    if (entry.text !== '') this.history.push(entry);
  }
}
