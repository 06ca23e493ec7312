import assert from 'node:assert/strict';
import type { TurnId } from '@allo/contracts';
import type { TextToSpeech, TtsPart, TtsRequest } from '@allo/contracts/ports';
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

const text = 'Здравствуйте, вы позвонили в клинику. Чем я могу вам помочь?';
const request = (turn = 't1', spoken = text): TtsRequest => ({
  turnId: turn as TurnId,
  text: spoken,
  language: 'ru',
});
const never = new AbortController().signal;

/** Registers the conformance cases of a voice with vitest. */
export function textToSpeechKit(name: string, harness: Harness<TextToSpeech>): void {
  registerCases(name, textToSpeechCases(harness));
}

/** The claims every {@link TextToSpeech} must keep. */
export function textToSpeechCases(harness: Harness<TextToSpeech>): ConformanceCase[] {
  return [
    ...caseOf(harness, 'normal', 'a sentence / gives audio of its turn and ends', speaks),
    ...caseOf(harness, 'normal', 'two requests at once / each gives its own turn only', speaksTwice),
    ...caseOf(harness, 'normal', 'empty and odd text / never throws', survivesOddText),
    ...caseOf(harness, 'normal', 'aborted before it starts / gives nothing', staysSilent),
    ...caseOf(harness, 'slow', 'aborted in mid-stream / just ends and frees the far side', stops),
    ...caseOf(harness, 'slow', 'reader leaves / frees the far side', frees),
    ...faultTable.flatMap(({ behaviour, code, retryable }) =>
      caseOf(harness, behaviour, `${behaviour} / one error part ${code} in time`, async (subject) => {
        const stream = subject.adapter.synthesize(request(), never);
        const parts = await collectParts(subject, stream, 2 * harness.deadlineMs + 1000);
        assertEndsInError(parts, { turnId: 't1', code, retryable, secrets: [text, 'клинику'] });
        await assertLetsGo(subject);
      }),
    ),
  ];
}

async function speaks(subject: Subject<TextToSpeech>): Promise<void> {
  const parts = await collectParts(subject, subject.adapter.synthesize(request(), never));
  assertTurnIds(parts, 't1');
  assert.ok(!parts.some((part) => part.type === 'error'), 'no error');
  const seconds = samplesOf(parts) / subject.adapter.capabilities.outputRateHz;
  assert.ok(seconds > 1 && seconds < 15, `a sentence of 60 letters takes seconds, not ${seconds}`);
  assert.ok(peakOf(parts) > 1000, 'the audio is not silence');
}

async function speaksTwice(subject: Subject<TextToSpeech>): Promise<void> {
  const [first, second] = await Promise.all([
    collectParts(subject, subject.adapter.synthesize(request('t1'), never)),
    collectParts(subject, subject.adapter.synthesize(request('t2', 'Да.'), never)),
  ]);
  assertTurnIds(first, 't1');
  assertTurnIds(second, 't2');
  assert.ok(samplesOf(first) > samplesOf(second), 'the longer text is the longer audio');
}

async function survivesOddText(subject: Subject<TextToSpeech>): Promise<void> {
  const odd = [
    '',
    '   ',
    '😀🎉',
    '<break time="9s"/> & [[h@l]] {x}',
    'a\u0000b\ud800',
    '«“Ё”» №5 — 100 %',
    '…',
  ];
  for (const spoken of odd) {
    const parts = await collectParts(subject, subject.adapter.synthesize(request('t1', spoken), never));
    assertTurnIds(parts, 't1');
    const kinds = parts.map((part) => part.type);
    assert.ok(
      kinds.indexOf('error') === -1 || kinds.indexOf('error') === kinds.length - 1,
      'an error is last',
    );
  }
  assert.equal(
    samplesOf(await collectParts(subject, subject.adapter.synthesize(request('t1', ''), never))),
    0,
  );
}

async function staysSilent(subject: Subject<TextToSpeech>): Promise<void> {
  const stream = subject.adapter.synthesize(request(), AbortSignal.abort());
  const kinds = (await collectParts(subject, stream)).map((part) => part.type);
  assert.deepEqual(kinds, []);
}

async function stops(subject: Subject<TextToSpeech>): Promise<void> {
  const abort = new AbortController();
  const stream = subject.adapter.synthesize(request(), abort.signal);
  await assertEndsAfterAbort(subject, stream, abort, (part) => part.type === 'audio-chunk');
}

async function frees(subject: Subject<TextToSpeech>): Promise<void> {
  const read = async () => {
    for await (const part of subject.adapter.synthesize(request(), never)) {
      if (part.type === 'audio-chunk') break;
    }
  };
  await subject.within(read(), patienceMs);
  await assertLetsGo(subject);
}

function samplesOf(parts: readonly TtsPart[]): number {
  return parts.reduce((sum, part) => sum + (part.type === 'audio-chunk' ? part.pcm.length : 0), 0);
}

function peakOf(parts: readonly TtsPart[]): number {
  let peak = 0;
  for (const part of parts) {
    if (part.type !== 'audio-chunk') continue;
    for (const sample of part.pcm) peak = Math.max(peak, Math.abs(sample));
  }
  return peak;
}
