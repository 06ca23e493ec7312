import type { ProviderErrorCode, TextToSpeech } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import type { WordBook } from './word-audio.ts';

export interface FakeVoiceOptions {
  clock: Clock;
  book: WordBook;
  name?: string;
  firstByteMs?: number;
  /** Synthesis is this many times faster than speech. */
  speedup?: number;
  rateHz?: 8000 | 16000;
  /** What happens to the n-th request (from 1) instead of audio. */
  fault?(request: number): 'hang' | 'stall' | ProviderErrorCode | null;
}

/** A voice whose audio arrives in 100 ms chunks at a believable pace and stops when it is told to. */
export function createWordVoice(options: FakeVoiceOptions): TextToSpeech {
  const { clock, book, name = 'fake-voice', firstByteMs = 120, speedup = 5, rateHz = 8000 } = options;
  let requests = 0;
  return {
    capabilities: {
      name,
      outputRateHz: rateHz,
      languages: ['*'],
      hasWordTimings: false,
      region: 'elsewhere',
      tailLatencyMs: firstByteMs * 2,
    },
    async *synthesize(request, signal) {
      requests++;
      const fault = options.fault?.(requests) ?? null;
      const { turnId } = request;
      try {
        if (fault === 'hang') await clock.sleep(3_600_000, signal);
        await clock.sleep(firstByteMs, signal);
        if (fault && fault !== 'stall' && fault !== 'hang') {
          yield { type: 'error', turnId, code: fault, detail: 'planted', retryable: true };
          return;
        }
        const pcm = book.speak(request.text, rateHz);
        const chunk = rateHz / 10;
        for (let offset = 0; offset < pcm.length; offset += chunk) {
          yield { type: 'audio-chunk', turnId, pcm: pcm.slice(offset, offset + chunk) };
          if (fault === 'stall' && offset >= chunk * 3) await clock.sleep(3_600_000, signal);
          await clock.sleep(100 / speedup, signal);
        }
        yield { type: 'usage', turnId, characters: request.text.length };
      } catch {
        // Aborted: the stream just ends.
      }
    },
  };
}
