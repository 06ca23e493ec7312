import type { TurnId } from '@allo/contracts';
import type { SpeechToText, SttPart } from '@allo/contracts/ports';
import { AsyncQueue, type Clock } from '@allo/kernel';
import type { WordBook } from './word-audio.ts';

export interface StreamingWordRecogniserOptions {
  clock: Clock;
  book: WordBook;
  /** End of a word's audio → the word in a partial, ms; drawn for each word. */
  partialLagMs(): number;
  /** `endUtterance` → final, ms; drawn for each utterance. */
  finalLagMs(): number;
  /** 95 % of finals come within so long of the last sound. */
  tailLatencyMs: number;
}

/** A streaming recogniser that hears exactly the audio it is given, at the pace of a published one. */
export function createStreamingWordRecogniser(options: StreamingWordRecogniserOptions): SpeechToText {
  const { clock, book, tailLatencyMs } = options;
  return {
    capabilities: {
      name: 'fake-streaming',
      mode: 'streaming',
      sampleRatesHz: [8000, 16000],
      languages: ['*'],
      tailLatencyMs,
      region: 'local',
    },
    open({ sampleRateHz }) {
      const parts = new AsyncQueue<SttPart>();
      let utterance: Utterance | null = null;
      return {
        parts,
        beginUtterance(turnId) {
          utterance = { turnId, reader: book.reader(sampleRateHz), words: [], shownAtMs: 0 };
        },
        write(pcm) {
          const current = utterance;
          if (!current) return;
          for (const word of current.reader.push(pcm)) {
            current.words.push(word);
            const text = current.words.join(' ');
            current.shownAtMs = Math.max(current.shownAtMs, clock.now() + options.partialLagMs());
            clock.setTimer(current.shownAtMs - clock.now(), () => {
              if (utterance === current)
                parts.push({ type: 'transcript-partial', turnId: current.turnId, text });
            });
          }
        },
        endUtterance() {
          const current = utterance;
          if (!current) return;
          utterance = null;
          const text = [...current.words, ...current.reader.end()].join(' ');
          clock.setTimer(options.finalLagMs(), () => {
            parts.push({ type: 'transcript-final', turnId: current.turnId, text, confidence: 0.95 });
          });
        },
        cancelUtterance() {
          utterance = null;
        },
        close() {
          parts.end();
        },
      };
    },
  };
}

interface Utterance {
  turnId: TurnId;
  reader: ReturnType<WordBook['reader']>;
  words: string[];
  shownAtMs: number;
}
