import type { LanguageModel, LlmRequest, ProviderErrorCode } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';

export interface FakeModelOptions {
  clock: Clock;
  firstTokenMs?: number;
  tokensPerSecond?: number;
  /** Words the reply; by default the scenario's own words between « » come back with a short lead. */
  reply?(request: LlmRequest): string;
  /** What happens to the n-th request (from 1). `break` ends the stream with an error after a few words. */
  fault?(request: number): 'hang' | 'break' | 'empty' | ProviderErrorCode | null;
}

/** A language model that words what it is told, at a token pace, and obeys an abort. */
export function createScriptedLanguageModel(options: FakeModelOptions): LanguageModel {
  const { clock, firstTokenMs = 200, tokensPerSecond = 60 } = options;
  let requests = 0;
  return {
    capabilities: {
      name: 'fake-model',
      model: 'fake',
      supportsTools: false,
      contextTokens: 8192,
      region: 'local',
      tailLatencyMs: firstTokenMs * 2,
    },
    async *generate(request, signal) {
      requests++;
      const fault = options.fault?.(requests) ?? null;
      const { turnId } = request;
      try {
        if (fault === 'hang') await clock.sleep(3_600_000, signal);
        await clock.sleep(firstTokenMs, signal);
        if (fault && fault !== 'break' && fault !== 'empty' && fault !== 'hang') {
          yield { type: 'error', turnId, code: fault, detail: 'planted', retryable: true };
          return;
        }
        const words = fault === 'empty' ? [] : (options.reply ?? quoted)(request).split(/(?<=\s)/u);
        for (const [index, word] of words.entries()) {
          if (fault === 'break' && index === 3) {
            yield { type: 'error', turnId, code: 'provider_unreachable', detail: 'planted', retryable: true };
            return;
          }
          yield { type: 'text-delta', turnId, text: word };
          await clock.sleep(1000 / tokensPerSecond, signal);
        }
        yield { type: 'finish', turnId, reason: 'stop' };
      } catch {
        // Aborted: the stream just ends.
      }
    },
  };
}

function quoted(request: LlmRequest): string {
  const last = request.messages.at(-1)?.content ?? '';
  return `Поняла вас. ${/«([\s\S]*)»/u.exec(last)?.[1] ?? ''}`;
}
