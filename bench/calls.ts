import { Worker } from 'node:worker_threads';
import { createEspeakSpeech } from '@allo/adapters/espeak';
import { Resampler } from '@allo/call/audio';
import type { TurnId } from '@allo/contracts';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { processFigures, startServerProcess } from '@allo/testing/server';
import { type CallerCall, createSipCaller } from '@allo/testing/sip-caller';
import { startStandInProcess } from '@allo/testing/stand-ins';
import { type Bench, percentile, rounded } from './bench.ts';
import type { ProbeOrder, ProbeReport } from './call-probe.ts';

const clock = createSystemClock();

/** What callers say: it is understood, answered at length, and never ends the call. */
const phrases = ['Повторите, пожалуйста, ещё раз'];

/** Many SIP calls at once: is every packet on time, is none lost, what does a call cost. */
export const callsBench: Bench = {
  name: 'calls',
  summary: 'concurrent SIP calls through the whole engine: pacing at the wire, loss, CPU and memory per call',
  async run(options) {
    const calls = Number(options.calls ?? 100);
    // A tenth of the calls, but at least one, are held by a thread that only listens: the ear of the bench.
    const probes = Math.max(1, Math.round(calls / 10));
    const seconds = Number(options.seconds ?? 40);
    const agent = options.agent ?? 'lidia';
    const standIn = await startStandInProcess({
      script: {
        transcripts: Array.from({ length: 20_000 }, (_, index) => phrases[index % phrases.length] as string),
      },
    });
    // A first start makes the database, and its memory comes back only slowly: measure a second one.
    const made = await startServerProcess();
    await made.stop();
    const server = await startServerProcess({
      dataDir: made.dataDir,
      env: { OPENAI_STT_BASE_URL: standIn.baseUrl },
    });
    const caller = createSipCaller({ clock });
    await caller.start();
    const speech = await callerSpeech();
    const uri = `sip:${agent}@127.0.0.1:${server.sipPort}`;

    // A few calls first: caches fill, code is compiled; what they leave is not the cost of a call.
    const warm = await Promise.all(Array.from({ length: 5 }, () => caller.call({ uri })));
    await Promise.all(warm.map((call) => converse(call, speech, 14_000)));
    await Promise.all(warm.map((call) => call.hangUp()));
    const before = await processFigures(server.pid);

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
    const cpuBefore = await processFigures(server.pid);
    const probed = await probe;
    const after = await processFigures(server.pid);
    const measuredS = (clock.now() - fromMs) / 1000;
    const stillUp = live.filter((call) => !call.isEnded).length + probes;
    const pacing = probed.deviationsMs;
    const lost = live.reduce((sum, call) => sum + call.media.heard.statistics().lost, probed.lost);
    await Promise.all(live.map((call) => call.hangUp()));
    await Promise.all(done);
    await caller.close();
    const exit = await server.stop();
    await server.dispose();
    await standIn.close();

    const cpuS = after && cpuBefore ? after.cpuSeconds - cpuBefore.cpuSeconds : Number.NaN;
    return {
      figures: {
        calls: stillUp,
        pacingP50Ms: rounded(percentile(pacing, 0.5)),
        pacingP99Ms: rounded(percentile(pacing, 0.99)),
        pacingMaxMs: rounded(percentile(pacing, 1)),
        lostFrames: lost,
        cpuPctPerCall: rounded((cpuS / measuredS / Math.max(1, stillUp)) * 100, 3),
        rssMbPerCall: rounded(
          after && before ? (after.rssMb - before.rssMb) / Math.max(1, stillUp) : Number.NaN,
        ),
        setupP95Ms: rounded(percentile(setupMs, 0.95), 1),
      },
      conditions: {
        offered: calls,
        refused,
        seconds,
        packets: pacing.length,
        agent,
        codec: 'PCMA',
        vad: 'Silero, batched',
        stt: 'stand-in over HTTP, own process',
        voice: 'eSpeak NG, set phrases cached',
        recording: true,
        rssMbWithCalls: rounded(after?.rssMb ?? Number.NaN, 0),
        pacingMeasuredOn: `${probes} of the calls, in a thread that does nothing else`,
        probeLateP99Ms: rounded(percentile(probed.ownLateMs, 0.99)),
        callers: 'the other calls, one Node thread on the same two cores as the server',
        serverExit: exit ?? -1,
      },
    };
  },
};

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
