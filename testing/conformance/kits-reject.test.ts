import type { TurnId } from '@allo/contracts';
import type {
  LanguageModel,
  LlmPart,
  SpeechToText,
  TextToSpeech,
  TtsPart,
  VoiceActivity,
} from '@allo/contracts/ports';
import { VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import type { Behaviour, ConformanceCase, Harness } from './conformance-case.ts';
import { goodModel, goodRecogniser, goodVoice } from './good-fakes.ts';
import { languageModelCases } from './language-model-kit.ts';
import { speechToTextCases } from './speech-to-text-kit.ts';
import { virtualTimeSubject } from './subject-time.ts';
import { textToSpeechCases } from './text-to-speech-kit.ts';
import { voiceActivityCases } from './voice-activity-kit.ts';

/** Names of the cases an adapter fails, without their explanations. */
async function failuresOf(cases: readonly ConformanceCase[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) {
    await run().catch(() => failed.push(name));
  }
  return failed;
}

function harnessOf<Adapter>(
  make: (clock: VirtualClock) => Adapter,
  behaviours: readonly Behaviour[] = ['normal', 'slow'],
): Harness<Adapter> {
  const create = () => {
    const clock = new VirtualClock();
    return { adapter: make(clock), ...virtualTimeSubject(clock), close: () => undefined };
  };
  return { create, behaviours, deadlineMs: 1000 };
}

describe('the voice kit', () => {
  const failures = (spoil: (parts: AsyncIterable<TtsPart>, signal: AbortSignal) => AsyncIterable<TtsPart>) =>
    failuresOf(
      textToSpeechCases(
        harnessOf((clock): TextToSpeech => {
          const good = goodVoice(clock);
          return {
            ...good,
            synthesize: (request, signal) => spoil(good.synthesize(request, signal), signal),
          };
        }),
      ),
    );

  it('a good adapter / passes', async () => {
    expect(await failures((parts) => parts)).toEqual([]);
  });

  it('a late part after the abort / is rejected', async () => {
    const late = failures(async function* (parts, signal) {
      yield* parts;
      const pcm = new Int16Array(400);
      if (signal.aborted) yield { type: 'audio-chunk', turnId: 't1' as TurnId, pcm };
    });
    expect(await late).toContain('aborted in mid-stream / just ends and frees the far side');
  });

  it('the wrong turn id / is rejected', async () => {
    const wrong = failures(async function* (parts) {
      for await (const part of parts) yield { ...part, turnId: 't9' as TurnId };
    });
    expect(await wrong).toContain('a sentence / gives audio of its turn and ends');
  });

  it('an adapter that throws / is rejected', async () => {
    const throwing = failures(() => {
      throw new Error('boom');
    });
    expect((await throwing).length).toBeGreaterThanOrEqual(5);
  });

  it('a stream that never ends / is rejected', async () => {
    const endless = failures(async function* (parts) {
      yield* parts;
      await new Promise(() => undefined);
    });
    expect(await endless).toContain('a sentence / gives audio of its turn and ends');
  });

  it('a stream deaf to the abort / is rejected', async () => {
    const deaf = failuresOf(
      textToSpeechCases(
        harnessOf((clock): TextToSpeech => {
          const good = goodVoice(clock);
          const never = new AbortController().signal;
          return { ...good, synthesize: (request) => good.synthesize(request, never) };
        }),
      ),
    );
    expect(await deaf).toEqual([
      'aborted before it starts / gives nothing',
      'aborted in mid-stream / just ends and frees the far side',
    ]);
  });

  it('silence for speech / is rejected', async () => {
    const silent = failures(async function* (parts) {
      for await (const part of parts)
        yield part.type === 'audio-chunk' ? { ...part, pcm: part.pcm.fill(0) } : part;
    });
    expect(await silent).toContain('a sentence / gives audio of its turn and ends');
  });

  it.each<[string, Partial<Extract<TtsPart, { type: 'error' }>> | null]>([
    ['a fault called by another name', { code: 'provider_garbage' }],
    ['a fault that may not be tried again', { retryable: false }],
    ['a detail that repeats what was said', { detail: 'failed on клинику' }],
    ['no error at all', null],
  ])('%s / is rejected', async (_, spoiled) => {
    const make = (clock: VirtualClock): TextToSpeech => ({
      ...goodVoice(clock),
      async *synthesize({ turnId }) {
        const error = {
          type: 'error',
          turnId,
          code: 'provider_timeout',
          detail: 'hang',
          retryable: true,
        } as const;
        if (spoiled) yield { ...error, ...spoiled };
      },
    });
    expect(await failuresOf(textToSpeechCases(harnessOf(make, ['hang'])))).toHaveLength(1);
  });

  it('an error later than promised / is rejected', async () => {
    const make =
      (delayMs: number) =>
      (clock: VirtualClock): TextToSpeech => ({
        ...goodVoice(clock),
        async *synthesize({ turnId }) {
          await clock.sleep(delayMs);
          yield { type: 'error', turnId, code: 'provider_timeout', detail: 'hang', retryable: true };
        },
      });
    expect(await failuresOf(textToSpeechCases(harnessOf(make(900), ['hang'])))).toHaveLength(0);
    expect(await failuresOf(textToSpeechCases(harnessOf(make(60_000), ['hang'])))).toHaveLength(1);
  });

  it('a request left open at the far side / is rejected', async () => {
    const harness = harnessOf(goodVoice);
    const create = async () => ({ ...(await harness.create('slow')), requestsInHand: () => 1 });
    const failed = await failuresOf(textToSpeechCases({ ...harness, create }));
    expect(failed).toEqual([
      'aborted in mid-stream / just ends and frees the far side',
      'reader leaves / frees the far side',
    ]);
  });
});

describe('the model kit', () => {
  const failures = (spoil: (parts: AsyncIterable<LlmPart>, signal: AbortSignal) => AsyncIterable<LlmPart>) =>
    failuresOf(
      languageModelCases(
        harnessOf((clock): LanguageModel => {
          const good = goodModel(clock);
          return { ...good, generate: (request, signal) => spoil(good.generate(request, signal), signal) };
        }),
      ),
    );

  it('a good adapter / passes', async () => {
    expect(await failures((parts) => parts)).toEqual([]);
  });

  it('two finishes / are rejected', async () => {
    const twice = failures(async function* (parts) {
      for await (const part of parts) {
        yield part;
        if (part.type === 'finish') yield part;
      }
    });
    expect(await twice).toContain('a question / text of its turn, then one finish');
  });

  it('text after the finish / is rejected', async () => {
    const late = failures(async function* (parts) {
      yield* parts;
      yield { type: 'text-delta', turnId: 't1' as TurnId, text: 'и ещё' };
    });
    expect(await late).toContain('a question / text of its turn, then one finish');
  });

  it('an error part where all was well / is rejected', async () => {
    const failing = failures(async function* (parts) {
      yield* parts;
      const turnId = 't1' as TurnId;
      yield { type: 'error', turnId, code: 'provider_garbage', detail: '', retryable: true };
    });
    expect(await failing).toContain('a question / text of its turn, then one finish');
  });

  it('text that loses letters on the way / is rejected', async () => {
    const harness = harnessOf((clock): LanguageModel => {
      const good = goodModel(clock);
      const generate: LanguageModel['generate'] = async function* ({ turnId, messages }) {
        const said = messages.at(-1)?.content ?? '';
        yield { type: 'text-delta', turnId, text: Buffer.from(said, 'latin1').toString('latin1') };
        yield { type: 'finish', turnId, reason: 'stop' };
      };
      return { ...good, generate };
    });
    const cases = languageModelCases({ ...harness, echo: (text) => [{ role: 'user', content: text }] });
    expect(await failuresOf(cases)).toContain('any script / survives the way there and back');
  });
});

describe('the recogniser kit', () => {
  const utterance = {
    pcm: Int16Array.from({ length: 8000 }, (_, index) => index % 7),
    sampleRateHz: 8000,
    language: 'ru',
  };
  const text = String(utterance.pcm.reduce((sum, sample) => sum + sample, 0));
  const failures = (make: (clock: VirtualClock) => SpeechToText) =>
    failuresOf(speechToTextCases({ ...harnessOf(make), utterance, text }));
  /** The good recogniser with its stream replaced. */
  const spoiled = (
    spoil: (stream: ReturnType<SpeechToText['open']>) => Partial<ReturnType<SpeechToText['open']>>,
  ) =>
    failures((clock) => {
      const good = goodRecogniser(clock);
      return {
        ...good,
        open: (options, signal) => {
          const stream = good.open(options, signal);
          return { ...stream, ...spoil(stream) };
        },
      };
    });

  it('a good adapter / passes', async () => {
    expect(await failures(goodRecogniser)).toEqual([]);
  });

  it('two finals for an utterance / are rejected', async () => {
    const twice = spoiled((stream) => ({
      parts: (async function* () {
        for await (const part of stream.parts) {
          yield part;
          yield part;
        }
      })(),
    }));
    expect(await twice).toContain('utterances one after another / exactly one final each, of its turn');
  });

  it('a final after the cancel / is rejected', async () => {
    const deaf = await spoiled(() => ({ cancelUtterance: () => undefined }));
    expect(deaf).toContain('cancelled while spoken / nothing comes for it');
    expect(deaf).toContain('cancelled after its end / nothing comes and the far side is free');
  });

  it('an array kept instead of copied / is rejected', async () => {
    const keeping = failures((clock) => {
      const good = goodRecogniser(clock);
      return {
        ...good,
        open: (options, signal) => {
          const stream = good.open(options, signal);
          let kept: Int16Array[] = [];
          return {
            ...stream,
            write: (pcm) => void kept.push(pcm),
            endUtterance: () => {
              for (const pcm of kept) stream.write(pcm);
              kept = [];
              stream.endUtterance();
            },
          };
        },
      };
    });
    expect(await keeping).toContain('hot path reuses its array / what was written is what is heard');
  });

  it('parts that do not end with the stream / are rejected', async () => {
    const endless = await spoiled(() => ({ close: () => undefined }));
    expect(endless).toContain('closed with work in hand / parts end, closing again is harmless');
  });

  it('parts that throw / are rejected', async () => {
    const throwing = spoiled(() => ({
      parts: {
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('boom')) }),
      },
    }));
    expect((await throwing).length).toBeGreaterThan(4);
  });

  it('no answer to an empty utterance / is rejected', async () => {
    const failed = await failures((clock) => {
      const good = goodRecogniser(clock);
      return {
        ...good,
        open: (options, signal) => {
          const stream = good.open(options, signal);
          return {
            ...stream,
            parts: (async function* () {
              for await (const part of stream.parts) {
                if (part.type !== 'transcript-final' || part.text !== '') yield part;
              }
            })(),
          };
        },
      };
    });
    expect(failed).toContain('an utterance without audio / an empty final');
  });
});

describe('the voice detector kit', () => {
  /** Loudness of 32 ms windows: right enough for the kit's speech, which is a tone. */
  function detector(
    spoil: { endMs?: number; isReversed?: boolean; sharesState?: boolean; staysOpen?: boolean } = {},
  ) {
    let shared: number[] = [];
    const vad: VoiceActivity = {
      windowMs: 32,
      open: (rate) => {
        let own: number[] = [];
        let windows = 0;
        let isOpen = true;
        let listener: (probability: number, endMs: number) => void = () => undefined;
        const size = (rate * 32) / 1000;
        return {
          onProbability: (given) => void (listener = given),
          push: (pcm) => {
            if (!isOpen && !spoil.staysOpen) return;
            const samples = spoil.sharesState ? shared : own;
            samples.push(...pcm);
            while (samples.length >= size) {
              const window = samples.splice(0, size);
              const loudness = Math.max(...window.map(Math.abs)) > 1000 ? 0.9 : 0.1;
              listener(spoil.isReversed ? 1 - loudness : loudness, ++windows * 32 + (spoil.endMs ?? 0));
            }
            if (spoil.sharesState) shared = samples;
            else own = samples;
          },
          close: () => void (isOpen = false),
        };
      },
    };
    const tone = (rate: number) =>
      Int16Array.from(
        { length: rate * 1.5 },
        (_, index) => 9000 * Math.sin((2 * Math.PI * 300 * index) / rate),
      );
    return voiceActivityCases({
      create: () => ({ detector: vad, settle: () => Promise.resolve(), close: () => undefined }),
      speech: tone,
    });
  }

  it.each<[string, Parameters<typeof detector>[0], string | null]>([
    ['a good detector', {}, null],
    ['places off by a window', { endMs: 32 }, 'every window / one probability, in order, at its place'],
    ['silence taken for speech', { isReversed: true }, 'speech and silence / told apart'],
    ['streams that share their audio', { sharesState: true }, 'many streams at once / each as if alone'],
    ['a closed stream that goes on', { staysOpen: true }, 'a closed stream / is silent'],
  ])('%s / is judged rightly', async (_, spoil, failing) => {
    const failed = await failuresOf(detector(spoil));
    if (failing === null) expect(failed).toEqual([]);
    else
      expect(
        failed.some((name) => name.includes(failing)),
        failed.join(),
      ).toBe(true);
  });
});
