import { Worker } from 'node:worker_threads';
import { createEspeakSpeech } from '@allo/adapters/espeak';
import { Resampler } from '@allo/call/audio';
import type { TurnId } from '@allo/contracts';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { type CallerCall, createSipCaller } from '@allo/testing/sip-caller';
import type { ProbeOrder, ProbeReport } from './call-probe.ts';

const clock = createSystemClock();

/** What callers say: it is understood, answered at length, and never ends the call. */
const phrases = ['Повторите, пожалуйста, ещё раз'];

export function understoodPhrases(count: number): string[] {
  return Array.from({ length: count }, (_, index) => phrases[index % phrases.length] as string);
}

export interface HoldOrder<Seen> {
  uri: string;
  calls: number;
  /** So many of the calls are held by a thread that only listens: the ear of the bench. */
  probes: number;
  /** Packets are counted for so long, when every call is up. */
  seconds: number;
  /** Looks at the server: before the calls, with them up, and at the end. */
  watch(): Promise<Seen>;
  /** Done while packets are counted; told to end by the signal. */
  meanwhile?(signal: AbortSignal): Promise<void>;
}

export interface HeldCalls<Seen> extends ProbeReport {
  before: Seen;
  atStart: Seen;
  atEnd: Seen;
  measuredS: number;
  stillUp: number;
  refused: number;
  setupMs: number[];
}

/** Holds many SIP calls at once and hears when their packets come. */
export async function holdCalls<Seen>(order: HoldOrder<Seen>): Promise<HeldCalls<Seen>> {
  const { uri, calls, probes, seconds, watch } = order;
  const caller = createSipCaller({ clock });
  await caller.start();
  const speech = await callerSpeech();

  // A few calls first: caches fill, code is compiled; what they leave is not the cost of a call.
  const warm = await Promise.all(Array.from({ length: 5 }, () => caller.call({ uri })));
  await Promise.all(warm.map((call) => converse(call, speech, 14_000)));
  await Promise.all(warm.map((call) => call.hangUp()));
  const before = await watch();

  const live: CallerCall[] = [];
  const setupMs: number[] = [];
  const done: Array<Promise<void>> = [];
  let refused = 0;
  for (let index = 0; index < calls - probes; index++) {
    done.push(
      caller.call({ uri, from: `7900${String(index).padStart(7, '0')}` }).then(
        (call) => {
          live.push(call);
          setupMs.push(call.setupMs ?? Number.NaN);
          return converse(call, speech, (seconds + 8) * 1000 + (calls - index) * 40);
        },
        () => {
          refused++;
        },
      ),
    );
    await clock.sleep(40);
  }
  await clock.sleep(3_000);
  const probe = startProbe({ uri, calls: probes, settleMs: 1000, measureMs: seconds * 1000 });
  const fromMs = clock.now();
  const atStart = await watch();
  const over = new AbortController();
  const meanwhile = order.meanwhile?.(over.signal);
  const probed = await probe;
  over.abort();
  const atEnd = await watch();
  const measuredS = (clock.now() - fromMs) / 1000;
  const stillUp = live.filter((call) => !call.isEnded).length + probes;
  const lost = live.reduce((sum, call) => sum + call.media.heard.statistics().lost, probed.lost);
  await Promise.all(live.map((call) => call.hangUp()));
  await Promise.all(done);
  await caller.close();
  await meanwhile;
  return { ...probed, lost, before, atStart, atEnd, measuredS, stillUp, refused, setupMs };
}

/** Speaks a phrase, listens, speaks again: a caller who never says goodbye. */
async function converse(call: CallerCall, speech: readonly Int16Array[], lengthMs: number): Promise<void> {
  const endMs = clock.now() + lengthMs;
  let index = 0;
  while (!call.isEnded && clock.now() < endMs) {
    await clock.sleep(Math.min(5_000, Math.max(0, endMs - clock.now())));
    if (call.isEnded || clock.now() >= endMs) return;
    await call.play(speech[index++ % speech.length] as Int16Array);
  }
}

/** Calls of a thread of its own; resolves when it has measured. */
function startProbe(order: ProbeOrder): Promise<ProbeReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./call-probe.ts', import.meta.url), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** Real speech for the callers, so that the voice detector has to work. */
async function callerSpeech(): Promise<Int16Array[]> {
  const voice = createEspeakSpeech({ clock, log: createSilentLog() });
  if (!voice) throw new Error('The callers speak with espeak-ng: run npm ci with optional dependencies.');
  const spoken: Int16Array[] = [];
  for (const text of phrases) {
    const resampler = new Resampler(voice.capabilities.outputRateHz, 8000);
    const samples: number[] = [];
    for await (const part of voice.synthesize(
      { turnId: 'bench' as TurnId, text, language: 'ru' },
      new AbortController().signal,
    )) {
      if (part.type === 'audio-chunk') samples.push(...resampler.process(part.pcm));
    }
    spoken.push(Int16Array.from(samples));
  }
  voice.close();
  return spoken;
}
