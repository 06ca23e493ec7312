import { createGuardedFetch, type GuardedFetch } from '@allo/adapters/outgoing-http';
import { createOpenAiChat, createOpenAiSpeech, createOpenAiTranscription } from '@allo/adapters/openai';
import type { CallServices, ServiceSettings } from '@allo/call/session';
import type { LanguageModel, SpeechToText, TextToSpeech } from '@allo/contracts/ports';
import type { Clock, Log } from '@allo/kernel';

export interface OwnProvidersDeps {
  clock: Clock;
  log: Log;
  /** May lie at addresses of private networks. */
  hasPrivateProviders: boolean;
}

/** Adapters of services that organisations brought, made once for equal settings. */
export interface OwnProviders {
  speechToText(settings: ServiceSettings): SpeechToText;
  languageModel(settings: ServiceSettings): LanguageModel;
  textToSpeech(settings: ServiceSettings): TextToSpeech;
  /** Ends their connections. Idempotent. */
  close(): void;
}

/** As long as organisations change their minds: the least recently used goes, a call that still has it keeps it. */
const mostAdapters = 500;

/** This machine and RFC 1918, 6598, 4193: what the instance's owner may open to organisations. */
const privateNetworks = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
];

/** Networks beside the public Internet that services of organisations may lie in. */
export function networksOfProviders(hasPrivateProviders: boolean): string[] {
  return hasPrivateProviders ? privateNetworks : [];
}

export function createOwnProviders(deps: OwnProvidersDeps): OwnProviders {
  const made = new Map<string, { adapter: unknown; connections: GuardedFetch }>();
  let count = 0;
  const once = <T>(
    port: keyof CallServices,
    settings: ServiceSettings,
    make: (fetch: typeof globalThis.fetch) => T,
  ): T => {
    const key = JSON.stringify([port, settings.baseUrl, settings.apiKey, settings.model, settings.voice]);
    const known = made.get(key);
    const entry = known ?? create(make);
    made.delete(key);
    made.set(key, entry);
    if (made.size > mostAdapters) made.delete(made.keys().next().value as string);
    return entry.adapter as T;
  };
  const create = <T>(make: (fetch: typeof globalThis.fetch) => T) => {
    const connections = createGuardedFetch({
      allowedNetworks: networksOfProviders(deps.hasPrivateProviders),
    });
    return { adapter: make(connections.fetch), connections };
  };
  const options = ({ baseUrl, apiKey, model }: ServiceSettings, fetch: typeof globalThis.fetch) => ({
    baseUrl,
    apiKey: apiKey ?? undefined,
    model,
    fetch,
    clock: deps.clock,
    log: deps.log,
  });
  return {
    speechToText: (settings) =>
      once('stt', settings, (fetch) => createOpenAiTranscription(options(settings, fetch))),
    languageModel: (settings) => once('llm', settings, (fetch) => createOpenAiChat(options(settings, fetch))),
    textToSpeech: (settings) =>
      once('tts', settings, (fetch) => {
        const speech = createOpenAiSpeech({ ...options(settings, fetch), voice: settings.voice ?? 'alloy' });
        count += 1;
        // Spoken phrases are kept by this name: another account's voice of the same name is another voice.
        const name = `${speech.capabilities.name}, own ${count}`;
        return { ...speech, capabilities: { ...speech.capabilities, name } };
      }),
    close: () => {
      for (const { connections } of made.values()) connections.close();
      made.clear();
    },
  };
}
