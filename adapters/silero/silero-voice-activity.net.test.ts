import type { TurnId } from '@allo/contracts';
import type { EngineRateHz } from '@allo/contracts/ports';
import { createEspeakSpeech, isEspeakInstalled } from '../espeak/index.ts';
import { createSeededRandom, createSilentLog, createSystemClock } from '@allo/kernel';
import { voiceActivityKit } from '@allo/testing/conformance';
import { resample } from '@allo/testing/stand-ins';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSileroVoiceActivity, type SileroVoiceActivity } from './index.ts';

const clock = createSystemClock();
const log = createSilentLog();
const rates: EngineRateHz[] = [8000, 16000];
const texts = {
  ru: 'Здравствуйте, я хотела бы записаться на стрижку завтра в три часа дня.',
  en: 'Hello, I would like to book a haircut tomorrow at three in the afternoon.',
};

async function spoken(text: string, language: string): Promise<Int16Array> {
  const espeak = createEspeakSpeech({ clock, log });
  if (!espeak) throw new Error('eSpeak is not installed');
  const samples: number[] = [];
  const request = { turnId: 't' as TurnId, text, language };
  for await (const part of espeak.synthesize(request, new AbortController().signal)) {
    if (part.type === 'audio-chunk') samples.push(...part.pcm);
  }
  espeak.close();
  return Int16Array.from(samples);
}

/** Until the run in hand and those it leads to are over. */
async function settle(detector: SileroVoiceActivity): Promise<void> {
  await detector.start();
  detector.flush();
  for (;;) {
    const { runs } = detector.stats;
    await clock.sleep(1);
    await new Promise((resolve) => setImmediate(resolve));
    if (detector.stats.runs === runs) return;
  }
}

describe.skipIf(!isEspeakInstalled())('Silero', () => {
  const speech = {} as Record<keyof typeof texts, Record<EngineRateHz, Int16Array>>;
  let detector: SileroVoiceActivity;

  beforeAll(async () => {
    for (const language of ['ru', 'en'] as const) {
      const wide = await spoken(texts[language], language);
      speech[language] = { 8000: resample(wide, 22_050, 8000), 16000: resample(wide, 22_050, 16_000) };
    }
    detector = createSileroVoiceActivity({ clock, log });
    await detector.start();
  });
  afterAll(() => detector.close());

  voiceActivityKit('Silero conformance', {
    create: async () => {
      const subject = createSileroVoiceActivity({ clock, log });
      await subject.start();
      return { detector: subject, settle: () => settle(subject), close: () => subject.close() };
    },
    speech: (rate) => speech.ru[rate],
  });

  /** Probabilities of a whole sound, window after window. */
  async function hear(rate: EngineRateHz, pcm: Int16Array): Promise<number[]> {
    const stream = detector.open(rate);
    const heard: number[] = [];
    stream.onProbability((probability) => heard.push(probability));
    for (let start = 0; start < pcm.length; start += rate / 4) {
      stream.push(pcm.subarray(start, start + rate / 4));
      await settle(detector);
    }
    stream.close();
    return heard;
  }

  const share = (heard: number[]) => heard.filter((probability) => probability >= 0.5).length / heard.length;

  it('the shipped model / is the one the README names', () => {
    const model = readFileSync(new URL('silero_vad.onnx', import.meta.url));
    const sum = createHash('sha256').update(model).digest('hex');
    expect(readFileSync(new URL('README.md', import.meta.url), 'utf8')).toContain(sum);
  });

  it.each(rates)('speech at %i Hz / is heard in both languages', async (rate) => {
    expect(share(await hear(rate, speech.ru[rate]))).toBeGreaterThan(0.7);
    expect(share(await hear(rate, speech.en[rate]))).toBeGreaterThan(0.6);
  });

  it.each(rates)('silence, noise, dial tone at %i Hz / are not speech', async (rate) => {
    const random = createSeededRandom(7);
    const make = (sample: (index: number) => number) =>
      Int16Array.from({ length: rate * 3 }, (_, i) => sample(i));
    const tone = (hz: number) => make((i) => 8000 * Math.sin((2 * Math.PI * hz * i) / rate));
    const sounds = {
      silence: make(() => 0),
      faintNoise: make(() => (random.next() * 2 - 1) * 500),
      loudNoise: make(() => (random.next() * 2 - 1) * 6000),
      dialTone: tone(425),
      dtmf: make(
        (i) => 4000 * (Math.sin((2 * Math.PI * 770 * i) / rate) + Math.sin((2 * Math.PI * 1336 * i) / rate)),
      ),
    };
    for (const [name, pcm] of Object.entries(sounds)) {
      const heard = await hear(rate, pcm);
      expect(heard.length, name).toBeGreaterThan(90);
      // The very first windows of a loud sound out of nothing may startle it.
      expect(share(heard.slice(6)), name).toBeLessThan(0.02);
    }
  });

  it('40 streams in one batch / give the same as each alone, bit-close, also after some left', async () => {
    const rate = 8000;
    const sound = speech.ru[rate];
    const shifted = (shift: number) => {
      const pcm = new Int16Array(16_000);
      pcm.set(sound.subarray(0, 16_000 - shift), shift);
      return pcm;
    };
    const sounds = Array.from({ length: 40 }, (_, index) => shifted(index * 150));
    const streams = sounds.map((pcm) => {
      const stream = detector.open(rate);
      const heard: number[] = [];
      stream.onProbability((probability) => heard.push(probability));
      return { stream, heard, pcm };
    });
    const { runs, windows } = detector.stats;
    for (let start = 0; start < 16_000; start += 160) {
      if (start === 8000) for (const { stream } of streams.slice(0, 20)) stream.close();
      for (const { stream, pcm } of streams) stream.push(pcm.subarray(start, start + 160));
      await settle(detector);
    }
    const perRun = (detector.stats.windows - windows) / (detector.stats.runs - runs);
    expect(perRun).toBeGreaterThan(25);
    for (const index of [20, 27, 39]) {
      const alone = await hear(rate, sounds[index] as Int16Array);
      const together = streams[index]?.heard as number[];
      expect(together).toHaveLength(alone.length);
      const worst = Math.max(...together.map((one, place) => Math.abs(one - (alone[place] as number))));
      expect(worst).toBeLessThan(1e-6);
    }
    for (const { stream } of streams) stream.close();
  });

  it('nobody calls flush / probabilities come all the same', async () => {
    const alone = createSileroVoiceActivity({ clock, log });
    const stream = alone.open(8000);
    const heard = new Promise((resolve) =>
      stream.onProbability((_, endMs) => endMs >= 320 && resolve(endMs)),
    );
    stream.push(speech.ru[8000].subarray(0, 2560));
    expect(await heard).toBe(320);
    await alone.close();
    await alone.close();
  });
});
