import { createEspeakSpeech } from '@allo/adapters/espeak';
import { createOpenAiChat, createOpenAiSpeech, createOpenAiTranscription } from '@allo/adapters/openai';
import { createSileroVoiceActivity, type SileroVoiceActivity } from '@allo/adapters/silero';
import type { CallProviders, CallServices } from '@allo/call/session';
import type { TextToSpeech } from '@allo/contracts/ports';
import type { Clock, Log } from '@allo/kernel';
import { createOwnProviders } from './own-providers.ts';

/** One OpenAI-compatible endpoint. Plain data: it crosses into the voice thread. */
export interface EndpointConfig {
  baseUrl: string;
  apiKey: string | null;
  model: string;
}

/** Which providers are configured; null = none. */
export interface ProvidersConfig {
  stt: EndpointConfig | null;
  llm: EndpointConfig | null;
  tts: (EndpointConfig & { voice: string | null }) | null;
  hasPrivateProviders: boolean;
}

export interface ComposedProviders {
  providers: CallProviders;
  /** The instance's with an organisation's own in their place. */
  providersFor(services: CallServices): CallProviders;
  voiceActivity: SileroVoiceActivity;
  close(): Promise<void>;
}

/** Builds every adapter a voice thread uses. The only place besides `compose` that knows vendors. */
export function composeProviders(
  config: ProvidersConfig,
  deps: { clock: Clock; log: Log },
): ComposedProviders {
  const common = (endpoint: EndpointConfig) => ({
    baseUrl: endpoint.baseUrl,
    apiKey: endpoint.apiKey ?? undefined,
    model: endpoint.model,
    fetch: globalThis.fetch,
    ...deps,
  });
  const voiceActivity = createSileroVoiceActivity(deps);
  const espeak = createEspeakSpeech(deps);
  const voices: TextToSpeech[] = [];
  if (config.tts)
    voices.push(createOpenAiSpeech({ ...common(config.tts), voice: config.tts.voice ?? 'alloy' }));
  if (espeak) voices.push(espeak);
  espeak?.warmUp();
  const providers: CallProviders = {
    voiceActivity,
    speechToText: config.stt ? createOpenAiTranscription(common(config.stt)) : null,
    languageModel: config.llm ? createOpenAiChat(common(config.llm)) : null,
    voices,
  };
  const own = createOwnProviders({ ...deps, hasPrivateProviders: config.hasPrivateProviders });
  return {
    providers,
    providersFor: ({ stt, llm, tts }) => ({
      voiceActivity,
      speechToText: stt === undefined ? providers.speechToText : stt && own.speechToText(stt),
      languageModel: llm === undefined ? providers.languageModel : llm && own.languageModel(llm),
      voices:
        tts === undefined ? voices : [...(tts ? [own.textToSpeech(tts)] : []), ...(espeak ? [espeak] : [])],
    }),
    voiceActivity,
    close: async () => {
      own.close();
      espeak?.close();
      await voiceActivity.close();
    },
  };
}
