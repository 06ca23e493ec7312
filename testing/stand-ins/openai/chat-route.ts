import { z } from 'zod';
import { chatAnswer } from './chat-answer.ts';
import type { PacedReply } from './paced-reply.ts';
import type { Script, ScriptedReply } from './script.ts';

const contentSchema = z
  .union([z.string(), z.array(z.object({ type: z.string(), text: z.string().default('') }))])
  .nullish()
  .transform((content) =>
    Array.isArray(content) ? content.map((part) => part.text).join('') : (content ?? ''),
  );

const requestSchema = z.object({
  model: z.string().min(1),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content: contentSchema,
        tool_calls: z.array(z.object({ id: z.string() })).nullish(),
        tool_call_id: z.string().optional(),
      }),
    )
    .min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean().default(false) }).nullish(),
  tools: z.array(z.object({ type: z.literal('function') })).optional(),
});

type ChatRequest = z.infer<typeof requestSchema>;

/** `POST /chat/completions`, streamed word by word or whole. */
export async function answerChat(body: unknown, script: Script, reply: PacedReply): Promise<void> {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) reply.refuse(400, 'invalid_request_error', z.prettifyError(parsed.error));
  const request = parsed.data;
  if (!answersOnlyCalls(request)) {
    reply.refuse(400, 'invalid_request_error', 'a tool message must follow the tool_calls it answers');
  }
  const answer = chatAnswer(request.messages, script);
  reply.entry.facts['model'] = request.model;
  reply.entry.facts['messages'] = request.messages.length;
  reply.entry.facts['answer'] = answer;
  await (request.stream ? stream(request, answer, reply) : whole(request, answer, reply));
}

/** The rule by which real servers refuse a whole conversation. */
function answersOnlyCalls(request: ChatRequest): boolean {
  const called = new Set<string>();
  for (const message of request.messages) {
    for (const call of message.tool_calls ?? []) called.add(call.id);
    if (message.role === 'tool' && !called.has(message.tool_call_id ?? '')) return false;
  }
  return true;
}

async function stream(request: ChatRequest, answer: ScriptedReply, reply: PacedReply): Promise<void> {
  await reply.begin({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  const head = {
    id: `chatcmpl-${reply.entry.id}`,
    object: 'chat.completion.chunk',
    created: 0,
    model: request.model,
  };
  const send = (choices: unknown[], extra: object = {}) =>
    reply.write(`data: ${JSON.stringify({ ...head, choices, ...extra })}\n\n`);
  const delta = (content: object, finish: string | null = null) =>
    send([{ index: 0, delta: content, finish_reason: finish }]);
  const { text, toolCalls } = partsOf(answer);
  const words = text.match(/\S+\s*/gu) ?? [];
  for (const [index, word] of words.entries()) {
    await delta(index === 0 ? { role: 'assistant', content: word } : { content: word });
  }
  for (const [index, call] of toolCalls.entries()) {
    const id = `call_${reply.entry.id}_${index}`;
    const json = JSON.stringify(call.arguments);
    const middle = Math.ceil(json.length / 2);
    await delta({
      tool_calls: [{ index, id, type: 'function', function: { name: call.name, arguments: '' } }],
    });
    for (const piece of [json.slice(0, middle), json.slice(middle)]) {
      await delta({ tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
  await delta({}, toolCalls.length > 0 ? 'tool_calls' : 'stop');
  if (request.stream_options?.include_usage) await send([], { usage: usageOf(request, words.length) });
  await reply.write('data: [DONE]\n\n');
  await reply.end();
}

async function whole(request: ChatRequest, answer: ScriptedReply, reply: PacedReply): Promise<void> {
  await reply.begin({ 'content-type': 'application/json' });
  const { text, toolCalls } = partsOf(answer);
  const calls = toolCalls.map((call, index) => ({
    id: `call_${reply.entry.id}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  const message = { role: 'assistant', content: text, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
  const finish = calls.length > 0 ? 'tool_calls' : 'stop';
  const choices = [{ index: 0, message, finish_reason: finish }];
  const usage = usageOf(request, text.split(/\s+/u).length);
  await reply.write(
    JSON.stringify({ id: `chatcmpl-${reply.entry.id}`, object: 'chat.completion', choices, usage }),
  );
  await reply.end();
}

function partsOf(answer: ScriptedReply) {
  return typeof answer === 'string' ? { text: answer, toolCalls: [] } : answer;
}

/** A word for a token: near enough to test that bills are kept. */
function usageOf(request: ChatRequest, outputTokens: number) {
  const text = request.messages.map((message) => message.content).join(' ');
  const inputTokens = text.split(/\s+/u).filter(Boolean).length;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: 0 },
  };
}
