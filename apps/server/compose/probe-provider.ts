import type { TurnId } from '@allo/contracts';
import type { ProviderTestResult } from '@allo/contracts/http';
import type {
  LanguageModel,
  LlmPart,
  SpeechToText,
  SttPart,
  TextToSpeech,
  TtsPart,
} from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import { providerFailureText } from './provider-failure-text.ts';

/** A provider as a call would use it. */
export type ProbedProvider =
  | { port: 'stt'; adapter: SpeechToText }
  | { port: 'llm'; adapter: LanguageModel }
  | { port: 'tts'; adapter: TextToSpeech };

const turnId = 'probe' as TurnId;
/** Longer than any adapter's own deadline: only for one that breaks its word. */
const limitMs = 30_000;
const toneHz = 440;
const toneRateHz = 16_000;

/** One tiny real request through the adapter: half a second of a tone, one word of a model, one word aloud. */
export async function probeProvider(provider: ProbedProvider, clock: Clock): Promise<ProviderTestResult> {
  const startMs = clock.now();
  const abort = new AbortController();
  const late = clock.setTimer(limitMs, () => abort.abort());
  try {
    const outcome = await ask(provider, abort.signal);
    const durationMs = Math.round(clock.now() - startMs);
    if (outcome === null) {
      const detail = 'The server did not come to an end.';
      return { isOk: false, durationMs, code: 'provider_timeout', detail };
    }
    if (typeof outcome === 'string') return { isOk: true, durationMs, code: null, detail: outcome };
    return { isOk: false, durationMs, code: outcome.code, detail: providerFailureText(outcome) };
  } finally {
    late.cancel();
    abort.abort();
  }
}

type Failure = { code: string; detail: string };
/** What came, in words; why nothing did; null when it never ended. */
type Outcome = string | Failure | null;

function ask(provider: ProbedProvider, signal: AbortSignal): Promise<Outcome> {
  switch (provider.port) {
    case 'stt':
      return askToListen(provider.adapter, signal);
    case 'llm':
      return askToAnswer(provider.adapter, signal);
    case 'tts':
      return askToSpeak(provider.adapter, signal);
  }
}

async function askToListen(adapter: SpeechToText, signal: AbortSignal): Promise<Outcome> {
  const stream = adapter.open({ sampleRateHz: toneRateHz, language: 'ru' }, signal);
  try {
    stream.beginUtterance(turnId);
    stream.write(tone(toneRateHz / 2));
    stream.endUtterance();
    for await (const part of stream.parts as AsyncIterable<SttPart>) {
      if (part.type === 'error') return part;
      if (part.type !== 'transcript-final') continue;
      return part.text === ''
        ? 'It listened to a tone and heard no words in it.'
        : 'It listened to a tone and answered.';
    }
    return null;
  } finally {
    stream.close();
  }
}

async function askToAnswer(adapter: LanguageModel, signal: AbortSignal): Promise<Outcome> {
  const messages = [{ role: 'user' as const, content: 'Answer with the one word: ready' }];
  let answer = '';
  for await (const part of adapter.generate(
    { turnId, messages, maxOutputTokens: 32 },
    signal,
  ) as AsyncIterable<LlmPart>) {
    if (part.type === 'error') return part;
    if (part.type === 'text-delta') answer += part.text;
    if (part.type === 'finish') {
      const said = answer.trim().slice(0, 80);
      return said === '' ? { code: 'provider_garbage', detail: 'no words' } : `It answered “${said}”.`;
    }
  }
  return null;
}

async function askToSpeak(adapter: TextToSpeech, signal: AbortSignal): Promise<Outcome> {
  const { outputRateHz } = adapter.capabilities;
  let samples = 0;
  let isOver = false;
  const parts: AsyncIterable<TtsPart> = adapter.synthesize(
    { turnId, text: 'Готово.', language: 'ru' },
    signal,
  );
  for await (const part of parts) {
    if (part.type === 'error') return part;
    if (part.type === 'audio-chunk') samples += part.pcm.length;
    isOver = true;
  }
  if (!isOver || signal.aborted) return null;
  return `It said one word, ${(samples / outputRateHz).toFixed(1)} s long.`;
}

function tone(samples: number): Int16Array {
  return Int16Array.from({ length: samples }, (_, at) =>
    Math.round(6000 * Math.sin((2 * Math.PI * toneHz * at) / toneRateHz)),
  );
}
