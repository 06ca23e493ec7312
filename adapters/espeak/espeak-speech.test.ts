import type { TurnId } from '@allo/contracts';
import type { TtsPart } from '@allo/contracts/ports';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import type { EspeakConnectionEvents } from './espeak-child.ts';
import type { EspeakOrder } from './espeak-messages.ts';
import { createEspeakSpeech } from './espeak-speech.ts';
import { chooseVoice } from './espeak-voices.ts';
import { piecesToSpeak, speakableText } from './speakable-text.ts';

/** Processes that do nothing by themselves; the test plays their part. */
function fakeProcesses() {
  const started: Array<{ orders: EspeakOrder[]; events: EspeakConnectionEvents; kills: number }> = [];
  const clock = new VirtualClock();
  const connect = (events: EspeakConnectionEvents) => {
    const process = { orders: [] as EspeakOrder[], events, kills: 0 };
    started.push(process);
    return {
      send: (order: EspeakOrder) => void process.orders.push(order),
      kill: () => {
        process.kills++;
        events.onExit('SIGKILL');
      },
    };
  };
  const speech = createEspeakSpeech({ clock, log: createSilentLog(), connect, chunkDeadlineMs: 1000 });
  if (!speech) throw new Error('unreachable');
  const parts: TtsPart[] = [];
  const read = async (text: string, signal = new AbortController().signal) => {
    for await (const part of speech.synthesize({ turnId: 't1' as TurnId, text, language: 'ru' }, signal)) {
      parts.push(part);
    }
  };
  return { clock, started, speech, parts, read };
}

describe('eSpeak process keeper', () => {
  it('nothing asked / starts no process', () => {
    expect(fakeProcesses().started).toEqual([]);
  });

  it('request before the process is ready / waits for it and is spoken', async () => {
    const { clock, started, parts, read } = fakeProcesses();
    const done = read('Да');
    await clock.advance(100);
    expect(started[0]?.orders).toEqual([]);
    started[0]?.events.onReply({ type: 'ready' });
    const id = started[0]?.orders[0]?.id as number;
    started[0]?.events.onReply({ type: 'chunk', id, pcm: new Int16Array(2205) });
    started[0]?.events.onReply({ type: 'done', id });
    await clock.advance(0);
    await done;
    expect(parts.map((part) => part.type)).toEqual(['audio-chunk', 'usage']);
    expect(parts[1]).toMatchObject({ characters: 2, audioSeconds: 0.1 });
  });

  it('deaths in a row / restarts after 100, 200, 400 … ms, at most 5 s', async () => {
    const { clock, started, speech } = fakeProcesses();
    speech.warmUp();
    const pauses: number[] = [];
    for (let death = 0; death < 8; death++) {
      const diedAtMs = clock.now();
      started.at(-1)?.events.onExit('exit code 1');
      const count = started.length;
      await clock.advanceUntil(() => started.length > count, 10_000, 50);
      pauses.push(clock.now() - diedAtMs);
    }
    expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it('stuck process / provider_timeout in time, and it is killed', async () => {
    const { clock, started, parts, read } = fakeProcesses();
    const done = read('Да');
    started[0]?.events.onReply({ type: 'ready' });
    await clock.advance(1000);
    await done;
    expect(parts).toMatchObject([{ type: 'error', code: 'provider_timeout', turnId: 't1' }]);
    expect(started[0]?.kills).toBe(1);
  });

  it('reader slower than the deadline / a finished request is not taken for stuck', async () => {
    const { clock, started, read } = fakeProcesses();
    const done = read('Да');
    started[0]?.events.onReply({ type: 'ready' });
    const id = started[0]?.orders[0]?.id as number;
    started[0]?.events.onReply({ type: 'chunk', id, pcm: new Int16Array(2205) });
    started[0]?.events.onReply({ type: 'done', id });
    await clock.advance(5000);
    await done;
    expect(started[0]?.kills).toBe(0);
  });

  it('aborted in mid-work / ends, and the process hears of it; late chunks go nowhere', async () => {
    const { clock, started, parts, read } = fakeProcesses();
    const abort = new AbortController();
    const done = read('Да', abort.signal);
    started[0]?.events.onReply({ type: 'ready' });
    const id = started[0]?.orders[0]?.id as number;
    abort.abort();
    started[0]?.events.onReply({ type: 'chunk', id, pcm: new Int16Array(2205) });
    await clock.advance(0);
    await done;
    expect(parts).toEqual([]);
    expect(started[0]?.orders.at(-1)).toEqual({ type: 'cancel', id });
  });
});

describe('text for eSpeak', () => {
  it('markup and phoneme escapes / become spaces', () => {
    expect(speakableText('a <break time="3s"/> [[h@l]] b\u0007')).toBe('a  break time="3s"/   h@l  b');
  });

  it('sentences / are pieces, and a very long one is cut at a space', () => {
    expect(piecesToSpeak('Да. Хорошо! Что?')).toEqual(['Да.', 'Хорошо!', 'Что?']);
    const pieces = piecesToSpeak('слово '.repeat(100).trim(), 50);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(50);
    expect(pieces.join(' ')).toBe('слово '.repeat(100).trim());
  });
});

describe('chooseVoice', () => {
  it.each([
    [{ language: 'ru-RU' }, 'ru+f2', true],
    [{ language: 'en' }, 'en-us+f2', true],
    [{ language: 'en', voice: 'en-male' }, 'en-us', true],
    [{ language: 'ru', voice: 'ru+f4' }, 'ru+f4', true],
    [{ language: 'ru', voice: '../../etc' }, 'ru+f2', false],
    [{ language: 'zh' }, 'ru+f2', false],
  ])('%j / speaks with %s', (request, voice, isKnown) => {
    const choice = chooseVoice(request);
    expect(choice.settings.voice).toBe(voice);
    expect(choice.isKnown).toBe(isKnown);
  });

  it('speed out of reach / is held at the synthesiser limits', () => {
    expect(chooseVoice({ language: 'ru', speed: 100 }).settings.rate).toBe(400);
    expect(chooseVoice({ language: 'ru', speed: 0.01 }).settings.rate).toBe(80);
  });
});
