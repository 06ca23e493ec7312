import type { TurnId } from '@allo/contracts';
import { createEspeakSpeech } from '@allo/adapters/espeak';
import { type Clock, createSilentLog } from '@allo/kernel';
import { resample } from './resample.ts';

/** Says a text: samples of one channel at the rate asked for. */
export interface SpokenVoice {
  readonly kind: 'espeak' | 'tones';
  speak(text: string, outputRateHz: number, voice?: string): Promise<Int16Array>;
  /** Resolves when the first sentence will not wait for anything to start. */
  warmUp(): Promise<void>;
  close(): void;
}

/** Real speech when eSpeak is installed, else a pattern of tones as long as the text would be. */
export function createSpokenVoice(clock: Clock): SpokenVoice {
  const espeak = createEspeakSpeech({ clock, log: createSilentLog() });
  if (!espeak) {
    const speak = (text: string, rate: number) => Promise.resolve(tones(text, rate));
    return { kind: 'tones', speak, warmUp: () => Promise.resolve(), close: () => undefined };
  }
  const speak = async (text: string, outputRateHz: number, voice?: string) => {
    const language = /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en';
    const request = { turnId: 'stand-in' as TurnId, text, language, ...(voice ? { voice } : {}) };
    const chunks: Int16Array[] = [];
    for await (const part of espeak.synthesize(request, new AbortController().signal)) {
      if (part.type === 'audio-chunk') chunks.push(part.pcm);
      if (part.type === 'error') throw new Error(`${part.code}: ${part.detail}`);
    }
    return resample(joined(chunks), espeak.capabilities.outputRateHz, outputRateHz);
  };
  const warmUp = async () => {
    await speak('Да.', 24_000);
  };
  return { kind: 'espeak', speak, warmUp, close: () => espeak.close() };
}

const letterMs = 65;

/** A voiced burst for every letter and a gap for every space: the length and rhythm of speech without its words. */
function tones(text: string, rateHz: number): Int16Array {
  const letterSamples = Math.round((letterMs * rateHz) / 1000);
  const letters = Array.from(text);
  const pcm = new Int16Array(letters.length * letterSamples);
  letters.forEach((letter, index) => {
    if (!/\p{L}|\p{N}/u.test(letter)) return;
    const formantHz = 400 + ((letter.codePointAt(0) ?? 0) % 16) * 100;
    for (let i = 0; i < letterSamples; i++) {
      const seconds = (index * letterSamples + i) / rateHz;
      const envelope = Math.sin((Math.PI * i) / letterSamples);
      const voiced = 0.5 + 0.5 * Math.cos(2 * Math.PI * 120 * seconds);
      pcm[index * letterSamples + i] = Math.round(
        9000 * envelope * voiced * Math.sin(2 * Math.PI * formantHz * seconds),
      );
    }
  });
  return pcm;
}

function joined(chunks: readonly Int16Array[]): Int16Array {
  const pcm = new Int16Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    pcm.set(chunk, offset);
    offset += chunk.length;
  }
  return pcm;
}
