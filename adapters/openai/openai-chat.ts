import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { LanguageModel, LlmCapabilities, LlmPart, LlmRequest } from '@allo/contracts/ports';
import { chatPrompt, chatTools } from './chat-prompt.ts';
import { ChatPartReader } from './chat-part-reader.ts';
import { type Deadlines, deadlinesFrom, Exchange } from './exchange.ts';
import type { OpenAiOptions } from './openai-options.ts';
import { toFailure } from './provider-failure.ts';

export interface OpenAiChatOptions extends OpenAiOptions {
  /** Default 8192, what a local server has unless told otherwise. */
  contextTokens?: number;
  /** Default true. */
  supportsTools?: boolean;
}

/**
 * A language model behind `POST {baseUrl}/chat/completions`: OpenAI, Groq, Ollama, vLLM, llama.cpp, YandexGPT.
 * Driven through the provider's `doStream`, which makes one attempt: trying again is a decorator's business.
 */
export function createOpenAiChat(options: OpenAiChatOptions): LanguageModel {
  const tailLatencyMs = options.tailLatencyMs ?? 1500;
  const capabilities: LlmCapabilities = {
    name: `openai-compatible ${options.model}`,
    model: options.model,
    supportsTools: options.supportsTools ?? true,
    contextTokens: options.contextTokens ?? 8192,
    region: options.region ?? 'unknown',
    tailLatencyMs,
  };
  const provider = createOpenAICompatible({
    name: 'openaiCompatible',
    baseURL: options.baseUrl.replace(/\/+$/, ''),
    ...(options.apiKey ? { apiKey: options.apiKey } : {}),
    fetch: (url, init) => options.fetch(url, { ...init, redirect: 'manual' }),
    includeUsage: true,
  });
  const model = provider.chatModel(options.model);
  const deadlines = deadlinesFrom(tailLatencyMs, options.deadlines);
  return {
    capabilities,
    generate: (request, signal) => generate(options, model, deadlines, request, signal),
  };
}

async function* generate(
  options: OpenAiChatOptions,
  model: LanguageModelV4,
  deadlines: Deadlines,
  request: LlmRequest,
  signal: AbortSignal,
): AsyncGenerator<LlmPart, void, undefined> {
  const { turnId } = request;
  const exchange = new Exchange(options.clock, signal);
  try {
    const hasTools = (request.tools?.length ?? 0) > 0;
    if (hasTools && options.supportsTools === false) {
      yield { type: 'warning', turnId, detail: 'this model takes no tools; they were left out' };
    }
    const reader = new ChatPartReader(turnId);
    for await (const part of streamOf(options, model, deadlines, request, exchange)) {
      for (const translated of reader.read(part)) {
        if (signal.aborted) return;
        yield translated;
      }
      if (reader.isFinished) return;
    }
    throw reader.failureAtEnd();
  } catch (thrown) {
    if (signal.aborted) return;
    const failure = toFailure(thrown);
    options.log.warn({ turnId, code: failure.code, detail: failure.message }, 'language model failed');
    yield { ...failure.toPart(), turnId };
  } finally {
    exchange.close();
  }
}

/** The provider's parts under the deadlines. Keep-alive comments are not parts, so they cannot feign progress. */
async function* streamOf(
  options: OpenAiChatOptions,
  model: LanguageModelV4,
  deadlines: Deadlines,
  request: LlmRequest,
  exchange: Exchange,
): AsyncGenerator<LanguageModelV4StreamPart, void, undefined> {
  const deadlineMs = options.clock.now() + deadlines.firstByteMs;
  const call = model.doStream({
    prompt: chatPrompt(request.messages),
    abortSignal: exchange.signal,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.maxOutputTokens === undefined ? {} : { maxOutputTokens: request.maxOutputTokens }),
    ...(options.supportsTools === false ? {} : chatTools(request.tools)),
  });
  const { stream } = await exchange.within(call, deadlines.firstByteMs, 'answer');
  const reader = stream.getReader();
  let hasContent = false;
  for (;;) {
    // A server may announce itself at once and think afterwards: only words end the first wait.
    const limitMs: number = hasContent
      ? deadlines.betweenBytesMs
      : Math.max(0, Math.ceil(deadlineMs - options.clock.now()));
    const { done, value } = await exchange.within(reader.read(), limitMs, 'more words');
    if (done) return;
    hasContent ||= value.type !== 'stream-start' && value.type !== 'response-metadata';
    yield value;
  }
}
