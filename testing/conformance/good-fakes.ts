import type { TurnId } from '@allo/contracts';
import type {
  LanguageModel,
  LlmPart,
  SpeechToText,
  SttPart,
  TextToSpeech,
  TtsPart,
} from '@allo/contracts/ports';
import { AsyncQueue, type VirtualClock } from '@allo/kernel';

/** Right behaviour in memory: what the planted faults are made from. Pauses 20 ms between parts. */
export function goodVoice(clock: VirtualClock): TextToSpeech {
  async function* synthesize(
    ...[request, signal]: Parameters<TextToSpeech['synthesize']>
  ): AsyncGenerator<TtsPart, void, undefined> {
    for (let sent = 0; sent < request.text.trim().length; sent++) {
      await clock.sleep(20, signal).catch(() => undefined);
      if (signal.aborted) return;
      const pcm = Int16Array.from({ length: 400 }, (_, index) => (index % 20) * 200);
      yield { type: 'audio-chunk', turnId: request.turnId, pcm };
    }
  }
  return {
    capabilities: {
      name: 'good voice',
      outputRateHz: 8000,
      languages: ['*'],
      hasWordTimings: false,
      region: 'local',
      tailLatencyMs: 20,
    },
    synthesize,
  };
}

export function goodModel(clock: VirtualClock): LanguageModel {
  async function* generate(
    ...[request, signal]: Parameters<LanguageModel['generate']>
  ): AsyncGenerator<LlmPart, void, undefined> {
    const { turnId } = request;
    for (const text of ['Да, ', 'мы ', 'работаем.']) {
      await clock.sleep(20, signal).catch(() => undefined);
      if (signal.aborted) return;
      yield { type: 'text-delta', turnId, text };
    }
    yield { type: 'finish', turnId, reason: 'stop' };
  }
  return {
    capabilities: {
      name: 'good model',
      model: 'good',
      supportsTools: false,
      contextTokens: 1000,
      region: 'local',
      tailLatencyMs: 20,
    },
    generate,
  };
}

interface Utterance {
  turnId: TurnId;
  sum: number;
  isCancelled: boolean;
}

/** Hears `sum of samples` as its text, 100 ms after the end of an utterance. */
export function goodRecogniser(clock: VirtualClock): SpeechToText {
  return {
    capabilities: {
      name: 'good recogniser',
      mode: 'segmented',
      sampleRatesHz: [8000],
      languages: ['*'],
      tailLatencyMs: 100,
      region: 'local',
    },
    open: (_, signal) => {
      const parts = new AsyncQueue<SttPart>();
      let current: Utterance | null = null;
      let isOpen = false;
      const close = () => parts.end();
      signal.addEventListener('abort', close, { once: true });
      return {
        parts,
        beginUtterance: (turnId) => {
          current = { turnId, sum: 0, isCancelled: false };
          isOpen = true;
        },
        write: (pcm) => {
          if (isOpen && current) for (const sample of pcm) current.sum += sample;
        },
        endUtterance: () => {
          const utterance = current;
          if (!isOpen || !utterance) return;
          isOpen = false;
          clock.setTimer(100, () => {
            const text = utterance.sum === 0 ? '' : String(utterance.sum);
            if (!utterance.isCancelled)
              parts.push({ type: 'transcript-final', turnId: utterance.turnId, text });
          });
        },
        cancelUtterance: () => {
          if (current) current.isCancelled = true;
          isOpen = false;
        },
        close,
      };
    },
  };
}
