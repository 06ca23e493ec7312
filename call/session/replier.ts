import { type PhraseCache, Speaker, type SpeakerEvent } from '@allo/call/speaking';
import { Wording, type WordingEvent } from '@allo/call/thinking';
import type { TurnId } from '@allo/contracts';
import type { CallLeg, LanguageModel, ScenarioSay, TextToSpeech } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { Clock } from '@allo/kernel';
import type { Dialogue, DialogueStep } from './dialogue.ts';
import type { EventWriter } from './event-writer.ts';
import { spokenForm } from './spoken-form.ts';
import { type TurnMeasures, turnLatency } from './turn-latency.ts';

/** A reply on its way to the caller. */
export interface Reply {
  turnId: TurnId;
  says: readonly ScenarioSay[];
  isInterruptible: boolean;
  /** Words outside the scenario: “one moment”, an apology. */
  isAside: boolean;
  measures: TurnMeasures | null;
  facts: DialogueStep['facts'];
  next: DialogueStep['next'];
}

export type ReplierEvent =
  | { type: 'reply-pending' }
  | { type: 'reply-started'; reply: Reply }
  /** `isComplete` is false when the voice broke. Not sent for a reply that was silenced. */
  | { type: 'reply-finished'; reply: Reply; isComplete: boolean };

export interface ReplierOptions {
  leg: CallLeg;
  skillbase: Skillbase;
  voices: readonly TextToSpeech[];
  languageModel: LanguageModel | null;
  phraseCache: PhraseCache;
  clock: Clock;
  dialogue: Dialogue<unknown>;
  events: EventWriter;
  signal: AbortSignal;
  onEvent(event: ReplierEvent): void;
}

/** Turns a step of the dialogue into speech, one reply at a time, and tells the world what was really heard of it. */
export class Replier {
  readonly #options: ReplierOptions;
  readonly #speaker: Speaker;
  readonly #wording: Wording;
  #reply: Reply | null = null;
  #interruptedTurn: TurnId | null = null;
  #replies = 0;
  /** Replies in a row that no voice could say. */
  voiceFailures = 0;

  constructor(options: ReplierOptions) {
    this.#options = options;
    const { leg, skillbase, voices, phraseCache, clock, languageModel } = options;
    this.#speaker = new Speaker({
      leg,
      voices,
      cache: phraseCache,
      clock,
      language: skillbase.language,
      voice: skillbase.voice.voice,
      speed: skillbase.voice.speed,
      spoken: spokenForm(skillbase.language),
      onEvent: (event) => this.#onSpeaker(event),
    });
    this.#wording = new Wording({
      model: skillbase.llm.use === 'never' ? null : languageModel,
      temperature: skillbase.llm.temperature,
      clock,
      onEvent: (event) => this.#onWording(event),
    });
  }

  get current(): Reply | null {
    return this.#reply;
  }

  /** The caller is hearing the end of the reply, where the question is. */
  get isAtQuestion(): boolean {
    return this.#speaker.isOnLastClause;
  }

  /** Speaks a step's words; its facts are told when the first of them is heard. The step must say something. */
  say(step: DialogueStep, measures: TurnMeasures | null): void {
    const { skillbase, dialogue, signal } = this.#options;
    const { says } = step;
    const isInterruptible = says.every((one) => one.isInterruptible);
    const reply: Reply = { ...step, turnId: this.#nextTurnId(), isInterruptible, isAside: false, measures };
    const request = {
      skillbase,
      snapshot: dialogue.snapshot,
      says,
      history: dialogue.history,
      turnId: reply.turnId,
      signal,
    };
    const isFixed = says.every((one) => one.isFixed);
    this.#speak(reply, this.#wording.word(request), isFixed);
  }

  /** Speaks words outside the scenario; what the scenario wanted next still follows. */
  sayAside(text: string, next: DialogueStep['next'] = null): void {
    const turnId = this.#nextTurnId();
    this.#speak(
      { turnId, says: [], isInterruptible: true, isAside: true, measures: null, facts: [], next },
      oneText(text),
      true,
    );
  }

  /** Stops whatever is said or prepared; what was heard of it is told when the wire knows. */
  silence(cause: 'superseded' | 'interrupted'): void {
    if (this.#reply) {
      this.tellFacts(this.#reply.facts);
      if (cause === 'interrupted') this.#interruptedTurn = this.#reply.turnId;
    }
    this.#reply = null;
    this.#speaker.stop();
    this.#options.leg.setGain(1, 0);
  }

  /** Undoes a reply that nobody heard yet: neither its facts nor its words ever were. Answers the caller's words it was for. */
  takeBack(): string | null {
    const text = this.#options.dialogue.takeBack();
    if (text === null) return null;
    this.#reply = null;
    this.#speaker.stop();
    return text;
  }

  onPlayout(event: Parameters<Speaker['onPlayout']>[0]): void {
    this.#speaker.onPlayout(event);
  }

  /** The wire is gone at `nowMs` of the audio clock: settles what was heard, and closes. */
  conclude(nowMs: number): void {
    const reply = this.#reply;
    this.#reply = null;
    this.#speaker.conclude(nowMs);
    if (reply) this.tellFacts(reply.facts);
    this.#speaker.close();
  }

  /** Tells each fact once. */
  tellFacts(facts: DialogueStep['facts']): void {
    const { events } = this.#options;
    for (const fact of facts.splice(0)) {
      switch (fact.type) {
        case 'collect': {
          const { field, value, display, isConfirmed } = fact;
          events.write('agent.field_collected', { field, value, display, isConfirmed });
          break;
        }
        case 'enter':
          events.write('agent.step_entered', { step: fact.step, reason: fact.reason });
          break;
        case 'outcome':
          events.write('agent.outcome', { kind: fact.kind, reason: fact.reason });
          break;
        case 'escalate':
          events.write('agent.escalated', { reason: fact.reason });
          break;
      }
    }
  }

  #speak(reply: Reply, text: AsyncIterable<string>, isFixed: boolean): void {
    this.#reply = reply;
    this.#options.onEvent({ type: 'reply-pending' });
    this.#speaker.say({ turnId: reply.turnId, text: this.#announced(reply.turnId, text), isFixed });
  }

  /** Passes text through and tells the world when it is whole. */
  async *#announced(turnId: TurnId, text: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    let whole = '';
    for await (const delta of text) {
      whole += delta;
      yield delta;
    }
    if (!this.#options.signal.aborted)
      this.#options.events.write('agent.response_ready', { turn: turnId, text: whole });
  }

  #onSpeaker(event: SpeakerEvent): void {
    const { events, leg } = this.#options;
    switch (event.type) {
      case 'speech-started':
        return this.#onStarted(event);
      case 'speech-finished':
        return this.#onFinished(event);
      case 'voice-failed':
        this.voiceFailures += 1;
        return events.write('agent.error', { stage: 'tts', code: event.code, detail: event.detail });
      case 'caption':
        return leg.notify({
          type: 'transcript',
          speaker: 'agent',
          turn: event.turnId,
          text: event.text,
          isFinal: false,
        });
      case 'usage':
        return;
    }
  }

  #onStarted(event: Extract<SpeakerEvent, { type: 'speech-started' }>): void {
    const reply = this.#reply;
    if (reply?.turnId !== event.turnId) return;
    if (!reply.isAside) {
      this.#options.dialogue.commit();
      this.tellFacts(reply.facts);
    }
    if (reply.measures) {
      const measures = { ...reply.measures, ttsFirstByteMs: event.ttsFirstByteMs };
      this.#options.events.write('agent.turn_measured', {
        turn: reply.turnId,
        latency: turnLatency(measures, event.atMs),
      });
    }
    this.#options.onEvent({ type: 'reply-started', reply });
  }

  #onFinished(event: Extract<SpeakerEvent, { type: 'speech-finished' }>): void {
    const { events, leg, dialogue, onEvent } = this.#options;
    const { heard, isComplete, startMs, endMs, turnId } = event;
    if (heard !== '') {
      events.write('agent.spoke', { turn: turnId, text: heard, isComplete, startMs, endMs });
      leg.notify({ type: 'transcript', speaker: 'agent', turn: turnId, text: heard, isFinal: true });
      dialogue.heard({ speaker: 'agent', text: heard });
    }
    if (this.#interruptedTurn === turnId) {
      this.#interruptedTurn = null;
      events.write('call.interrupted', { turn: turnId, heardText: heard, atMs: endMs });
    }
    const reply = this.#reply;
    if (reply?.turnId !== turnId) return;
    this.#reply = null;
    this.tellFacts(reply.facts);
    if (isComplete && !reply.isAside) this.voiceFailures = 0;
    onEvent({ type: 'reply-finished', reply, isComplete });
  }

  #onWording(event: WordingEvent): void {
    if (event.type === 'model-failed') {
      this.#options.events.write('agent.error', { stage: 'llm', code: event.code, detail: event.detail });
    } else if (event.type === 'first-token' && this.#reply?.turnId === event.turnId && this.#reply.measures) {
      this.#reply.measures.llmFirstTokenMs = event.afterMs;
    }
  }

  #nextTurnId(): TurnId {
    this.#replies += 1;
    return `a${this.#replies}` as TurnId;
  }
}

async function* oneText(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}
