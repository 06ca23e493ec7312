import type { Provider, ProviderSettings } from '@allo/contracts/http';

/**
 * What the form says. An empty key keeps the stored one, which only the same server may get; `isKeyRemoved` forgets it.
 */
export function readSettings(values: Record<string, string>, provider: Provider): ProviderSettings {
  const { baseUrl = '', model = '', voice = '', apiKey = '', isKeyRemoved } = values;
  const trimmed = baseUrl.trim().replace(/\/+$/, '');
  const isSameServer = provider.baseUrl === trimmed;
  const keeps = provider.keyHint !== null && isSameServer && isKeyRemoved === undefined;
  return {
    baseUrl: trimmed,
    model: model.trim(),
    ...(provider.port === 'tts' && { voice: voice.trim() || null }),
    ...(apiKey !== '' ? { apiKey: apiKey.trim() } : keeps ? {} : { apiKey: null }),
  };
}
