import assert from 'node:assert/strict';
import type { TurnId } from '@allo/contracts';
import type { LanguageModel, LlmMessage, LlmPart, LlmRequest } from '@allo/contracts/ports';
import { assertEndsAfterAbort, assertLetsGo, collectParts } from './collect-parts.ts';
import {
  caseOf,
  type ConformanceCase,
  type Harness,
  patienceMs,
  registerCases,
  type Subject,
} from './conformance-case.ts';
import { assertEndsInError, assertTurnIds, faultTable } from './provider-faults.ts';

/** A model's harness also says how to make its world repeat a text or call a tool, where it can be made to. */
export interface LanguageModelHarness extends Harness<LanguageModel> {
  /** Messages to which the answer contains `text` as it is. */
  echo?: (text: string) => readonly LlmMessage[];
  /** Messages to which the answer calls tool `book` with `{"name":"Ёлка"}`. */
  callTool?: () => readonly LlmMessage[];
}

const plain: readonly LlmMessage[] = [
  { role: 'system', content: 'Ты отвечаешь по телефону.' },
  { role: 'user', content: 'Здравствуйте, вы работаете в воскресенье?' },
];
const request = (turn = 't1', messages = plain): LlmRequest => ({ turnId: turn as TurnId, messages });
const never = new AbortController().signal;
const unicode = 'Ёлка «в лесу» — 😀 e\u0301 \\ "кавычки" </say> 100 %';
const book = {
  name: 'book',
  description: 'Books a visit',
  parameters: { type: 'object', properties: { name: { type: 'string' } } },
};

/** Registers the conformance cases of a language model with vitest. */
export function languageModelKit(name: string, harness: LanguageModelHarness): void {
  registerCases(name, languageModelCases(harness));
}

/** The claims every {@link LanguageModel} must keep. */
export function languageModelCases(harness: LanguageModelHarness): ConformanceCase[] {
  const { echo, callTool } = harness;
  return [
    ...caseOf(harness, 'normal', 'a question / text of its turn, then one finish', answers),
    ...caseOf(harness, 'normal', 'two requests at once / each gives its own turn only', answersTwice),
    ...caseOf(harness, 'normal', 'aborted before it starts / gives nothing', staysSilent),
    ...caseOf(harness, 'slow', 'aborted in mid-stream / just ends and frees the far side', stops),
    ...caseOf(harness, 'slow', 'reader leaves / frees the far side', frees),
    ...(echo ? caseOf(harness, 'normal', 'any script / survives the way there and back', echoes(echo)) : []),
    ...(callTool
      ? caseOf(harness, 'normal', 'a tool / is called with JSON and answered', calls(callTool))
      : []),
    ...faultTable.flatMap(({ behaviour, code, retryable }) =>
      caseOf(harness, behaviour, `${behaviour} / one error part ${code} in time`, async (subject) => {
        const stream = subject.adapter.generate(request(), never);
        const parts = await collectParts(subject, stream, 2 * harness.deadlineMs + 1000);
        assertEndsInError(parts, { turnId: 't1', code, retryable, secrets: ['воскресенье'] });
        assert.ok(!parts.some((part) => part.type === 'finish'), 'a failed answer does not finish');
        await assertLetsGo(subject);
      }),
    ),
  ];
}

async function answers(subject: Subject<LanguageModel>): Promise<void> {
  const parts = await collectParts(subject, subject.adapter.generate(request(), never));
  assertTurnIds(parts, 't1');
  assertFinishes(parts);
  assert.ok(textOf(parts).trim().length > 0, 'there is text');
  assert.ok(!parts.some((part) => part.type === 'text-delta' && part.text === ''), 'no delta is empty');
}

async function answersTwice(subject: Subject<LanguageModel>): Promise<void> {
  const turns = ['t1', 't2'];
  const answered = await Promise.all(
    turns.map((turn) => collectParts(subject, subject.adapter.generate(request(turn), never))),
  );
  answered.forEach((parts, index) => {
    assertTurnIds(parts, turns[index] as string);
    assertFinishes(parts);
  });
}

async function staysSilent(subject: Subject<LanguageModel>): Promise<void> {
  const stream = subject.adapter.generate(request(), AbortSignal.abort());
  assert.deepEqual(await collectParts(subject, stream), []);
}

async function stops(subject: Subject<LanguageModel>): Promise<void> {
  const abort = new AbortController();
  const stream = subject.adapter.generate(request(), abort.signal);
  await assertEndsAfterAbort(subject, stream, abort, (part) => part.type === 'text-delta');
}

async function frees(subject: Subject<LanguageModel>): Promise<void> {
  const read = async () => {
    for await (const part of subject.adapter.generate(request(), never))
      if (part.type === 'text-delta') break;
  };
  await subject.within(read(), patienceMs);
  await assertLetsGo(subject);
}

const echoes =
  (echo: (text: string) => readonly LlmMessage[]) =>
  async (subject: Subject<LanguageModel>): Promise<void> => {
    const parts = await collectParts(subject, subject.adapter.generate(request('t1', echo(unicode)), never));
    assert.ok(textOf(parts).includes(unicode), `${JSON.stringify(textOf(parts))} holds the text`);
  };

const calls =
  (callTool: () => readonly LlmMessage[]) =>
  async (subject: Subject<LanguageModel>): Promise<void> => {
    const asked = { ...request('t1', callTool()), tools: [book] };
    const parts = await collectParts(subject, subject.adapter.generate(asked, never));
    assertTurnIds(parts, 't1');
    const made = parts.filter((part) => part.type === 'tool-call');
    assert.equal(made.length, 1, 'one call');
    const call = made[0] as Extract<LlmPart, { type: 'tool-call' }>;
    assert.equal(call.name, 'book');
    assert.deepEqual(JSON.parse(call.argumentsJson), { name: 'Ёлка' });
    const finish = parts.at(-1);
    assert.equal(finish?.type === 'finish' && finish.reason, 'tool-calls');
    const messages: LlmMessage[] = [
      ...plain,
      { role: 'assistant', content: '', toolCalls: [call] },
      { role: 'tool', callId: call.callId, name: call.name, content: '{"ok":true}' },
    ];
    assertFinishes(await collectParts(subject, subject.adapter.generate(request('t2', messages), never)));
  };

function assertFinishes(parts: readonly LlmPart[]): void {
  const kinds = parts.map((part) => part.type);
  assert.equal(kinds.filter((kind) => kind === 'finish').length, 1, `one finish in ${kinds.join(' ')}`);
  assert.equal(kinds.at(-1), 'finish', 'finish is last');
  assert.ok(!kinds.includes('error'), 'no error');
}

function textOf(parts: readonly LlmPart[]): string {
  return parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
}
