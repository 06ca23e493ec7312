import type { TextToSpeech, TtsCapabilities, TtsPart, TtsRequest } from '@allo/contracts/ports';
import { authorization, type Deadlines, deadlinesFrom, endpoint, Exchange, post } from './exchange.ts';
import type { OpenAiOptions } from './openai-options.ts';
import { PcmReader } from './pcm-reader.ts';
import { ProviderFailure, toFailure } from './provider-failure.ts';

/** Longer than any clause: a server that never stops talking is broken. */
const maxAudioSeconds = 180;

export interface OpenAiSpeechOptions extends OpenAiOptions {
  /** Used where a request names none. */
  voice: string;
  /** Rate of the server's raw PCM. OpenAI gives 24000. */
  outputRateHz?: number;
  /** How to speak, for models that take it (`gpt-4o-mini-tts`). */
  instructions?: string;
}

/**
 * Text to speech by `POST {baseUrl}/audio/speech`: OpenAI, speaches, Kokoro and the like. Audio is handed on as it
 * arrives. A WAV answer of another rate is converted to `outputRateHz`.
 */
export function createOpenAiSpeech(options: OpenAiSpeechOptions): TextToSpeech {
  const tailLatencyMs = options.tailLatencyMs ?? 1200;
  const capabilities: TtsCapabilities = {
    name: `openai-compatible ${options.model}`,
    outputRateHz: options.outputRateHz ?? 24_000,
    languages: ['*'],
    hasWordTimings: false,
    region: options.region ?? 'unknown',
    tailLatencyMs,
  };
  const deadlines = deadlinesFrom(tailLatencyMs, options.deadlines);
  return {
    capabilities,
    synthesize: (request, signal) => synthesize(options, capabilities, deadlines, request, signal),
  };
}

async function* synthesize(
  options: OpenAiSpeechOptions,
  capabilities: TtsCapabilities,
  deadlines: Deadlines,
  request: TtsRequest,
  signal: AbortSignal,
): AsyncGenerator<TtsPart, void, undefined> {
  const { turnId } = request;
  const exchange = new Exchange(options.clock, signal);
  try {
    if (!request.text.trim()) return;
    let samples = 0;
    for await (const pcm of audioOf(options, capabilities.outputRateHz, deadlines, request, exchange)) {
      if (signal.aborted) return;
      samples += pcm.length;
      if (samples > maxAudioSeconds * capabilities.outputRateHz) {
        throw new ProviderFailure('provider_garbage', `more than ${maxAudioSeconds} s of audio`);
      }
      yield { type: 'audio-chunk', turnId, pcm };
    }
    if (samples === 0) throw new ProviderFailure('provider_garbage', 'no audio in the answer');
    const audioSeconds = samples / capabilities.outputRateHz;
    yield { type: 'usage', turnId, characters: Array.from(request.text).length, audioSeconds };
  } catch (thrown) {
    if (signal.aborted) return;
    const failure = toFailure(thrown);
    options.log.warn({ turnId, code: failure.code, detail: failure.message }, 'speech synthesis failed');
    yield { ...failure.toPart(), turnId };
  } finally {
    exchange.close();
  }
}

/** Non-empty chunks of samples at `outputRateHz`. */
async function* audioOf(
  options: OpenAiSpeechOptions,
  outputRateHz: number,
  deadlines: Deadlines,
  request: TtsRequest,
  exchange: Exchange,
): AsyncGenerator<Int16Array, void, undefined> {
  const answer = await post(
    exchange,
    options.fetch,
    {
      url: endpoint(options.baseUrl, '/audio/speech'),
      headers: { 'content-type': 'application/json', ...authorization(options.apiKey) },
      body: JSON.stringify({
        model: options.model,
        input: request.text,
        voice: request.voice ?? options.voice,
        response_format: 'pcm',
        ...(request.speed === undefined ? {} : { speed: request.speed }),
        ...(options.instructions ? { instructions: options.instructions } : {}),
      }),
    },
    deadlines,
  );
  rejectContentType(answer.headers.get('content-type') ?? '');
  const reader = new PcmReader(outputRateHz);
  for await (const piece of answer.body) {
    const pcm = reader.read(piece);
    if (pcm.length > 0) yield pcm;
  }
  const tail = reader.end();
  if (tail.length > 0) yield tail;
}

function rejectContentType(contentType: string): void {
  if (
    /^(text\/|application\/(json|problem\+json|xml)|audio\/(mpeg|mp3|aac|ogg|opus|flac|webm))/i.test(
      contentType,
    )
  ) {
    throw new ProviderFailure('provider_garbage', `answered ${contentType.split(';', 1)[0]} instead of PCM`);
  }
}
