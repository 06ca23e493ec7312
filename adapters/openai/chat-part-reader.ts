import type { LanguageModelV4StreamPart, LanguageModelV4Usage, SharedV4Warning } from '@ai-sdk/provider';
import type { TurnId } from '@allo/contracts';
import type { LlmPart } from '@allo/contracts/ports';
import { failureOfStatus, ProviderFailure, toFailure } from './provider-failure.ts';
import { wireStreamError } from './wire.ts';

/** Translates one stream of the provider's parts into the port's. Throws a failure where the stream tells of one. */
export class ChatPartReader {
  readonly #turnId: TurnId;
  #isFinished = false;

  constructor(turnId: TurnId) {
    this.#turnId = turnId;
  }

  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** Reasoning is not for the caller's ear, and what else is not named here repeats what these parts say. */
  read(part: LanguageModelV4StreamPart): LlmPart[] {
    const turnId = this.#turnId;
    if (part.type === 'error') throw failureInStream(part.error);
    if (part.type === 'text-delta')
      return part.delta ? [{ type: 'text-delta', turnId, text: part.delta }] : [];
    if (part.type === 'stream-start') return warningsOf(turnId, part.warnings);
    if (part.type === 'tool-call') {
      // No arguments at all is how some servers spell none.
      const argumentsJson = part.input.trim() || '{}';
      return [{ type: 'tool-call', turnId, callId: part.toolCallId, name: part.toolName, argumentsJson }];
    }
    if (part.type !== 'finish') return [];
    this.#isFinished = true;
    const reason = finishReasons[part.finishReason.unified];
    return [...usageOf(turnId, part.usage), { type: 'finish', turnId, reason }];
  }

  /** For a stream that ended without saying so. */
  failureAtEnd(): ProviderFailure {
    return new ProviderFailure('provider_garbage', 'the answer broke off');
  }
}

const finishReasons = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool-calls',
  'content-filter': 'other',
  error: 'other',
  interrupted: 'other',
  other: 'other',
} as const;

function warningsOf(turnId: TurnId, warnings: readonly SharedV4Warning[]): LlmPart[] {
  return warnings.map((warning) => {
    const detail = 'feature' in warning ? `${warning.type}: ${warning.feature}` : warning.type;
    return { type: 'warning', turnId, detail };
  });
}

function usageOf(turnId: TurnId, usage: LanguageModelV4Usage): LlmPart[] {
  const inputTokens = usage.inputTokens.total;
  const outputTokens = usage.outputTokens.total;
  const cachedInputTokens = usage.inputTokens.cacheRead;
  if (inputTokens === undefined && outputTokens === undefined) return [];
  return [
    {
      type: 'usage',
      turnId,
      ...(inputTokens === undefined ? {} : { inputTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
      ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    },
  ];
}

/** An error told after status 200: an object of the server's, or something our reading threw. */
function failureInStream(error: unknown): ProviderFailure {
  if (error instanceof Error) return toFailure(error);
  const parsed = wireStreamError.safeParse(error);
  if (!parsed.success) return new ProviderFailure('provider_garbage', 'unreadable error in the stream');
  const { code, type } = parsed.data;
  const status = Number(code);
  if (status >= 400 && status < 600) return failureOfStatus(status, '');
  const reason = `${code ?? ''} ${type ?? ''}`;
  if (/rate_limit|quota/.test(reason)) return failureOfStatus(429, JSON.stringify({ error: { code } }));
  if (/invalid|not_found|denied|unsupported|context_length/.test(reason)) return failureOfStatus(400, '');
  return new ProviderFailure('provider_unreachable', 'the server failed in mid-answer');
}
