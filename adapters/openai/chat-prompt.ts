import type {
  JSONSchema7,
  LanguageModelV4FunctionTool,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
} from '@ai-sdk/provider';
import type { LlmMessage, LlmTool } from '@allo/contracts/ports';

type ToolAnswer = Extract<LlmMessage, { role: 'tool' }>;

/**
 * Messages as the provider package wants them. A tool's answer must follow a message that called it, or servers
 * refuse the whole request (llm.md §1): where the call is missing it is put in with empty arguments.
 */
export function chatPrompt(messages: readonly LlmMessage[]): LanguageModelV4Prompt {
  const prompt: LanguageModelV4Message[] = [];
  const called = new Set<string>();
  for (const message of messages) {
    switch (message.role) {
      case 'system':
        prompt.push({ role: 'system', content: message.content });
        break;
      case 'user':
        prompt.push({ role: 'user', content: [{ type: 'text', text: message.content }] });
        break;
      case 'assistant':
        for (const call of message.toolCalls ?? []) called.add(call.callId);
        prompt.push(assistantMessage(message));
        break;
      case 'tool':
        if (!called.has(message.callId)) {
          called.add(message.callId);
          prompt.push(
            assistantMessage({ role: 'assistant', content: '', toolCalls: [impliedCall(message)] }),
          );
        }
        prompt.push(toolMessage(message));
        break;
    }
  }
  return prompt;
}

/** Empty when there are none: some servers refuse an empty list. */
export function chatTools(tools: readonly LlmTool[] | undefined): { tools?: LanguageModelV4FunctionTool[] } {
  if (!tools || tools.length === 0) return {};
  return {
    tools: tools.map((tool) => ({
      type: 'function',
      name: tool.name,
      description: tool.description,
      inputSchema: tool.parameters as JSONSchema7,
    })),
  };
}

function assistantMessage(message: Extract<LlmMessage, { role: 'assistant' }>): LanguageModelV4Message {
  const text = message.content ? [{ type: 'text' as const, text: message.content }] : [];
  const calls = (message.toolCalls ?? []).map((call) => ({
    type: 'tool-call' as const,
    toolCallId: call.callId,
    toolName: call.name,
    input: call.argumentsJson,
  }));
  return { role: 'assistant', content: [...text, ...calls] };
}

function toolMessage(message: ToolAnswer): LanguageModelV4Message {
  const output = { type: 'text' as const, value: message.content };
  const result = { type: 'tool-result' as const, toolCallId: message.callId, toolName: message.name, output };
  return { role: 'tool', content: [result] };
}

function impliedCall(message: ToolAnswer) {
  return { callId: message.callId, name: message.name, argumentsJson: '{}' };
}
