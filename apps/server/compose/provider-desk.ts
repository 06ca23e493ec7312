import { isEspeakInstalled } from '@allo/adapters/espeak';
import { createOpenAiChat, createOpenAiSpeech, createOpenAiTranscription } from '@allo/adapters/openai';
import { createOutgoingHttp } from '@allo/adapters/outgoing-http';
import type { OpenedProvider } from '@allo/business';
import type { Provider, ProviderPort, ProviderTestResult } from '@allo/contracts/http';
import type { OutgoingRefusal } from '@allo/contracts/ports';
import type { Clock, Log } from '@allo/kernel';
import type { Config } from '../config/config.ts';
import { createOwnProviders, networksOfProviders } from './own-providers.ts';
import { type ProbedProvider, probeProvider } from './probe-provider.ts';

/** What the API asks of providers: it knows no vendor itself. */
export interface ProviderDesk {
  /** What a port has where an organisation brings nothing. */
  instance(port: ProviderPort): Pick<Provider, 'source' | 'model' | 'voice'>;
  /** Why an address may not be used, for a person; null: it may, as far as its text tells. */
  refusal(baseUrl: string): string | null;
  /** Null: the instance's own. */
  probe(port: ProviderPort, own: OpenedProvider | null): Promise<ProviderTestResult>;
  /** Idempotent. */
  close(): void;
}

const refusals: Partial<Record<OutgoingRefusal, string>> = {
  address_refused:
    'The address leads into a private network, which this instance does not open to organisations: whoever runs it can set PRIVATE_PROVIDERS=on.',
  credentials_in_url: 'The address must hold no user and password: enter the key beside it.',
  port_refused: 'Requests may not go to this port.',
};

type ProviderConfig = Pick<Config, 'stt' | 'llm' | 'tts' | 'hasPrivateProviders'>;

export function createProviderDesk(config: ProviderConfig, deps: { clock: Clock; log: Log }): ProviderDesk {
  const own = createOwnProviders({ ...deps, hasPrivateProviders: config.hasPrivateProviders });
  const outgoing = createOutgoingHttp({
    clock: deps.clock,
    allowedNetworks: networksOfProviders(config.hasPrivateProviders),
  });
  const ownOf = (port: ProviderPort, settings: OpenedProvider): ProbedProvider => {
    if (port === 'stt') return { port, adapter: own.speechToText(settings) };
    return port === 'llm'
      ? { port, adapter: own.languageModel(settings) }
      : { port, adapter: own.textToSpeech(settings) };
  };
  return {
    instance: (port) => {
      const { stt, llm, tts } = config;
      const service = { stt, llm, tts }[port];
      if (service)
        return {
          source: 'instance',
          model: service.model,
          voice: port === 'tts' ? (tts?.voice ?? null) : null,
        };
      const isBuiltIn = port === 'tts' && isEspeakInstalled();
      return { source: isBuiltIn ? 'built-in' : 'none', model: isBuiltIn ? 'eSpeak NG' : null, voice: null };
    },
    refusal: (baseUrl) => {
      const code = outgoing.check(baseUrl);
      return code && (refusals[code] ?? 'The address is not a web address.');
    },
    probe: async (port, settings) => {
      const provider = settings ? ownOf(port, settings) : instanceOf(config, port, deps);
      if (provider) return probeProvider(provider, deps.clock);
      const detail =
        port === 'tts' && isEspeakInstalled()
          ? 'The voice that comes with the program needs no server.'
          : 'Nothing is set for this: set a service of your own, or ask who runs the instance.';
      const isOk = port === 'tts' && isEspeakInstalled();
      return { isOk, durationMs: 0, code: isOk ? null : 'provider_missing', detail };
    },
    close: () => {
      own.close();
      outgoing.close();
    },
  };
}

function instanceOf(
  config: ProviderConfig,
  port: ProviderPort,
  deps: { clock: Clock; log: Log },
): ProbedProvider | null {
  const { stt, llm, tts } = config;
  const options = (service: NonNullable<typeof stt>) => ({
    ...service,
    apiKey: service.apiKey ?? undefined,
    fetch: globalThis.fetch,
    ...deps,
  });
  if (port === 'stt') return stt && { port, adapter: createOpenAiTranscription(options(stt)) };
  if (port === 'llm') return llm && { port, adapter: createOpenAiChat(options(llm)) };
  return tts && { port, adapter: createOpenAiSpeech({ ...options(tts), voice: tts.voice }) };
}
