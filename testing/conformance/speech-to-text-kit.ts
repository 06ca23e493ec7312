import assert from 'node:assert/strict';
import type { TurnId } from '@allo/contracts';
import type { Pcm, SpeechToText, SttPart, SttStream } from '@allo/contracts/ports';
import { assertLetsGo } from './collect-parts.ts';
import {
  caseOf,
  type ConformanceCase,
  type Harness,
  patienceMs,
  registerCases,
  type Subject,
} from './conformance-case.ts';
import { assertEndsInError, faultTable } from './provider-faults.ts';

/** A recogniser's harness brings an utterance its world understands. */
export interface SpeechToTextHarness extends Harness<SpeechToText> {
  utterance: { pcm: Pcm; sampleRateHz: number; language: string };
  /** What the utterance is heard as every time; absent = anything but nothing. */
  text?: string;
}

type Ending = Extract<SttPart, { type: 'transcript-final' | 'error' }>;

/** Registers the conformance cases of a recogniser with vitest. */
export function speechToTextKit(name: string, harness: SpeechToTextHarness): void {
  registerCases(name, speechToTextCases(harness));
}

/** The claims every {@link SpeechToText} must keep. */
export function speechToTextCases(harness: SpeechToTextHarness): ConformanceCase[] {
  const on = (check: (session: Session) => Promise<void>) => (subject: Subject<SpeechToText>) =>
    check(new Session(subject, harness));
  return [
    ...caseOf(
      harness,
      'normal',
      'utterances one after another / exactly one final each, of its turn',
      on(hears),
    ),
    ...caseOf(harness, 'normal', 'hot path reuses its array / what was written is what is heard', on(copies)),
    ...caseOf(harness, 'normal', 'an utterance without audio / an empty final', on(hearsNothing)),
    ...caseOf(harness, 'normal', 'cancelled while spoken / nothing comes for it', on(forgetsOpen)),
    ...caseOf(
      harness,
      'slow',
      'cancelled after its end / nothing comes and the far side is free',
      on(forgetsEnded),
    ),
    ...caseOf(harness, 'slow', 'closed with work in hand / parts end, closing again is harmless', on(closes)),
    ...caseOf(harness, 'slow', 'aborted with work in hand / parts end silently', on(aborts)),
    ...caseOf(harness, 'normal', 'calls out of order / never throw', on(survivesDisorder)),
    ...faultTable.flatMap(({ behaviour, code, retryable }) =>
      caseOf(
        harness,
        behaviour,
        `${behaviour} / one error part ${code} in time, and the stream lives on`,
        on(async (session) => {
          session.say('t1');
          await session.endOf('t1', 2 * harness.deadlineMs + 1000);
          assertEndsInError(session.partsOf('t1'), { turnId: 't1', code, retryable });
          assert.ok(!session.partsOf('t1').some((part) => part.type === 'transcript-final'), 'no final too');
          session.say('t2');
          await session.endOf('t2', 2 * harness.deadlineMs + 1000);
          await session.finish();
        }),
      ),
    ),
  ];
}

/** One stream and everything it gave. */
class Session {
  readonly parts: SttPart[] = [];
  readonly abort = new AbortController();
  readonly harness: SpeechToTextHarness;
  readonly subject: Subject<SpeechToText>;
  readonly stream: SttStream;
  readonly reading: Promise<void>;
  #wake: (() => void) | null = null;

  constructor(subject: Subject<SpeechToText>, harness: SpeechToTextHarness) {
    this.subject = subject;
    this.harness = harness;
    const { sampleRateHz, language } = harness.utterance;
    this.stream = subject.adapter.open({ sampleRateHz, language }, this.abort.signal);
    this.reading = this.#read();
    // A stream that throws is noticed by whoever waits for its end, not by the process.
    this.reading.catch(() => this.#wake?.());
  }

  say(turn: string): void {
    this.stream.beginUtterance(turn as TurnId);
    this.write();
    this.stream.endUtterance();
  }

  /** In frames of 20 ms out of one array, as the hot path does. */
  write(): void {
    const { pcm, sampleRateHz } = this.harness.utterance;
    const frame = new Int16Array(sampleRateHz / 50);
    for (let start = 0; start < pcm.length; start += frame.length) {
      frame.fill(0);
      frame.set(pcm.subarray(start, start + frame.length));
      this.stream.write(frame);
    }
    frame.fill(12_345);
  }

  partsOf(turn: string): SttPart[] {
    return this.parts.filter((part) => part.turnId === turn);
  }

  /** The final or error of a turn. */
  endOf(turn: string, limitMs: number = patienceMs): Promise<Ending> {
    const wait = async () => {
      for (;;) {
        const end = this.partsOf(turn).find(
          (part) => part.type === 'transcript-final' || part.type === 'error',
        );
        if (end) return end as Ending;
        await Promise.race([
          new Promise<void>((resolve) => {
            this.#wake = resolve;
          }),
          this.reading.then(() => assert.fail(`the parts ended before turn ${turn} did`)),
        ]);
      }
    };
    return this.subject.within(wait(), limitMs);
  }

  async finish(): Promise<void> {
    this.stream.close();
    this.stream.close();
    await this.subject.within(this.reading, 1000);
  }

  assertHeard(end: Ending): void {
    assert.equal(end.type, 'transcript-final', JSON.stringify(end));
    if (end.type !== 'transcript-final') return;
    if (this.harness.text === undefined) assert.notEqual(end.text, '');
    else assert.equal(end.text, this.harness.text);
  }

  async #read(): Promise<void> {
    for await (const part of this.stream.parts) {
      this.parts.push(part);
      this.#wake?.();
    }
  }
}

async function hears(session: Session): Promise<void> {
  for (const turn of ['t1', 't2', 't3']) {
    session.say(turn);
    session.assertHeard(await session.endOf(turn));
  }
  await session.subject.elapse(200);
  await session.finish();
  for (const turn of ['t1', 't2', 't3']) {
    const finals = session.partsOf(turn).filter((part) => part.type === 'transcript-final');
    assert.equal(finals.length, 1, `one final for ${turn}`);
  }
  const strangers = session.parts.filter((part) => !['t1', 't2', 't3'].includes(part.turnId));
  assert.deepEqual(strangers, [], 'parts of turns nobody began');
}

async function copies(session: Session): Promise<void> {
  session.stream.beginUtterance('t1' as TurnId);
  session.write();
  session.stream.endUtterance();
  session.assertHeard(await session.endOf('t1'));
  await session.finish();
}

async function hearsNothing(session: Session): Promise<void> {
  session.stream.beginUtterance('t1' as TurnId);
  session.stream.endUtterance();
  const end = await session.endOf('t1');
  assert.equal(end.type === 'transcript-final' && end.text, '');
  await session.finish();
}

async function forgetsOpen(session: Session): Promise<void> {
  session.stream.beginUtterance('t1' as TurnId);
  session.write();
  session.stream.cancelUtterance();
  session.stream.endUtterance();
  session.say('t2');
  session.assertHeard(await session.endOf('t2'));
  await session.finish();
  assert.deepEqual(endings(session.partsOf('t1')), []);
}

async function forgetsEnded(session: Session): Promise<void> {
  session.say('t1');
  await session.subject.elapse(50);
  session.stream.cancelUtterance();
  const before = session.parts.length;
  await session.subject.elapse(1500);
  assert.deepEqual(session.parts.slice(before), [], 'parts after the cancel');
  await assertLetsGo(session.subject);
  await session.finish();
}

async function closes(session: Session): Promise<void> {
  session.say('t1');
  await session.subject.elapse(50);
  await session.finish();
  assert.deepEqual(endings(session.parts), [], 'an unfinished utterance has no end');
  await assertLetsGo(session.subject);
}

async function aborts(session: Session): Promise<void> {
  session.say('t1');
  await session.subject.elapse(50);
  const before = session.parts.length;
  session.abort.abort();
  await session.subject.within(session.reading, 1000);
  assert.deepEqual(session.parts.slice(before), [], 'parts after the abort');
  await assertLetsGo(session.subject);
}

async function survivesDisorder(session: Session): Promise<void> {
  session.stream.endUtterance();
  session.stream.cancelUtterance();
  session.stream.write(new Int16Array(160));
  session.say('t1');
  session.assertHeard(await session.endOf('t1'));
  await session.finish();
  session.say('t2');
  session.stream.cancelUtterance();
  assert.deepEqual(session.partsOf('t2'), [], 'a closed stream hears nothing');
}

function endings(parts: readonly SttPart[]): SttPart[] {
  return parts.filter((part) => part.type === 'transcript-final' || part.type === 'error');
}
