import { createEspeakSpeech } from '@allo/adapters/espeak';
import { Resampler, rms } from '@allo/call/audio';
import { endOfTurnWaitMs } from '@allo/call/hearing';
import type { TurnId } from '@allo/contracts';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { startServerProcess } from '@allo/testing/server';
import { type CallerCall, createSipCaller } from '@allo/testing/sip-caller';
import { type OpenAiStandIn, startOpenAiStandIn } from '@allo/testing/stand-ins';
import { type Bench, percentile, rounded } from './bench.ts';

const clock = createSystemClock();
/** Asks for the question again, for ever: the same expectation each time, so the floor is known. */
const answer = 'повторите';
const expects = { type: 'choice' } as const;
/** Silence after which the engine sends what it heard to recognition. */
const segmentSilenceMs = 190;
/** Time on the wire that no engine can save: one packet of speech, and the jitter buffer's depth. */
const transportMs = 20 + 40;
const sttMs = 250;
const ttsMs = 150;

interface Turn {
  voiceToVoiceMs: number;
  floorMs: number;
}

/** What Allo adds to the time its providers and its own patience take, measured where the caller hears it. */
export const latencyBench: Bench = {
  name: 'latency',
  summary:
    'end of the caller’s speech → first agent audio at the caller’s socket, against the floor set by providers and patience',
  async run(options) {
    const turns = Number(options.turns ?? 30);
    const standIn = await startOpenAiStandIn({
      script: { transcripts: Array.from({ length: 5000 }, () => answer) },
      faults: [
        { route: 'transcriptions', firstByteMs: sttMs },
        { route: 'speech', firstByteMs: ttsMs },
      ],
    });
    const env = { OPENAI_STT_BASE_URL: standIn.baseUrl, OPENAI_TTS_BASE_URL: standIn.baseUrl };
    const server = await startServerProcess({ env });
    const caller = createSipCaller({ clock });
    await caller.start();
    const speech = await sayAnswer();
    const measured: Turn[] = [];
    while (measured.length < turns) {
      const call = await caller.call({ uri: `sip:salon@127.0.0.1:${server.sipPort}` });
      const before = measured.length;
      await talk(call, speech, standIn, measured, turns);
      await call.hangUp();
      if (measured.length === before) throw new Error('a whole call brought no measurable turn');
    }
    await caller.close();
    await server.stop();
    await server.dispose();
    await standIn.close();
    const overhead = measured.map((turn) => turn.voiceToVoiceMs - turn.floorMs);
    return {
      figures: {
        overheadP50Ms: rounded(percentile(overhead, 0.5), 1),
        overheadP99Ms: rounded(percentile(overhead, 0.99), 1),
        voiceToVoiceP50Ms: rounded(
          percentile(
            measured.map((turn) => turn.voiceToVoiceMs),
            0.5,
          ),
          1,
        ),
        floorP50Ms: rounded(
          percentile(
            measured.map((turn) => turn.floorMs),
            0.5,
          ),
          1,
        ),
      },
      conditions: {
        turns: measured.length,
        wire: 'SIP, PCMA, loopback',
        stt: `stand-in, ${sttMs} ms`,
        tts: `stand-in, ${ttsMs} ms to the first byte, set phrases cached`,
        brain: 'scenario without a model',
        floor: `max(patience, ${segmentSilenceMs} ms of silence + recognition) + first byte of the voice where it was asked + ${transportMs} ms packet and jitter buffer`,
        overheadHolds:
          'jitter buffer, packet time, voice-detector window, loopback HTTP, scenario, playout tick',
      },
    };
  },
};

/** Answers after each of the agent's turns, and measures the reply. */
async function talk(
  call: CallerCall,
  speech: Int16Array,
  standIn: OpenAiStandIn,
  measured: Turn[],
  limit: number,
): Promise<void> {
  while (!call.isEnded && measured.length < limit) {
    if (!(await agentIsQuiet(call))) return;
    const requests = standIn.requests.length;
    await call.play(speech);
    // `play` resolves when the last frame left; its sound lasts 20 ms more.
    const endAtMs = clock.now() + 20;
    const firstAtMs = await agentSpeaks(call, endAtMs);
    if (firstAtMs === null) continue;
    measured.push({ voiceToVoiceMs: firstAtMs - endAtMs, floorMs: floorOf(standIn, requests) });
  }
}

function floorOf(standIn: OpenAiStandIn, since: number): number {
  const made = standIn.requests.slice(since);
  const took = (route: string) => {
    const entry = made.find((one) => one.route === route);
    return entry ? (entry.sent[0]?.atMs ?? entry.endedAtMs ?? entry.startedAtMs) - entry.startedAtMs : 0;
  };
  return (
    Math.max(endOfTurnWaitMs(answer, expects), segmentSilenceMs + took('transcriptions')) +
    took('speech') +
    transportMs
  );
}

/** Waits for 900 ms without agent audio after some; false when the call ended or nothing came for 20 s. */
async function agentIsQuiet(call: CallerCall): Promise<boolean> {
  const limitMs = clock.now() + 20_000;
  let quietSinceMs: number | null = null;
  while (clock.now() < limitMs && !call.isEnded) {
    await clock.sleep(20);
    if (lastVoiceAtMs(call) === null) continue;
    quietSinceMs = clock.now() - (lastVoiceAtMs(call) as number);
    if (quietSinceMs >= 900) return true;
  }
  return false;
}

async function agentSpeaks(call: CallerCall, afterMs: number): Promise<number | null> {
  const limitMs = clock.now() + 6_000;
  while (clock.now() < limitMs && !call.isEnded) {
    await clock.sleep(10);
    const at = voiceTimes(call).find((time) => time > afterMs);
    if (at !== undefined) return at;
  }
  return null;
}

const seen = new WeakMap<CallerCall, { packets: number; times: number[] }>();

/** Arrival times of packets that carry sound, kept up to date packet by packet. */
function voiceTimes(call: CallerCall): number[] {
  const state = seen.get(call) ?? { packets: 0, times: [] };
  seen.set(call, state);
  const { arrivals } = call.media.heard;
  for (; state.packets < arrivals.length; state.packets++) {
    const pcm = call.media.heard.frame(state.packets);
    if (rms(pcm) > 150) state.times.push((arrivals[state.packets] as { atMs: number }).atMs);
  }
  return state.times;
}

function lastVoiceAtMs(call: CallerCall): number | null {
  return voiceTimes(call).at(-1) ?? null;
}

/** The answer in a real voice, trimmed to its last audible sample. */
async function sayAnswer(): Promise<Int16Array> {
  const voice = createEspeakSpeech({ clock, log: createSilentLog() });
  if (!voice) throw new Error('The caller speaks with espeak-ng: run npm ci with optional dependencies.');
  const resampler = new Resampler(voice.capabilities.outputRateHz, 8000);
  const samples: number[] = [];
  for await (const part of voice.synthesize(
    { turnId: 'bench' as TurnId, text: answer, language: 'ru' },
    new AbortController().signal,
  )) {
    if (part.type === 'audio-chunk') samples.push(...resampler.process(part.pcm));
  }
  voice.close();
  const last = samples.findLastIndex((sample) => Math.abs(sample) > 600);
  return Int16Array.from(samples.slice(0, last + 1));
}
