import type { TurnId } from '@allo/contracts';
import type { EngineRateHz, Pcm, TextToSpeech } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import { splitText } from './clause-splitter.ts';
import { PhraseCache } from './phrase-cache.ts';
import { synthesize } from './synthesis.ts';

/**
 * Speaks set phrases into the cache before anybody calls, so that a greeting starts at once and an apology is at hand
 * when the voice fails. Phrases with placeholders are not set phrases. Answers how many clauses are ready.
 */
export async function warmPhrases(
  texts: readonly string[],
  options: {
    provider: TextToSpeech;
    cache: PhraseCache;
    clock: Clock;
    language: string;
    voice: string | undefined;
    speed: number;
    spoken(text: string): string;
    sampleRateHz: EngineRateHz;
    signal: AbortSignal;
  },
): Promise<{ ready: number; failed: number }> {
  const { provider, cache, language, speed, sampleRateHz } = options;
  let ready = 0;
  let failed = 0;
  for (const text of new Set(texts.filter((one) => !one.includes('{')).flatMap(splitText))) {
    const name = `${provider.capabilities.name}/${options.voice ?? ''}`;
    const key = PhraseCache.key({ voice: name, speed, language, sampleRateHz, text });
    if (options.signal.aborted) break;
    if (cache.get(key)) continue;
    const chunks: Pcm[] = [];
    const request = {
      turnId: 'warm' as TurnId,
      text: options.spoken(text),
      language,
      voice: options.voice,
      speed,
    };
    const sink = { onAudio: (pcm: Pcm) => void chunks.push(pcm.slice()), onUsage: () => {} };
    const result = await synthesize(provider, request, sampleRateHz, options.clock, options.signal, sink);
    if (!result.isOk) {
      failed++;
      // A provider that is down stays down for all of them: do not hold the start up for each.
      if (failed >= 2 && ready === 0) break;
      continue;
    }
    const pcm = new Int16Array(result.samples);
    let offset = 0;
    for (const chunk of chunks) {
      pcm.set(chunk, offset);
      offset += chunk.length;
    }
    cache.put(key, pcm);
    ready++;
  }
  return { ready, failed };
}
