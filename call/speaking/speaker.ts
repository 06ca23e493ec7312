import type { TurnId } from '@allo/contracts';
import type {
  CallLeg,
  LegEvent,
  Pcm,
  ProviderErrorCode,
  TextToSpeech,
  UsagePart,
} from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import { splitClauses } from './clause-splitter.ts';
import { heardWords } from './heard-words.ts';
import { PhraseCache } from './phrase-cache.ts';
import { synthesize } from './synthesis.ts';

/** Something to be said in one breath of the dialogue. */
export interface Speech {
  turnId: TurnId;
  /** Deltas of text; clauses are spoken as they complete. */
  text: AsyncIterable<string>;
  /** Set phrases are looked up in and left to the cache. */
  isFixed: boolean;
}

export type SpeakerEvent =
  /** The first sample left the wire. `ttsFirstByteMs` is null when the audio was cached. */
  | { type: 'speech-started'; turnId: TurnId; atMs: number; ttsFirstByteMs: number | null }
  /** Everything left the wire, or it was stopped: `heard` are the words that really went out. */
  | {
      type: 'speech-finished';
      turnId: TurnId;
      heard: string;
      isComplete: boolean;
      startMs: number;
      endMs: number;
    }
  /** No voice could say it; what was heard before follows in `speech-finished`. */
  | { type: 'voice-failed'; turnId: TurnId; code: ProviderErrorCode; detail: string; isSilent: boolean }
  | { type: 'caption'; turnId: TurnId; text: string }
  | { type: 'usage'; usage: UsagePart };

export interface SpeakerOptions {
  leg: Pick<CallLeg, 'play' | 'clear' | 'sampleRateHz'>;
  /** In order of preference; the next one takes over a clause that failed. */
  voices: readonly TextToSpeech[];
  cache: PhraseCache;
  clock: Clock;
  language: string;
  voice: string | undefined;
  speed: number;
  /** Written clause → what the voice is given: numbers and abbreviations as words. */
  spoken(text: string): string;
  onEvent(event: SpeakerEvent): void;
}

interface Clause {
  playId: number;
  text: string;
  samples: number;
  startedAtMs: number | null;
  playedMs: number;
  isPlayed: boolean;
}

interface Running {
  turnId: TurnId;
  abort: AbortController;
  clauses: Clause[];
  startMs: number | null;
  endMs: number;
  isTextDone: boolean;
  ttsFirstByteMs: number | null;
  wasStopped: boolean;
  hasFailed: boolean;
  isFinished: boolean;
}

/** Clauses synthesised ahead of the one being heard: enough for no gap, little to throw away on interruption. */
const clausesAhead = 2;

/** Text → clauses → voice → playout, remembering exactly what was heard. One speech at a time; a new one waits for none. */
export class Speaker {
  readonly #options: SpeakerOptions;
  #running: Running | null = null;
  /** Stopped, but the wire has not yet told how much of them was played. */
  #draining: Running[] = [];
  #nextPlayId = 1;
  #wake: (() => void) | null = null;

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  get isSpeaking(): boolean {
    return this.#running !== null;
  }

  /** The last clause is being heard: what was asked at the end of it is known to the caller. */
  get isOnLastClause(): boolean {
    const running = this.#running;
    return (
      running !== null &&
      running.isTextDone &&
      running.clauses.filter((clause) => !clause.isPlayed).length <= 1
    );
  }

  /** Starts speaking. Whatever was being said is stopped first. */
  say(speech: Speech): void {
    this.stop();
    const running: Running = {
      turnId: speech.turnId,
      abort: new AbortController(),
      clauses: [],
      startMs: null,
      endMs: 0,
      isTextDone: false,
      ttsFirstByteMs: null,
      wasStopped: false,
      hasFailed: false,
      isFinished: false,
    };
    this.#running = running;
    void this.#run(running, speech);
  }

  /** Silence now. `speech-finished` follows when the wire has told how much of it was played. */
  stop(): void {
    const running = this.#running;
    if (!running) return;
    this.#running = null;
    this.#draining.push(running);
    running.wasStopped = true;
    running.isTextDone = true;
    running.abort.abort();
    this.#options.leg.clear();
    this.#finishIfDone(running);
  }

  /** Playout events of the leg come here. */
  onPlayout(event: Extract<LegEvent, { type: 'playout-started' | 'playout-finished' }>): void {
    const owners = this.#running ? [...this.#draining, this.#running] : this.#draining;
    const running = owners.find((owner) => owner.clauses.some((one) => one.playId === event.playId));
    const clause = running?.clauses.find((one) => one.playId === event.playId);
    if (!running || !clause) return;
    if (event.type === 'playout-started') {
      clause.startedAtMs = event.atMs;
      if (running.startMs === null) {
        running.startMs = event.atMs;
        this.#emit({
          type: 'speech-started',
          turnId: running.turnId,
          atMs: event.atMs,
          ttsFirstByteMs: running.ttsFirstByteMs,
        });
      }
      this.#emit({ type: 'caption', turnId: running.turnId, text: clause.text });
      return;
    }
    clause.playedMs = event.playedMs;
    clause.isPlayed = true;
    running.endMs = event.atMs;
    this.#wake?.();
    this.#finishIfDone(running);
  }

  /** The wire is gone at `nowMs` of the audio clock: what was playing was heard up to then. Emits `speech-finished` at once. */
  conclude(nowMs: number): void {
    this.stop();
    for (const running of this.#draining.slice()) {
      for (const clause of running.clauses) {
        if (clause.isPlayed) continue;
        clause.playedMs = clause.startedAtMs === null ? 0 : Math.max(0, nowMs - clause.startedAtMs);
        clause.isPlayed = true;
        if (clause.startedAtMs !== null) running.endMs = Math.max(running.endMs, nowMs);
      }
      this.#finishIfDone(running);
    }
  }

  close(): void {
    for (const running of this.#running ? [...this.#draining, this.#running] : this.#draining) {
      running.isFinished = true;
      running.abort.abort();
    }
    this.#running = null;
    this.#draining = [];
    this.#wake?.();
  }

  async #run(running: Running, speech: Speech): Promise<void> {
    try {
      for await (const text of splitClauses(speech.text)) {
        if (running.abort.signal.aborted) break;
        await this.#sayClause(running, text, speech.isFixed);
        if (running.hasFailed) break;
        await this.#roomAhead(running);
      }
    } finally {
      running.isTextDone = true;
      this.#finishIfDone(running);
    }
  }

  async #sayClause(running: Running, text: string, isFixed: boolean): Promise<void> {
    const clause: Clause = {
      playId: this.#nextPlayId++,
      text,
      samples: 0,
      startedAtMs: null,
      playedMs: 0,
      isPlayed: false,
    };
    const key = this.#cacheKey(text);
    const cached = this.#options.cache.get(key);
    running.clauses.push(clause);
    if (cached) {
      clause.samples = cached.length;
      this.#options.leg.play(clause.playId, cached, true);
      return;
    }
    const kept: Pcm[] | null = isFixed ? [] : null;
    const failure = await this.#synthesizeClause(running, clause, kept);
    if (running.abort.signal.aborted) return;
    if (clause.samples > 0) this.#options.leg.play(clause.playId, new Int16Array(0), true);
    else running.clauses.pop();
    if (failure) {
      running.hasFailed = true;
      const isSilent = running.clauses.length === 0;
      this.#emit({ type: 'voice-failed', turnId: running.turnId, ...failure, isSilent });
    } else if (kept) this.#options.cache.put(key, joined(kept, clause.samples));
  }

  async #synthesizeClause(
    running: Running,
    clause: Clause,
    kept: Pcm[] | null,
  ): Promise<{ code: ProviderErrorCode; detail: string } | null> {
    const { leg, clock, voices } = this.#options;
    const askedAt = clock.now();
    let failure: { code: ProviderErrorCode; detail: string } = {
      code: 'provider_missing',
      detail: 'no voice is configured',
    };
    let remaining = this.#options.spoken(clause.text);
    for (const provider of voices) {
      const before = clause.samples;
      const result = await synthesize(
        provider,
        {
          turnId: running.turnId,
          text: remaining,
          language: this.#options.language,
          voice: this.#options.voice,
          speed: this.#options.speed,
        },
        leg.sampleRateHz,
        clock,
        running.abort.signal,
        {
          onAudio: (pcm) => {
            if (running.abort.signal.aborted) return;
            running.ttsFirstByteMs ??= clock.now() - askedAt;
            clause.samples += pcm.length;
            kept?.push(pcm);
            leg.play(clause.playId, pcm, false);
          },
          onUsage: (usage) => this.#emit({ type: 'usage', usage }),
        },
      );
      if (result.isOk || running.abort.signal.aborted) return null;
      failure = { code: result.code, detail: `${provider.capabilities.name}: ${result.detail}` };
      remaining = withoutSpoken(remaining, (clause.samples - before) / leg.sampleRateHz);
      if (remaining === '') return null;
      if (kept) kept.length = 0;
      kept = null;
    }
    return failure;
  }

  #cacheKey(text: string): string {
    const { voices, voice, speed, language, leg } = this.#options;
    const name = `${voices[0]?.capabilities.name ?? 'none'}/${voice ?? ''}`;
    return PhraseCache.key({ voice: name, speed, language, sampleRateHz: leg.sampleRateHz, text });
  }

  /** Waits until no more than {@link clausesAhead} clauses wait behind the one being heard. */
  async #roomAhead(running: Running): Promise<void> {
    while (
      !running.abort.signal.aborted &&
      running.clauses.filter((one) => !one.isPlayed).length > clausesAhead
    ) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        running.abort.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      this.#wake = null;
    }
  }

  #finishIfDone(running: Running): void {
    if (!running.isTextDone || running.isFinished) return;
    if (running.clauses.some((clause) => !clause.isPlayed && clause.samples > 0)) return;
    running.isFinished = true;
    if (this.#running === running) this.#running = null;
    this.#draining = this.#draining.filter((one) => one !== running);
    const rate = this.#options.leg.sampleRateHz;
    const heard = running.clauses
      .map((clause) =>
        heardWords(
          clause.text,
          clause.samples === 0 ? 0 : clause.playedMs / ((clause.samples * 1000) / rate),
        ),
      )
      .filter((text) => text !== '')
      .join(' ');
    const startMs = running.startMs ?? running.endMs;
    const isComplete = !running.wasStopped && !running.hasFailed;
    this.#emit({
      type: 'speech-finished',
      turnId: running.turnId,
      heard,
      isComplete,
      startMs,
      endMs: Math.max(startMs, running.endMs),
    });
  }

  #emit(event: SpeakerEvent): void {
    this.#options.onEvent(event);
  }
}

/** Average pace of synthetic speech, used only to guess where a voice broke off. */
const charactersPerSecond = 14;

function withoutSpoken(text: string, spokenSeconds: number): string {
  const spoken = spokenSeconds * charactersPerSecond;
  let used = 0;
  const words = text.split(/\s+/u);
  const from = words.findIndex((word) => {
    used += word.length + 1;
    return used > spoken;
  });
  return from < 0 ? '' : words.slice(from).join(' ');
}

function joined(chunks: readonly Pcm[], samples: number): Pcm {
  const pcm = new Int16Array(samples);
  let offset = 0;
  for (const chunk of chunks) {
    pcm.set(chunk, offset);
    offset += chunk.length;
  }
  return pcm;
}
