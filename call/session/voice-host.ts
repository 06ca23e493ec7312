import { PhraseCache, warmPhrases } from '@allo/call/speaking';
import type { CallId } from '@allo/contracts';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { Clock, Ids, Log } from '@allo/kernel';
import { type CallProviders, CallSession } from './session.ts';
import { type MediaLeg, SignalledLeg } from './signalled-leg.ts';
import { spokenForm } from './spoken-form.ts';
import type { CallServices, VoiceCommand, VoiceReport } from './voice-protocol.ts';

export interface VoiceHostOptions {
  /** Joins a line opened in the media thread; null when it is gone already. */
  attach(lineId: number): MediaLeg | null;
  /** Of the instance. */
  providers: CallProviders;
  /** Of a call that brings services of its organisation. */
  providersFor?(services: CallServices): CallProviders;
  clock: Clock;
  ids: Ids;
  log: Log;
  report(report: VoiceReport): void;
}

interface LiveCall {
  leg: SignalledLeg;
  session: CallSession;
}

/** All calls of one voice thread. Lives in a worker in production and in the test's own thread in simulations. */
export class VoiceHost {
  readonly #options: VoiceHostOptions;
  readonly #calls = new Map<CallId, LiveCall>();
  readonly #cache = new PhraseCache();
  readonly #abort = new AbortController();

  constructor(options: VoiceHostOptions) {
    this.#options = options;
  }

  get activeCalls(): number {
    return this.#calls.size;
  }

  handle(command: VoiceCommand): void {
    switch (command.type) {
      case 'start-call':
        return this.#start(command);
      case 'answered':
        return this.#calls.get(command.callId)?.leg.answered();
      case 'wire-closed':
        return this.#calls.get(command.callId)?.leg.closed(command.reason);
      case 'wire-text':
        return this.#calls.get(command.callId)?.leg.text(command.text, command.isFinal, command.source);
      case 'end-call':
        return this.#calls.get(command.callId)?.session.end(command.reason);
      case 'warm':
        void this.#warm(command.skillbases);
        return;
    }
  }

  /** Ends every call at once; idempotent. */
  close(): void {
    this.#abort.abort();
    for (const { leg } of Array.from(this.#calls.values())) leg.closed('shutdown');
  }

  #start(command: Extract<VoiceCommand, { type: 'start-call' }>): void {
    const { clock, ids, log, report } = this.#options;
    const { callId, orgId, facts, agent, skillbase, seed } = command;
    const media = this.#options.attach(command.lineId);
    if (!media) return report({ type: 'closed', callId });
    const leg = new SignalledLeg(facts, media, {
      answer: () => report({ type: 'answer', callId }),
      hangUp: (reason) => report({ type: 'hang-up', callId, reason }),
      notify: (notice) => report({ type: 'notice', callId, notice }),
    });
    const session = new CallSession({
      callId,
      orgId,
      agent,
      skillbase,
      leg,
      providers: this.#providersOf(command.services),
      phraseCache: this.#cache,
      clock,
      ids,
      seed,
      onEvent: (event) => report({ type: 'event', event }),
      onClosed: () => {
        this.#calls.delete(callId);
        report({ type: 'closed', callId });
      },
    });
    this.#calls.set(callId, { leg, session });
    session.start().catch((error: unknown) => {
      const detail = error instanceof Error ? error.message : String(error);
      log.error({ callId, detail }, 'call could not start');
      leg.closed('wire-failed');
    });
  }

  #providersOf(services: CallServices | undefined): CallProviders {
    const { providers, providersFor } = this.#options;
    return services && providersFor ? providersFor(services) : providers;
  }

  async #warm(skillbases: readonly Skillbase[]): Promise<void> {
    const { clock, providers, report } = this.#options;
    const provider = providers.voices[0];
    let ready = 0;
    let failed = 0;
    for (const skillbase of provider ? skillbases : []) {
      const { language } = skillbase;
      const { voice, speed } = skillbase.voice;
      const { fallback, silence, notUnderstood, goodbye } = skillbase.phrases;
      const texts = [...skillbase.greeting, ...fallback, ...silence, ...notUnderstood, ...goodbye];
      const target = {
        cache: this.#cache,
        clock,
        language,
        voice,
        speed,
        spoken: spokenForm(language),
        sampleRateHz: 8000 as const,
        signal: this.#abort.signal,
      };
      const result = await warmPhrases(texts, {
        provider: provider as NonNullable<typeof provider>,
        ...target,
      });
      ready += result.ready;
      failed += result.failed;
      if (result.ready === 0 && result.failed > 0) break;
    }
    report({ type: 'warmed', ready, failed });
  }
}
