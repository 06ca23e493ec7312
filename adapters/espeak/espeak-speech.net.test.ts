import { textToSpeechKit, realTimeSubject } from '@allo/testing/conformance';
import { type Clock, createSilentLog, createSystemClock } from '@allo/kernel';
import type { TurnId } from '@allo/contracts';
import type { TtsPart } from '@allo/contracts/ports';
import { afterEach, describe, expect, it } from 'vitest';
import { execFileSync, spawn } from 'node:child_process';
import { createEspeakSpeech, type EspeakSpeech, isEspeakInstalled } from './index.ts';

const clock: Clock = createSystemClock();
const log = createSilentLog();
const never = new AbortController().signal;
const open: EspeakSpeech[] = [];

function voice(): EspeakSpeech {
  const speech = createEspeakSpeech({ clock, log });
  if (!speech) throw new Error('eSpeak is not installed');
  open.push(speech);
  return speech;
}

afterEach(() => {
  for (const speech of open.splice(0)) speech.close();
});

const request = (turn: string, text: string, extra: object = {}) => ({
  turnId: turn as TurnId,
  text,
  language: 'ru',
  ...extra,
});

async function read(stream: AsyncIterable<TtsPart>): Promise<TtsPart[]> {
  const parts: TtsPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const samplesOf = (parts: readonly TtsPart[]) =>
  parts.reduce((sum, part) => sum + (part.type === 'audio-chunk' ? part.pcm.length : 0), 0);

/** Processes whose command line names our script and whose parent is `pid`. */
function espeakChildrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [child, parent] = line.trim().split(/\s+/, 2).map(Number);
    return parent === pid && line.includes('espeak-process.ts') ? [child as number] : [];
  });
}

/** The tests of the process itself look at the machine's process list, which small containers lack. */
function hasProcessList(): boolean {
  try {
    espeakChildrenOf(process.pid);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!isEspeakInstalled())('eSpeak', () => {
  textToSpeechKit('eSpeak conformance', {
    create: () => {
      const speech = createEspeakSpeech({ clock, log });
      if (!speech) throw new Error('eSpeak is not installed');
      return { adapter: speech, ...realTimeSubject(clock), close: () => speech.close() };
    },
    behaviours: ['normal'],
    deadlineMs: 4000,
  });

  it('long text beside a short one / the short one does not wait for the long one to end', async () => {
    const speech = voice();
    const ends: string[] = [];
    const long = 'Мы работаем каждый день с девяти утра до девяти вечера. '.repeat(40);
    await Promise.all([
      read(speech.synthesize(request('long', long), never)).then(() => ends.push('long')),
      read(speech.synthesize(request('short', 'Да.'), never)).then(() => ends.push('short')),
    ]);
    expect(ends).toEqual(['short', 'long']);
  });

  it('speed and voice / change the length; a strange voice is a warning, not silence', async () => {
    const speech = voice();
    const text = 'Мы работаем каждый день с девяти до шести';
    const normal = samplesOf(await read(speech.synthesize(request('t', text), never)));
    const fast = samplesOf(await read(speech.synthesize(request('t', text, { speed: 1.6 }), never)));
    expect(fast).toBeLessThan(normal * 0.8);
    const strange = await read(speech.synthesize(request('t', text, { voice: 'nobody' }), never));
    expect(strange[0]?.type).toBe('warning');
    expect(samplesOf(strange)).toBe(normal);
  });

  it.skipIf(!hasProcessList())(
    'process killed in mid-work / provider_unreachable, and the next request is spoken by a new one',
    async () => {
      const speech = voice();
      await read(speech.synthesize(request('t0', 'Да.'), never));
      const before = espeakChildrenOf(process.pid);
      expect(before).toHaveLength(1);
      const stream = speech.synthesize(request('t1', 'Здравствуйте. '.repeat(400)), never);
      const parts: TtsPart[] = [];
      for await (const part of stream) {
        if (parts.length === 0) process.kill(before[0] as number, 'SIGKILL');
        parts.push(part);
      }
      expect(parts.at(-1)).toMatchObject({ type: 'error', code: 'provider_unreachable', retryable: true });
      const after = await read(speech.synthesize(request('t2', 'Да.'), never));
      expect(after.some((part) => part.type === 'error')).toBe(false);
      expect(samplesOf(after)).toBeGreaterThan(0);
      expect(espeakChildrenOf(process.pid)).not.toEqual(before);
    },
  );

  it.skipIf(!hasProcessList())('close / ends the process; later requests are told so', async () => {
    const speech = voice();
    await read(speech.synthesize(request('t0', 'Да.'), never));
    const [pid] = espeakChildrenOf(process.pid);
    speech.close();
    speech.close();
    await expect.poll(() => espeakChildrenOf(process.pid).includes(pid as number)).toBe(false);
    const parts = await read(speech.synthesize(request('t1', 'Да.'), never));
    expect(parts).toMatchObject([{ type: 'error', code: 'provider_unreachable' }]);
  });

  it.skipIf(!hasProcessList())('server killed / its voice does not outlive it', async () => {
    const program = `
      import { createEspeakSpeech } from '${new URL('index.ts', import.meta.url).href}';
      import { createSilentLog, createSystemClock } from '@allo/kernel';
      const speech = createEspeakSpeech({ clock: createSystemClock(), log: createSilentLog() });
      const request = { turnId: 't', text: 'Да.', language: 'ru' };
      for await (const part of speech.synthesize(request, new AbortController().signal)) void part;
      process.stdout.write('spoken');`;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      cwd: new URL('.', import.meta.url),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    const [child] = espeakChildrenOf(parent.pid as number);
    expect(child).toBeTypeOf('number');
    parent.kill('SIGKILL');
    const isAlive = () => {
      try {
        process.kill(child as number, 0);
        return true;
      } catch {
        return false;
      }
    };
    await expect.poll(isAlive, { timeout: 10_000 }).toBe(false);
  });
});
