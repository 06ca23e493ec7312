import type { TurnId } from '../ids.ts';
import type { ProviderErrorPart, ProviderWarningPart, UsagePart } from './provider-error.ts';

export interface LlmCapabilities {
  name: string;
  model: string;
  supportsTools: boolean;
  contextTokens: number;
  region: string;
  /** 95 % of first tokens come sooner, ms. */
  tailLatencyMs: number;
}

export interface LlmToolCall {
  callId: string;
  name: string;
  argumentsJson: string;
}

export type LlmMessage =
  | { role: 'system' | 'user'; content: string }
  /** `toolCalls` are the calls this message made; each is answered by a `tool` message with its `callId`. */
  | { role: 'assistant'; content: string; toolCalls?: readonly LlmToolCall[] }
  | { role: 'tool'; callId: string; name: string; content: string };

export interface LlmTool {
  name: string;
  description: string;
  /** JSON Schema of the arguments. */
  parameters: object;
}

export interface LlmRequest {
  turnId: TurnId;
  messages: readonly LlmMessage[];
  tools?: readonly LlmTool[];
  temperature?: number;
  maxOutputTokens?: number;
}

export type LlmPart =
  | { type: 'text-delta'; turnId: TurnId; text: string }
  | { type: 'tool-call'; turnId: TurnId; callId: string; name: string; argumentsJson: string }
  | (UsagePart & { turnId: TurnId })
  | (ProviderWarningPart & { turnId: TurnId })
  | (ProviderErrorPart & { turnId: TurnId })
  | { type: 'finish'; turnId: TurnId; reason: 'stop' | 'length' | 'tool-calls' | 'other' };

export interface LanguageModel {
  readonly capabilities: LlmCapabilities;
  /** Ends with `finish` or `error`; after an abort it just ends. */
  generate(request: LlmRequest, signal: AbortSignal): AsyncIterable<LlmPart>;
}
