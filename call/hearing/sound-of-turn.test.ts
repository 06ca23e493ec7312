import type { TurnDetector } from '@allo/contracts/ports';
import { describe, expect, it } from 'vitest';
import { SoundOfTurn } from './sound-of-turn.ts';

function listen(answers: Array<number | null | Error>) {
  const heard: number[] = [];
  const asked: number[] = [];
  const detector: TurnDetector = {
    windowMs: 100,
    probabilityOfEnd: async (pcm) => {
      asked.push(pcm.length);
      const answer = answers.shift() ?? null;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const sound = new SoundOfTurn({ detector, sampleRateHz: 8000, onProbability: (one) => heard.push(one) });
  return { sound, heard, asked };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the sound of a turn', () => {
  it('silence / after more sound than the model uses / judged by the last of it', async () => {
    const { sound, heard, asked } = listen([0.8]);
    for (let frame = 0; frame < 20; frame++) sound.push(new Int16Array(160));
    sound.onSilence();
    await settled();
    expect({ heard, asked }).toEqual({ heard: [0.8], asked: [800] });
  });
  it('the caller speaks again / before the model answered / its answer is dropped', async () => {
    const { sound, heard } = listen([0.9]);
    sound.onSilence();
    sound.onSpeech();
    await settled();
    expect(heard).toEqual([]);
  });
  it('a model that breaks / once / is left alone for the rest of the call', async () => {
    const { sound, heard, asked } = listen([new Error('no'), 0.9]);
    sound.onSilence();
    await settled();
    sound.onSilence();
    await settled();
    expect({ heard, asked: asked.length }).toEqual({ heard: [], asked: 1 });
  });
});
