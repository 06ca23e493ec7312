import assert from 'node:assert/strict';
import type { EngineRateHz, Pcm, VoiceActivity, VoiceActivityStream } from '@allo/contracts/ports';
import { type ConformanceCase, registerCases } from './conformance-case.ts';

export interface VoiceActivitySubject {
  detector: VoiceActivity;
  /** Resolves when every probability due has been delivered. */
  settle(): Promise<void>;
  close(): Promise<void> | void;
}

export interface VoiceActivityHarness {
  create(): Promise<VoiceActivitySubject> | VoiceActivitySubject;
  /** A second or more of clear speech at the rate. */
  speech(rate: EngineRateHz): Pcm;
}

const rates: readonly EngineRateHz[] = [8000, 16000];

/** Registers the conformance cases of a voice detector with vitest. */
export function voiceActivityKit(name: string, harness: VoiceActivityHarness): void {
  registerCases(name, voiceActivityCases(harness));
}

/** The claims every {@link VoiceActivity} must keep. */
export function voiceActivityCases(harness: VoiceActivityHarness): ConformanceCase[] {
  const on = (rate: EngineRateHz, check: (session: Session) => Promise<void>) => async () => {
    const subject = await harness.create();
    try {
      await check({ subject, rate, speech: harness.speech(rate) });
    } finally {
      await subject.close();
    }
  };
  return rates.flatMap((rate) => [
    { name: `${rate} Hz: every window / one probability, in order, at its place`, run: on(rate, keepsOrder) },
    { name: `${rate} Hz: speech and silence / told apart`, run: on(rate, tellsSpeech) },
    { name: `${rate} Hz: pieces of any size / the same answers`, run: on(rate, takesAnySize) },
    { name: `${rate} Hz: many streams at once / each as if alone`, run: on(rate, keepsStreamsApart) },
    { name: `${rate} Hz: a closed stream / is silent`, run: on(rate, isSilentWhenClosed) },
  ]);
}

interface Session {
  subject: VoiceActivitySubject;
  rate: EngineRateHz;
  speech: Pcm;
}

interface Heard {
  probability: number;
  endMs: number;
}

function listen(stream: VoiceActivityStream): Heard[] {
  const heard: Heard[] = [];
  stream.onProbability((probability, endMs) => heard.push({ probability, endMs }));
  return heard;
}

/** In pieces out of one reused array, settling as real time would. */
async function feed(
  { subject }: Session,
  streams: ReadonlyArray<{ stream: VoiceActivityStream; pcm: Pcm }>,
  pieceSamples: number,
): Promise<void> {
  const piece = new Int16Array(pieceSamples);
  const longest = Math.max(...streams.map(({ pcm }) => pcm.length));
  for (let start = 0; start < longest; start += pieceSamples) {
    for (const { stream, pcm } of streams) {
      const part = pcm.subarray(start, start + pieceSamples);
      if (part.length === 0) continue;
      piece.set(part);
      stream.push(piece.subarray(0, part.length));
      piece.fill(32_000);
    }
    await subject.settle();
  }
}

async function keepsOrder(session: Session): Promise<void> {
  const { detector } = session.subject;
  const stream = detector.open(session.rate);
  const heard = listen(stream);
  await feed(session, [{ stream, pcm: session.speech }], session.rate / 50);
  const windows = Math.floor((session.speech.length * 1000) / session.rate / detector.windowMs);
  assert.deepEqual(
    heard.map(({ endMs }) => endMs),
    Array.from({ length: windows }, (_, index) => (index + 1) * detector.windowMs),
  );
  assert.ok(
    heard.every(({ probability }) => probability >= 0 && probability <= 1),
    'a probability is between 0 and 1',
  );
}

async function tellsSpeech(session: Session): Promise<void> {
  const { detector } = session.subject;
  const stream = detector.open(session.rate);
  const heard = listen(stream);
  const silence = new Int16Array(session.rate);
  await feed(session, [{ stream, pcm: silence }], session.rate / 50);
  const inSilence = heard.splice(0);
  await feed(session, [{ stream, pcm: session.speech }], session.rate / 50);
  assert.ok(
    inSilence.length > 0 && inSilence.every(({ probability }) => probability < 0.5),
    'silence is none',
  );
  const share = heard.filter(({ probability }) => probability >= 0.5).length / heard.length;
  assert.ok(share > 0.5, `speech is heard in ${Math.round(share * 100)} % of it`);
}

async function takesAnySize(session: Session): Promise<void> {
  const answers: Heard[][] = [];
  for (const piece of [session.rate / 50, 7, 1000]) {
    const stream = session.subject.detector.open(session.rate);
    const heard = listen(stream);
    await feed(session, [{ stream, pcm: session.speech.subarray(0, session.rate / 2) }], piece);
    stream.close();
    answers.push(heard);
  }
  for (const other of answers.slice(1)) assertSame(other, answers[0] as Heard[]);
}

async function keepsStreamsApart(session: Session): Promise<void> {
  const { detector } = session.subject;
  const quiet = new Int16Array(session.speech.length);
  const late = new Int16Array(session.speech.length);
  late.set(session.speech.subarray(0, session.speech.length / 2), session.speech.length / 2);
  const sounds = [session.speech, quiet, late];
  const alone: Heard[][] = [];
  for (const pcm of sounds) {
    const stream = detector.open(session.rate);
    alone.push(listen(stream));
    await feed(session, [{ stream, pcm }], session.rate / 50);
    stream.close();
  }
  const together = sounds.map((pcm) => ({ stream: detector.open(session.rate), pcm }));
  const heard = together.map(({ stream }) => listen(stream));
  await feed(session, together, session.rate / 50);
  heard.forEach((one, index) => assertSame(one, alone[index] as Heard[]));
}

async function isSilentWhenClosed(session: Session): Promise<void> {
  const stream = session.subject.detector.open(session.rate);
  const heard = listen(stream);
  stream.push(session.speech.subarray(0, session.rate / 10));
  stream.close();
  stream.close();
  const before = heard.length;
  stream.push(session.speech.subarray(0, session.rate / 10));
  await session.subject.settle();
  assert.equal(heard.length, before, 'probabilities after the close');
}

/** Equal to five digits: batches may sum in another order. */
function assertSame(actual: readonly Heard[], expected: readonly Heard[]): void {
  assert.equal(actual.length, expected.length, 'as many windows');
  actual.forEach((one, index) => {
    assert.equal(one.endMs, expected[index]?.endMs);
    const difference = Math.abs(one.probability - (expected[index]?.probability ?? Number.NaN));
    assert.ok(difference < 1e-5, `window ${index} differs by ${difference}`);
  });
}
