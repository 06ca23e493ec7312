import type { TurnId } from '@allo/contracts';
import type { ProviderErrorCode, SpeechToText, SttPart } from '@allo/contracts/ports';
import { AsyncQueue, type Clock } from '@allo/kernel';
import type { WordBook } from './word-audio.ts';

export interface FakeSttOptions {
  clock: Clock;
  book: WordBook;
  mode?: 'segmented' | 'streaming';
  /** End of utterance → final transcript. */
  latencyMs?: number;
  /** What happens to the n-th utterance (from 1) instead of an answer. */
  fault?(utterance: number): 'hang' | ProviderErrorCode | null;
}

/** Understands exactly the words whose audio it was given. Partials come every 300 ms of audio when streaming. */
export function createWordSpeechToText(options: FakeSttOptions): SpeechToText {
  const { clock, book, mode = 'segmented', latencyMs = 250 } = options;
  return {
    capabilities: {
      name: `fake-${mode}`,
      mode,
      sampleRatesHz: [8000, 16000],
      languages: ['*'],
      tailLatencyMs: latencyMs * 2,
      region: 'local',
    },
    open({ sampleRateHz }) {
      const parts = new AsyncQueue<SttPart>();
      let audio: Int16Array[] = [];
      let samples = 0;
      let announced = 0;
      let turnId: TurnId | null = null;
      let utterances = 0;
      const heard = () => book.recognise(joined(audio, samples), sampleRateHz);
      return {
        parts,
        beginUtterance(id) {
          turnId = id;
          audio = [];
          samples = 0;
          announced = 0;
          utterances++;
        },
        write(pcm) {
          if (!turnId) return;
          audio.push(pcm.slice());
          samples += pcm.length;
          if (mode === 'streaming' && samples - announced >= sampleRateHz * 0.3) {
            announced = samples;
            const text = heard();
            if (text !== '') parts.push({ type: 'transcript-partial', turnId, text });
          }
        },
        endUtterance() {
          const id = turnId;
          if (!id) return;
          turnId = null;
          const text = heard();
          audio = [];
          const fault = options.fault?.(utterances) ?? null;
          if (fault === 'hang') return;
          clock.setTimer(latencyMs, () => {
            if (fault)
              parts.push({ type: 'error', turnId: id, code: fault, detail: 'planted', retryable: true });
            else parts.push({ type: 'transcript-final', turnId: id, text, confidence: 0.95 });
          });
        },
        cancelUtterance() {
          turnId = null;
          audio = [];
        },
        close() {
          parts.end();
        },
      };
    },
  };
}

function joined(chunks: readonly Int16Array[], samples: number): Int16Array {
  const pcm = new Int16Array(samples);
  let offset = 0;
  for (const chunk of chunks) {
    pcm.set(chunk, offset);
    offset += chunk.length;
  }
  return pcm;
}
