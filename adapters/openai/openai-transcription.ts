import type { SpeechToText, SttCapabilities, SttOptions } from '@allo/contracts/ports';
import { deadlinesFrom } from './exchange.ts';
import type { OpenAiOptions } from './openai-options.ts';
import { type TranscriptionSettings, TranscriptionStream } from './transcription-stream.ts';

export interface OpenAiTranscriptionOptions extends OpenAiOptions {
  /** Longer speech is cut here with a warning, seconds. Default 120; OpenAI takes files up to 25 MB. */
  maxUtteranceSeconds?: number;
}

/**
 * Speech to text by `POST {baseUrl}/audio/transcriptions`: OpenAI, Groq, speaches, faster-whisper, whisper.cpp.
 * Segmented: an utterance is sent as a WAV file when it ends.
 */
export function createOpenAiTranscription(options: OpenAiTranscriptionOptions): SpeechToText {
  const tailLatencyMs = options.tailLatencyMs ?? 1500;
  const capabilities: SttCapabilities = {
    name: `openai-compatible ${options.model}`,
    mode: 'segmented',
    sampleRatesHz: [8000, 16000],
    languages: ['*'],
    tailLatencyMs,
    region: options.region ?? 'unknown',
  };
  const settings: TranscriptionSettings = {
    ...options,
    limits: deadlinesFrom(tailLatencyMs, options.deadlines),
    maxUtteranceSeconds: options.maxUtteranceSeconds ?? 120,
  };
  return {
    capabilities,
    open: (stream: SttOptions, signal: AbortSignal) => new TranscriptionStream(settings, stream, signal),
  };
}
