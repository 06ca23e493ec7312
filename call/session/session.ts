import { Hearing, type HearingEvent, type HearingTurn, isBackchannel } from '@allo/call/hearing';
import { classifyOutcome, createScenario } from '@allo/call/scenario';
import { type PhraseCache, tone } from '@allo/call/speaking';
import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type {
  CallLeg,
  LanguageModel,
  LegCloseReason,
  LegEvent,
  ScenarioEvent,
  SpeechToText,
  TextToSpeech,
  TurnDetector,
  VoiceActivity,
} from '@allo/contracts/ports';
import { frameMs } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { Clock, Ids } from '@allo/kernel';
import {
  type AttentionInput,
  type AttentionSettings,
  asksForYes,
  initialAttention,
  reduceAttention,
} from './attention.ts';
import { Dialogue, type DialogueStep } from './dialogue.ts';
import { EventWriter } from './event-writer.ts';
import { beginMessage, type MessageInput, type MessageState, reduceMessage } from './message-taking.ts';
import { momentPhrase } from './moment-phrase.ts';
import { Replier, type ReplierEvent, type Reply } from './replier.ts';
import type { TurnMeasures } from './turn-latency.ts';

export interface CallProviders {
  voiceActivity: VoiceActivity;
  /** Null: nothing can recognise speech; the wire may still bring text. */
  speechToText: SpeechToText | null;
  languageModel: LanguageModel | null;
  /** An audio model of turn ends, where its file is present. */
  turnDetector?: TurnDetector | null;
  /** In order of preference. */
  voices: readonly TextToSpeech[];
}

export interface SessionOptions {
  callId: CallId;
  orgId: OrgId;
  agent: { id: string; skillbaseVersion: number };
  skillbase: Skillbase;
  leg: CallLeg;
  providers: CallProviders;
  phraseCache: PhraseCache;
  clock: Clock;
  ids: Ids;
  /** Chooses among phrasings; the same seed gives the same words. */
  seed: number;
  onEvent(event: AlloEvent): void;
  onClosed(): void;
}

type Phase = 'starting' | 'talking' | 'message' | 'ending' | 'closed';

const beepPlayId = 1_000_000;
const duckedGain = 0.25;
/** A voice that failed twice in a row will not come back within this call. */
const voiceFailuresToGiveUp = 2;

/** One call: the only place where hearing, thinking and speaking meet. Decisions are in the pure machines beside it. */
export class CallSession {
  readonly #options: SessionOptions;
  readonly #events: EventWriter;
  readonly #hearing: Hearing;
  readonly #replier: Replier;
  readonly #dialogue: Dialogue<unknown>;
  readonly #attentionSettings: AttentionSettings;
  readonly #abort = new AbortController();
  #attention = initialAttention();
  #phase: Phase = 'starting';
  #message: MessageState | null = null;
  #messageMaxSeconds = 0;
  #pendingTurn: HearingTurn | null = null;
  #carriedText: string | null = null;
  #wasCutByNoise = false;
  #nowMs = 0;
  #answeredAt = 0;
  #endReason: string | null = null;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { leg, providers, skillbase, clock, callId, orgId, ids } = options;
    const stt = leg.facts.hasOwnRecognition ? null : providers.speechToText;
    const { silenceRepromptSeconds, maxCallSeconds } = skillbase.limits;
    this.#attentionSettings = { silenceMs: silenceRepromptSeconds * 1000, maxCallMs: maxCallSeconds * 1000 };
    this.#events = new EventWriter({ orgId, callId, clock, ids, emit: options.onEvent });
    this.#dialogue = new Dialogue(createScenario(skillbase), {
      startedAt: new Date(clock.wallTime()).toISOString(),
      timeZone: skillbase.timeZone,
      callerNumber: leg.facts.from,
      canHear: stt !== null || leg.facts.hasOwnRecognition === true,
      seed: options.seed,
    });
    const hint = {
      sampleRateHz: leg.sampleRateHz,
      language: skillbase.language,
      phrases: expectedPhrases(skillbase),
    };
    this.#hearing = new Hearing({
      sampleRateHz: leg.sampleRateHz,
      voiceActivity: providers.voiceActivity.open(leg.sampleRateHz),
      speechToText: stt?.open(hint, this.#abort.signal) ?? null,
      sttTailLatencyMs: stt?.capabilities.tailLatencyMs ?? 0,
      sttMode: stt?.capabilities.mode ?? 'segmented',
      turnDetector: providers.turnDetector ?? null,
      onEvent: (event) => this.#onHearing(event),
    });
    this.#replier = new Replier({
      ...options,
      ...providers,
      dialogue: this.#dialogue,
      events: this.#events,
      signal: this.#abort.signal,
      onEvent: (event) => this.#onReplier(event),
    });
    leg.onEvent((event) => this.#onLeg(event));
  }

  /** Answers and speaks first. Rejects only when the wire cannot answer; the call is closed then. */
  async start(): Promise<void> {
    const { leg, agent, skillbase, clock } = this.#options;
    const { direction, wire, from, to, codec } = leg.facts;
    this.#events.write('call.initiated', { direction, wire, from, to, codec });
    const { id: agentId, skillbaseVersion } = agent;
    this.#events.write('call.agent_assigned', { agentId, agentName: skillbase.name, skillbaseVersion });
    const ringingAt = clock.now();
    await leg.answer();
    if (this.#phase !== 'starting') return;
    this.#phase = 'talking';
    this.#answeredAt = clock.now();
    this.#events.write('call.answered', { setupMs: Math.round(clock.now() - ringingAt) });
    leg.notify({ type: 'state', state: 'greeting' });
    this.#perform(this.#dialogue.step({ type: 'call-started' }), null);
  }

  /** Ends the call from outside: an operator, a shutdown. Idempotent. */
  end(reason: string): void {
    if (this.#phase !== 'closed' && this.#phase !== 'ending') this.#hangUp(reason);
  }

  #onLeg(event: LegEvent): void {
    if (this.#phase === 'closed') return;
    switch (event.type) {
      case 'frame':
        return this.#onFrame(event);
      case 'dtmf':
        return this.#onDigit(event.digit, event.atMs);
      case 'text':
        return this.#hearing.text(event.text, event.isFinal, event.source);
      case 'playout-started':
        return this.#replier.onPlayout(event);
      case 'playout-finished':
        if (event.playId === beepPlayId) return this.#beginMessage(event.atMs);
        return this.#replier.onPlayout(event);
      case 'hold':
        this.#events.write(event.isHeld ? 'call.held' : 'call.resumed', { atMs: event.atMs });
        return this.#attend({ type: 'hold', isHeld: event.isHeld, nowMs: event.atMs });
      case 'closed':
        return this.#finish(event.reason);
    }
  }

  #onFrame(event: Extract<LegEvent, { type: 'frame' }>): void {
    this.#nowMs = event.atMs + frameMs;
    this.#hearing.frame(event.pcm, event.atMs);
    if (this.#message) this.#onMessage({ type: 'tick', nowMs: this.#nowMs });
    else if (this.#phase === 'talking') {
      this.#attend({ type: 'tick', nowMs: this.#nowMs, voicedUntilMs: this.#hearing.voicedUntilMs });
    }
  }

  #onDigit(digit: string, atMs: number): void {
    this.#events.write('call.dtmf_received', { digit, atMs });
    if (this.#message) return this.#onMessage({ type: 'key', digit, nowMs: atMs });
    if (this.#phase !== 'talking') return;
    const step = this.#dialogue.step({ type: 'dtmf', digit });
    if (step.says.length > 0 || step.next) this.#silenceAgent('superseded');
    this.#perform(step, null);
    this.#attend({ type: 'turn-over', nowMs: atMs, wasSaid: true });
  }

  #onHearing(event: HearingEvent): void {
    if (this.#phase === 'closed') return;
    switch (event.type) {
      case 'speech-started':
        if (this.#message) this.#onMessage({ type: 'caller-started' });
        return this.#attend({ type: 'caller-started', startMs: event.startMs });
      case 'speech-ended':
        if (this.#message) this.#onMessage({ type: 'caller-ended', endMs: event.endMs });
        return this.#attend({ type: 'caller-ended', nowMs: this.#nowMs });
      case 'caption':
        this.#options.leg.notify({ ...event, type: 'transcript', speaker: 'caller' });
        return this.#attend({ type: 'caption', text: event.text });
      case 'recognition-slow':
        if (this.#phase === 'talking' && this.#attention.agent.mode === 'idle') {
          this.#replier.sayAside(momentPhrase(this.#options.skillbase.language));
        }
        return;
      case 'recognition-failed':
        return this.#events.write('agent.error', { stage: 'stt', code: event.code, detail: event.detail });
      case 'usage':
        return;
      case 'turn-dismissed':
        return this.#onDismissed();
      case 'turn-ended':
        return this.#onTurn(event.turn);
    }
  }

  #onTurn(turn: HearingTurn): void {
    this.#wasCutByNoise = false;
    const { id, text, source, startMs, endMs } = turn;
    if (text !== '') {
      this.#events.write('call.user_spoke', { turn: id, speaker: 'caller', text, source, startMs, endMs });
      this.#dialogue.heard({ speaker: 'caller', text });
    }
    this.#attend({ type: 'turn-over', nowMs: this.#nowMs, wasSaid: text !== '' });
    if (this.#phase !== 'talking') return;
    const { agent, expects } = this.#attention;
    if (agent.mode === 'speaking') {
      if (this.#replier.current?.isAside || !agent.isInterruptible) {
        this.#pendingTurn = turn;
        return;
      }
      const isAnswer = asksForYes(expects) && this.#replier.isAtQuestion;
      const isNod = source !== 'typed' && isBackchannel(text) && !isAnswer;
      if (isNod || text === '') return;
    }
    this.#answer(turn);
  }

  /** Gives a finished turn to the scenario and speaks its reply. */
  #answer(turn: HearingTurn): void {
    const carried =
      this.#carriedText ?? (this.#attention.agent.mode === 'thinking' ? this.#replier.takeBack() : null);
    this.#carriedText = null;
    this.#silenceAgent('superseded');
    const text = [carried, turn.text].filter((part) => part).join(' ');
    this.#events.write('agent.processing', { turn: turn.id, status: 'thinking', atMs: this.#nowMs });
    this.#options.leg.notify({ type: 'state', state: 'thinking' });
    const cause = turn.failure ? 'provider-failed' : 'empty';
    const event: ScenarioEvent =
      text === '' ? { type: 'not-understood', cause } : { type: 'caller-said', text };
    const { endMs: speechEndAtMs, sttFinalMs } = turn;
    this.#perform(this.#dialogue.step(event), {
      speechEndAtMs,
      decidedAtMs: this.#nowMs,
      sttFinalMs,
      llmFirstTokenMs: null,
      ttsFirstByteMs: null,
    });
  }

  #onDismissed(): void {
    this.#attend({ type: 'turn-over', nowMs: this.#nowMs, wasSaid: false });
    if (this.#phase !== 'talking') return;
    const carried = this.#carriedText;
    this.#carriedText = null;
    if (carried !== null) this.#perform(this.#dialogue.step({ type: 'caller-said', text: carried }), null);
    else if (this.#wasCutByNoise && this.#replier.current === null) {
      this.#perform(this.#dialogue.step({ type: 'not-understood', cause: 'empty' }), null);
    }
    this.#wasCutByNoise = false;
  }

  /** Carries out a step: its words, or at once what follows them. */
  #perform(step: DialogueStep, measures: TurnMeasures | null): void {
    if (step.says.length > 0) return this.#replier.say(step, measures);
    this.#replier.tellFacts(step.facts);
    if (step.next) this.#follow(step.next);
    else this.#attend({ type: 'agent-finished', nowMs: this.#nowMs });
  }

  #onReplier(event: ReplierEvent): void {
    switch (event.type) {
      case 'reply-pending':
        return this.#attend({ type: 'agent-thinking' });
      case 'reply-started':
        return this.#onReplyStarted(event.reply);
      case 'reply-finished':
        return this.#onReplyFinished(event.reply, event.isComplete);
    }
  }

  #onReplyStarted(reply: Reply): void {
    const asked = reply.says.findLast((say) => say.expects)?.expects ?? null;
    const expects = reply.isAside ? this.#attention.expects : asked;
    this.#hearing.expect(expects);
    this.#attend({ type: 'agent-started', isInterruptible: reply.isInterruptible, expects });
    this.#options.leg.notify({ type: 'state', state: 'speaking' });
  }

  #onReplyFinished(reply: Reply, isComplete: boolean): void {
    this.#attend({ type: 'agent-finished', nowMs: this.#nowMs });
    if (this.#phase !== 'talking') return;
    this.#options.leg.notify({ type: 'state', state: 'listening' });
    if (!isComplete) return this.#afterBrokenVoice(reply);
    const pending = this.#pendingTurn;
    this.#pendingTurn = null;
    if (pending) return this.#answer(pending);
    if (reply.next) return this.#follow(reply.next);
    if (reply.isAside) return;
    const step = this.#dialogue.step({ type: 'agent-finished-speaking' });
    if (step.says.length > 0 || step.next || step.facts.length > 0) this.#perform(step, null);
  }

  /** Apologise with words that are at hand, or end when even those cannot be said. */
  #afterBrokenVoice(reply: Reply): void {
    if (this.#replier.voiceFailures >= voiceFailuresToGiveUp) return this.#hangUp('voice-failed');
    if (reply.next?.type === 'hang-up') return this.#follow(reply.next);
    const [apology] = this.#options.skillbase.phrases.fallback;
    if (apology) this.#replier.sayAside(apology, reply.next);
  }

  #attend(input: AttentionInput): void {
    const { state, effects } = reduceAttention(this.#attention, input, this.#attentionSettings);
    this.#attention = state;
    for (const effect of effects) {
      switch (effect.type) {
        case 'duck':
          this.#options.leg.setGain(duckedGain, 40);
          break;
        case 'unduck':
          this.#options.leg.setGain(1, 120);
          break;
        case 'stop-agent':
          this.#wasCutByNoise = true;
          this.#silenceAgent('interrupted');
          this.#options.leg.notify({ type: 'state', state: 'listening' });
          break;
        case 'cancel-thinking':
          this.#goOnListening();
          break;
        case 'caller-silent':
          this.#events.write('call.silence', { count: effect.count, atMs: this.#nowMs });
          this.#perform(this.#dialogue.step({ type: 'caller-silent', count: effect.count }), null);
          break;
        case 'time-is-up':
          this.#silenceAgent('superseded');
          this.#perform(this.#dialogue.step({ type: 'time-is-up' }), null);
          break;
        case 'overtime':
          this.#hangUp('max-duration');
          break;
      }
    }
  }

  /** The caller goes on before the reply was heard. A reply to no words of theirs (a key, a silence) is not taken back. */
  #goOnListening(): void {
    const text = this.#replier.takeBack();
    if (text === null) return;
    this.#carriedText = text;
    this.#silenceAgent('superseded');
  }

  #silenceAgent(cause: 'superseded' | 'interrupted'): void {
    this.#replier.silence(cause);
    if (this.#attention.agent.mode !== 'idle') this.#attend({ type: 'agent-finished', nowMs: this.#nowMs });
  }

  #follow(next: NonNullable<DialogueStep['next']>): void {
    if (next.type === 'hang-up') return this.#hangUp(next.reason);
    const { leg } = this.#options;
    this.#phase = 'message';
    this.#messageMaxSeconds = next.maxSeconds;
    leg.play(beepPlayId, tone(1000, 350, leg.sampleRateHz), true);
  }

  #beginMessage(atMs: number): void {
    if (this.#phase === 'message') this.#message = beginMessage(atMs, this.#messageMaxSeconds);
  }

  #onMessage(input: MessageInput): void {
    if (!this.#message) return;
    const { state, durationMs } = reduceMessage(this.#message, input);
    this.#message = state;
    if (durationMs === null) return;
    this.#message = null;
    this.#phase = 'talking';
    // A key ends a message in mid-word: what the detector still hears is no wish to interrupt the thanks.
    this.#attend({ type: 'caller-ended', nowMs: this.#nowMs });
    if (durationMs > 0) this.#events.write('call.message_recorded', { startMs: state.startMs, durationMs });
    this.#perform(this.#dialogue.step({ type: 'message-recorded', durationMs }), null);
  }

  #hangUp(reason: string): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'ending';
    this.#endReason = reason;
    this.#options.leg.notify({ type: 'state', state: 'ending' });
    this.#options.leg.hangUp('agent-hung-up');
  }

  #finish(reason: LegCloseReason): void {
    // A caller who hangs up after speaking has left a message.
    if (this.#message?.hasSpoken) this.#onMessage({ type: 'key', digit: '#', nowMs: this.#nowMs });
    this.#replier.conclude(this.#nowMs);
    this.#phase = 'closed';
    this.#abort.abort();
    this.#hearing.close();
    const { clock, skillbase } = this.#options;
    const endReason = reason === 'agent-hung-up' ? (this.#endReason ?? reason) : reason;
    const { snapshot } = this.#dialogue;
    const outcome = snapshot.outcome ?? classifyOutcome(skillbase, snapshot, endReason);
    this.#events.write('call.ended', {
      reason: endReason,
      durationMs: this.#answeredAt === 0 ? 0 : Math.round(clock.now() - this.#answeredAt),
      outcome: outcome?.kind ?? null,
      outcomeReason: outcome?.reason ?? null,
    });
    this.#options.onClosed();
  }
}

/** Words worth expecting from the recogniser: names of choices. */
function expectedPhrases(skillbase: Skillbase): string[] {
  return skillbase.flow.flatMap((step) => step.field?.choices.map((choice) => choice.label) ?? []);
}
