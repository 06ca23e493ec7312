import { isEspeakInstalled } from '@allo/adapters/espeak';
import { createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOpenAiSpeech, createOpenAiTranscription } from '@allo/adapters/openai';
import { createSilentLog } from '@allo/kernel';
import type { TurnId } from '@allo/contracts';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type OpenAiStandIn, startOpenAiStandIn } from './openai-stand-in.ts';
import { createSpokenVoice, type SpokenVoice } from './spoken-voice.ts';

const clock = createSystemClock();
const log = createSilentLog();
const grammar = `#JSGF V1.0; grammar salon;
public <said> = hello | yes | no | i want to book a haircut | my name is (mary | john) | how much is it | goodbye ;`;

let standIn: OpenAiStandIn;
let voice: SpokenVoice;

beforeAll(async () => {
  standIn = await startOpenAiStandIn();
  voice = createSpokenVoice(clock);
});
afterAll(async () => {
  voice.close();
  await standIn.close();
});
beforeEach(() => {
  standIn.clearFaults();
  standIn.clearLog();
});

async function hear(pcm: Int16Array, sampleRateHz: number, language: string): Promise<string> {
  const stt = createOpenAiTranscription({ baseUrl: standIn.baseUrl, model: 'm', fetch, clock, log });
  const stream = stt.open({ sampleRateHz, language }, new AbortController().signal);
  stream.beginUtterance('t1' as TurnId);
  stream.write(pcm);
  stream.endUtterance();
  try {
    for await (const part of stream.parts) {
      if (part.type === 'error') throw new Error(part.detail);
      if (part.type === 'transcript-final') return part.text;
    }
    throw new Error('no final');
  } finally {
    stream.close();
  }
}

const post = (path: string, body: unknown) =>
  fetch(`${standIn.origin}${path}`, { method: 'POST', body: JSON.stringify(body) });

describe('the stand-in hears', () => {
  it.skipIf(!isEspeakInstalled()).each([8000, 16_000])(
    'English phrases of a grammar at %i Hz / really',
    async (rate) => {
      standIn.setScript({ grammar });
      const phrases = [
        'hello',
        'yes',
        'i want to book a haircut',
        'my name is mary',
        'how much is it',
        'goodbye',
      ];
      const heard: string[] = [];
      for (const phrase of phrases) heard.push(await hear(await voice.speak(phrase, rate), rate, 'en'));
      const right = heard.filter((text, index) => text === phrases[index]).length;
      expect(right, heard.join(' | ')).toBeGreaterThanOrEqual(5);
      expect(standIn.requests.every((entry) => entry.facts['isRecognised'])).toBe(true);
    },
  );

  it('silence in English / is no phrase', async () => {
    standIn.setScript({ grammar });
    expect(await hear(new Int16Array(8000), 8000, 'en')).toBe('');
  });

  it('a grammar with an unknown word / is an error that says so, and a good one works afterwards', async () => {
    standIn.setScript({ grammar: '#JSGF V1.0; grammar g; public <g> = xyzzyfoo ;' });
    await expect(hear(new Int16Array(8000).fill(5000), 8000, 'en')).rejects.toThrow(/500/);
    standIn.setScript({ grammar });
    expect(typeof (await hear(await voice.speak('yes', 8000), 8000, 'en'))).toBe('string');
  });

  it('Russian / is the next text of the script, then nothing', async () => {
    await post('/stand-in/script', { transcripts: ['Алло', 'Запишите меня'] });
    const sound = new Int16Array(8000).fill(1000);
    expect([
      await hear(sound, 8000, 'ru'),
      await hear(sound, 8000, 'ru'),
      await hear(sound, 8000, 'ru'),
    ]).toEqual(['Алло', 'Запишите меня', '']);
  });
});

describe('the stand-in answers', () => {
  const ask = async (messages: unknown[]) => {
    const response = await post('/v1/chat/completions', { model: 'm', messages });
    const body = (await response.json()) as { choices: Array<{ message: { content: string } }> };
    return body.choices[0]?.message.content;
  };

  it('the marked instruction in other words, the same each time; then rules; then replies in order', async () => {
    const messages = [
      { role: 'system', content: 'Факты: кафе «Ёлка». Скажи: «Как «вас» зовут?».' },
      { role: 'user', content: 'Здравствуйте' },
    ];
    const first = await ask(messages);
    expect(first).toMatch(/Как «вас» зовут\?$/);
    expect(await ask(messages)).toBe(first);
    standIn.setScript({ rules: [{ match: 'здрав', reply: 'Добрый день' }], replies: ['Раз', 'Два'] });
    expect([await ask(messages), await ask(messages), await ask(messages)]).toEqual([
      'Раз',
      'Два',
      'Добрый день',
    ]);
    standIn.setScript({ rules: [] });
  });

  it('a request no server would take / 400', async () => {
    expect((await post('/v1/chat/completions', { model: 'm', messages: [] })).status).toBe(400);
    const orphan = [{ role: 'tool', content: 'x', tool_call_id: 'c9' }];
    expect((await post('/v1/chat/completions', { model: 'm', messages: orphan })).status).toBe(400);
    expect((await fetch(`${standIn.baseUrl}/chat/completions`, { method: 'POST', body: '{' })).status).toBe(
      400,
    );
    expect((await fetch(`${standIn.origin}/nothing`)).status).toBe(404);
  });
});

describe('the stand-in keeps time', () => {
  it('delays asked for / are kept, and every write is in the log', async () => {
    await post('/stand-in/faults', { route: 'chat', firstByteMs: 120, perChunkMs: { minMs: 30, maxMs: 40 } });
    standIn.setScript({ replies: ['раз два три'] });
    const response = await post('/v1/chat/completions', {
      model: 'm',
      stream: true,
      messages: [{ role: 'user', content: 'да' }],
    });
    const text = await response.text();
    const log = (await (await fetch(`${standIn.origin}/stand-in/log`)).json()) as {
      requests: Array<{
        receivedAtMs: number;
        sent: Array<{ atMs: number; bytes: number }>;
        outcome: string;
      }>;
    };
    const [entry] = log.requests;
    expect(entry?.outcome).toBe('completed');
    expect(entry?.sent.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(Buffer.byteLength(text));
    // Three words, the finish and the terminator. Timers may be late on a busy machine, never early.
    expect(entry?.sent).toHaveLength(5);
    const times = entry?.sent.map(({ atMs }) => atMs) as number[];
    expect((times[0] as number) - (entry?.receivedAtMs as number)).toBeGreaterThanOrEqual(118);
    times
      .slice(1)
      .forEach((atMs, index) => expect(atMs - (times[index] as number)).toBeGreaterThanOrEqual(28));
  });

  it('a fault for one request / is over with it', async () => {
    standIn.setFault({ route: 'chat', failure: { kind: 'status', status: 503 }, times: 1 });
    const request = { model: 'm', messages: [{ role: 'user', content: 'да' }] };
    const statuses = [];
    for (let sent = 0; sent < 3; sent++) statuses.push((await post('/v1/chat/completions', request)).status);
    expect(statuses).toEqual([503, 200, 200]);
  });
});

describe('the stand-in speaks', () => {
  it('WAV asked for / the adapter hears the same speech as from PCM', async () => {
    const speak = async (asWav: boolean) => {
      const speech = createOpenAiSpeech({
        baseUrl: standIn.baseUrl,
        model: 'm',
        voice: 'alloy',
        fetch: (url, init) =>
          fetch(
            url,
            asWav
              ? {
                  ...init,
                  body: JSON.stringify({ ...JSON.parse(init?.body as string), response_format: 'wav' }),
                }
              : init,
          ),
        clock,
        log,
      });
      const request = { turnId: 't1' as TurnId, text: 'Добрый день', language: 'ru' };
      const samples: number[] = [];
      for await (const part of speech.synthesize(request, new AbortController().signal)) {
        if (part.type === 'audio-chunk') samples.push(...part.pcm);
      }
      return samples;
    };
    const pcm = await speak(false);
    expect(pcm.length).toBeGreaterThan(12_000);
    const wav = await speak(true);
    // eSpeak adds a breath of noise of its own, so two sayings differ in the lowest bits only.
    const rms = (samples: number[]) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
    expect(Math.abs(wav.length - pcm.length)).toBeLessThan(pcm.length * 0.02);
    expect(Math.abs(rms(wav) / rms(pcm) - 1)).toBeLessThan(0.05);
  });
});

describe('the stand-in as a command', () => {
  it('started / says its address, serves, and stops on SIGTERM', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (data) => resolve(String(data))),
    );
    const origin = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
    expect(await (await fetch(`${origin}/health`)).json()).toMatchObject({ status: 'ready' });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });
});
