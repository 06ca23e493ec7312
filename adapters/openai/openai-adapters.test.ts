import type { TurnId } from '@allo/contracts';
import type { LlmMessage, SttPart, TtsPart } from '@allo/contracts/ports';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { chatPrompt } from './chat-prompt.ts';
import { createOpenAiChat, createOpenAiSpeech, createOpenAiTranscription } from './index.ts';
import { failureOfStatus, toFailure } from './provider-failure.ts';

const log = createSilentLog();
const never = new AbortController().signal;
const t1 = 't1' as TurnId;

/** A server in memory; remembers what it was asked. */
function server(answer: (init: RequestInit) => Response | Promise<Response>) {
  const asked: Array<{ url: string; init: RequestInit }> = [];
  const fetch = ((url: string, init: RequestInit) => {
    asked.push({ url, init });
    return Promise.resolve(answer(init));
  }) as unknown as typeof globalThis.fetch;
  return { fetch, asked };
}

/** A body sent piece by piece at set times. */
function timed(
  clock: VirtualClock,
  pieces: ReadonlyArray<[atMs: number, bytes: Uint8Array | string]>,
  closes = true,
) {
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      for (const [atMs, bytes] of pieces) {
        await clock.sleep(atMs - clock.now());
        controller.enqueue(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
      }
      if (closes) controller.close();
    },
  });
}

async function read<Part>(
  clock: VirtualClock,
  stream: AsyncIterable<Part>,
  forMs: number,
): Promise<Array<[number, Part]>> {
  const parts: Array<[number, Part]> = [];
  const done = (async () => {
    for await (const part of stream) parts.push([clock.now(), part]);
  })();
  await clock.advance(forMs);
  await done;
  return parts;
}

describe('OpenAI speech under a virtual clock', () => {
  const speak = (clock: VirtualClock, fetch: typeof globalThis.fetch) =>
    createOpenAiSpeech({
      baseUrl: 'http://voice/v1/',
      apiKey: 'key',
      model: 'm',
      voice: 'alloy',
      fetch,
      clock,
      log,
      deadlines: { firstByteMs: 2000, betweenBytesMs: 800 },
    }).synthesize({ turnId: t1, text: 'Здравствуйте', language: 'ru', speed: 1.1 }, never);

  it('chunks / are handed on as they arrive, then the usage', async () => {
    const clock = new VirtualClock();
    const { fetch, asked } = server(
      () =>
        new Response(
          timed(clock, [
            [300, new Uint8Array(4800)],
            [500, new Uint8Array(4801)],
            [600, new Uint8Array(1)],
          ]),
        ),
    );
    const parts = await read(clock, speak(clock, fetch), 1000);
    const seen = parts.map(([atMs, part]) => [
      atMs,
      part.type === 'audio-chunk' ? part.pcm.length : part.type,
    ]);
    expect(seen).toEqual([
      [300, 2400],
      [500, 2400],
      [600, 1],
      [600, 'usage'],
    ]);
    expect(parts.at(-1)?.[1]).toMatchObject({ characters: 12, audioSeconds: 4801 / 24_000 });
    expect(asked[0]?.url).toBe('http://voice/v1/audio/speech');
    expect(asked[0]?.init.headers).toMatchObject({ authorization: 'Bearer key' });
    expect(JSON.parse(asked[0]?.init.body as string)).toEqual({
      model: 'm',
      input: 'Здравствуйте',
      voice: 'alloy',
      response_format: 'pcm',
      speed: 1.1,
    });
  });

  it('no answer / given up at the first-byte deadline, the request is aborted', async () => {
    const clock = new VirtualClock();
    const { fetch, asked } = server(() => new Promise<Response>(() => undefined));
    const parts = await read(clock, speak(clock, fetch), 3000);
    expect(parts).toMatchObject([[2000, { type: 'error', code: 'provider_timeout', turnId: 't1' }]]);
    expect(asked[0]?.init.signal?.aborted).toBe(true);
  });

  it('silence in mid-answer / given up at the between-bytes deadline', async () => {
    const clock = new VirtualClock();
    const { fetch } = server(() => new Response(timed(clock, [[100, new Uint8Array(4800)]], false)));
    const parts = await read(clock, speak(clock, fetch), 3000);
    expect(parts.map(([atMs, part]) => [atMs, part.type])).toEqual([
      [100, 'audio-chunk'],
      [900, 'error'],
    ]);
  });

  it('reader busy for longer than the deadline / is not the server hanging', async () => {
    const clock = new VirtualClock();
    const { fetch } = server(
      () =>
        new Response(
          timed(clock, [
            [0, new Uint8Array(4800)],
            [100, new Uint8Array(4800)],
          ]),
        ),
    );
    const types: TtsPart['type'][] = [];
    const done = (async () => {
      for await (const part of speak(clock, fetch)) {
        types.push(part.type);
        await clock.sleep(5000);
      }
    })();
    await clock.advance(20_000);
    await done;
    expect(types).toEqual(['audio-chunk', 'audio-chunk', 'usage']);
  });

  it.each([
    ['text/html', 'provider_garbage'],
    ['application/json', 'provider_garbage'],
    ['audio/mpeg', 'provider_garbage'],
  ])('content type %s / %s', async (contentType, code) => {
    const clock = new VirtualClock();
    const { fetch } = server(
      () => new Response('xxxxxxxxxxxxxxxxxx', { headers: { 'content-type': contentType } }),
    );
    expect(await read(clock, speak(clock, fetch), 100)).toMatchObject([[0, { type: 'error', code }]]);
  });

  it('an endless answer / is cut off as garbage', async () => {
    const clock = new VirtualClock();
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
    });
    const { fetch } = server(() => new Response(endless));
    let last: TtsPart | undefined;
    for await (const part of speak(clock, fetch)) last = part;
    expect(last).toMatchObject({ type: 'error', code: 'provider_garbage' });
  });
});

describe('OpenAI chat under a virtual clock', () => {
  const chunk = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: 'c', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const ask = (clock: VirtualClock, fetch: typeof globalThis.fetch) =>
    createOpenAiChat({
      baseUrl: 'http://llm/v1',
      model: 'm',
      fetch,
      clock,
      log,
      deadlines: { firstByteMs: 2000, betweenBytesMs: 800 },
    }).generate({ turnId: t1, messages: [{ role: 'user', content: 'Да?' }] }, never);
  const stream = (clock: VirtualClock, pieces: ReadonlyArray<[number, string]>, closes = true) =>
    server(
      () => new Response(timed(clock, pieces, closes), { headers: { 'content-type': 'text/event-stream' } }),
    );

  it('words / come as they arrive', async () => {
    const clock = new VirtualClock();
    const { fetch } = stream(clock, [
      [100, chunk({ role: 'assistant', content: 'Да, ' })],
      [300, chunk({ content: 'ра' }).slice(0, 40)],
      [310, chunk({ content: 'ра' }).slice(40)],
      [400, `${chunk({}, 'length')}data: [DONE]\n\n`],
    ]);
    const parts = await read(clock, ask(clock, fetch), 1000);
    expect(parts.map(([atMs, part]) => [atMs, part.type])).toEqual([
      [100, 'text-delta'],
      [310, 'text-delta'],
      [400, 'finish'],
    ]);
    expect(parts.at(-1)?.[1]).toMatchObject({ reason: 'length' });
  });

  it('a server that announces itself and thinks / has until the first-byte deadline for its first word', async () => {
    const clock = new VirtualClock();
    const { fetch } = stream(clock, [
      [50, chunk({ role: 'assistant', content: '' })],
      [1900, chunk({ content: 'Да' })],
      [2000, chunk({}, 'stop')],
    ]);
    const parts = await read(clock, ask(clock, fetch), 5000);
    expect(parts.map(([, part]) => part.type)).toEqual(['text-delta', 'finish']);
  });

  it('keep-alive comments without a word / do not hold off the deadline', async () => {
    const clock = new VirtualClock();
    const comments = Array.from({ length: 50 }, (_, index): [number, string] => [index * 100, ': ping\n\n']);
    const { fetch } = stream(clock, comments, false);
    const parts = await read(clock, ask(clock, fetch), 10_000);
    expect(parts).toMatchObject([[2000, { type: 'error', code: 'provider_timeout' }]]);
  });

  it.each([
    ['broken JSON', 'provider_garbage', 'data: {"choices": [{]}\n\n'],
    ['JSON of another shape', 'provider_garbage', 'data: {"answer":"42"}\n\n'],
    ['an end without a finish', 'provider_garbage', chunk({ content: 'Да' })],
    [
      'an overload told in the stream',
      'provider_unreachable',
      'data: {"error":{"message":"x","code":503}}\n\n',
    ],
    [
      'a limit told in the stream',
      'rate_limited',
      'data: {"error":{"message":"x","code":"rate_limit_exceeded"}}\n\n',
    ],
  ])('%s / %s', async (_, code, body) => {
    const clock = new VirtualClock();
    const { fetch } = stream(clock, [[10, body]]);
    const parts = await read(clock, ask(clock, fetch), 5000);
    expect(parts.at(-1)?.[1]).toMatchObject({ type: 'error', code, turnId: 't1' });
    expect(parts.filter(([, part]) => part.type === 'error' || part.type === 'finish')).toHaveLength(1);
  });
});

describe('OpenAI transcription', () => {
  const open = (fetch: typeof globalThis.fetch, clock = new VirtualClock(), phrases?: string[]) => {
    const stt = createOpenAiTranscription({
      baseUrl: 'http://stt/v1',
      model: 'whisper',
      fetch,
      clock,
      log,
      maxUtteranceSeconds: 2,
    });
    return stt.open({ sampleRateHz: 8000, language: 'ru-RU', ...(phrases ? { phrases } : {}) }, never);
  };
  const say = (stream: ReturnType<typeof open>, seconds: number) => {
    stream.beginUtterance(t1);
    for (let sent = 0; sent < seconds * 50; sent++) stream.write(new Int16Array(160).fill(7));
    stream.endUtterance();
  };

  it('an utterance / is posted as WAV with language, model and hints', async () => {
    const { fetch, asked } = server(() => Response.json({ text: ' Запишите ' }));
    const stream = open(fetch, undefined, ['стрижка', 'х'.repeat(700)]);
    say(stream, 1);
    const parts: SttPart[] = [];
    for await (const part of stream.parts) {
      parts.push(part);
      if (part.type === 'transcript-final') stream.close();
    }
    expect(parts).toEqual([
      { type: 'usage', turnId: 't1', audioSeconds: 1 },
      { type: 'transcript-final', turnId: 't1', text: 'Запишите' },
    ]);
    const form = asked[0]?.init.body as FormData;
    expect([
      form.get('model'),
      form.get('language'),
      form.get('prompt'),
      form.get('response_format'),
    ]).toEqual(['whisper', 'ru', 'стрижка', 'json']);
    const file = new DataView(await (form.get('file') as File).arrayBuffer());
    expect([file.byteLength, file.getUint32(24, true), file.getInt16(44, true)]).toEqual([16_044, 8000, 7]);
  });

  it('speech longer than the limit / is cut with one warning', async () => {
    const { fetch, asked } = server(() => Response.json({ text: 'да' }));
    const stream = open(fetch);
    say(stream, 3);
    const types: string[] = [];
    for await (const part of stream.parts) {
      types.push(part.type);
      if (part.type === 'transcript-final') stream.close();
    }
    expect(types).toEqual(['warning', 'usage', 'transcript-final']);
    const form = asked[0]?.init.body as FormData;
    const file = form.get('file') as File;
    expect(file.size).toBe(44 + 2 * 16_000);
  });

  it('less than 0.1 s / is an empty final without asking anybody', async () => {
    const { fetch, asked } = server(() => Response.json({ text: 'да' }));
    const stream = open(fetch);
    say(stream, 0.06);
    for await (const part of stream.parts) {
      expect(part).toEqual({ type: 'transcript-final', turnId: 't1', text: '' });
      stream.close();
    }
    expect(asked).toEqual([]);
  });
});

describe('failures', () => {
  it.each([
    [400, 'provider_rejected', false],
    [401, 'provider_rejected', false],
    [403, 'provider_rejected', false],
    [404, 'provider_rejected', false],
    [302, 'provider_rejected', false],
    [408, 'provider_timeout', true],
    [429, 'rate_limited', true],
    [500, 'provider_unreachable', true],
    [503, 'provider_unreachable', true],
  ])('HTTP %i / %s', (status, code, retryable) => {
    expect(failureOfStatus(status, 'x').toPart()).toMatchObject({ code, retryable });
  });

  it('an empty account / is not tried again', () => {
    expect(failureOfStatus(429, '{"error":{"code":"insufficient_quota"}}').retryable).toBe(false);
  });

  it('the server quotes words or a key / the detail does not', () => {
    const body = JSON.stringify({
      error: { message: 'bad key sk-123', code: 'Иван сказал', type: 'invalid_api_key' },
    });
    expect(failureOfStatus(401, body).message).toBe('HTTP 401');
  });

  it('system errors wrapped by fetch / unreachable; a parser error / garbage', () => {
    const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    expect(toFailure(new TypeError('fetch failed', { cause: reset }))).toMatchObject({
      code: 'provider_unreachable',
      message: 'ECONNRESET',
    });
    expect(toFailure(new TypeError('terminated')).code).toBe('provider_unreachable');
    expect(toFailure(new SyntaxError('bad')).code).toBe('provider_garbage');
    expect(toFailure(undefined).code).toBe('provider_garbage');
  });
});

describe('chatPrompt', () => {
  it('a tool answer whose call was not kept / gets the call put before it', () => {
    const messages: LlmMessage[] = [
      { role: 'user', content: 'Запишите' },
      { role: 'tool', callId: 'c1', name: 'book', content: 'готово' },
    ];
    expect(chatPrompt(messages).map((message) => message.role)).toEqual(['user', 'assistant', 'tool']);
    const kept: LlmMessage[] = [
      { role: 'assistant', content: '', toolCalls: [{ callId: 'c1', name: 'book', argumentsJson: '{}' }] },
      { role: 'tool', callId: 'c1', name: 'book', content: 'готово' },
    ];
    expect(chatPrompt(kept).map((message) => message.role)).toEqual(['assistant', 'tool']);
  });
});
