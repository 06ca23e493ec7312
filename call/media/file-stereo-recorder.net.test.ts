import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav, repairWavHeader } from '@allo/call/audio';
import type { AppError } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileStereoRecorder } from './file-stereo-recorder.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allo-recording-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const frame = (n: number, sign = 1) =>
  Int16Array.from({ length: 160 }, (_, i) => sign * ((n * 160 + i) % 30_000));

function recorder(path: string, options: { phase?: number } = {}) {
  const troubles: AppError[] = [];
  const made = new FileStereoRecorder({
    path,
    sampleRateHz: 8000,
    onTrouble: (error) => troubles.push(error),
    ...options,
  });
  return { made, troubles };
}

describe('FileStereoRecorder', () => {
  it.each([0, 7, 24])('phase %i / every sample in its place, caller left, agent right', async (phase) => {
    const path = join(folder, 'deep', 'call.wav');
    const { made, troubles } = recorder(path, { phase });
    for (let n = 0; n < 137; n++) made.append(frame(n), frame(n, -1));
    await made.close();
    await made.close();
    const wav = readWav(await readFile(path));
    expect(wav).toMatchObject({ sampleRateHz: 8000, channels: 2, isUnfinished: false });
    const caller = Int16Array.from({ length: 137 * 160 }, (_, n) => n % 30_000);
    expect(wav.channelSamples[0]).toEqual(caller);
    expect(wav.channelSamples[1]).toEqual(caller.map((sample) => -sample));
    expect(troubles).toEqual([]);
  });

  it('nothing said / a file of no length that is a WAV all the same', async () => {
    const path = join(folder, 'empty.wav');
    const { made } = recorder(path);
    await made.close();
    expect(readWav(await readFile(path)).channelSamples[0]?.length).toBe(0);
  });

  it('a folder that cannot be made / one trouble, the call goes on, close resolves', async () => {
    await writeFile(join(folder, 'file'), '');
    const { made, troubles } = recorder(join(folder, 'file', 'call.wav'));
    for (let n = 0; n < 200; n++) made.append(frame(n), frame(n));
    await made.close();
    made.append(frame(0), frame(0));
    expect(troubles.map(({ code }) => code)).toEqual(['media_failed']);
  });

  it('a disk that is full / one trouble, close resolves', async (context) => {
    const hasFullDevice = await stat('/dev/full').then(
      () => true,
      () => false,
    );
    if (!hasFullDevice) context.skip();
    const { made, troubles } = recorder('/dev/full');
    for (let n = 0; n < 100; n++) made.append(frame(n), frame(n));
    await made.close();
    expect(troubles.map(({ code, detail }) => [code, detail])).toEqual([['media_failed', 'ENOSPC']]);
  });

  it('a disk slower than the call / a silent stretch, told once; what follows keeps its place', async () => {
    const path = join(folder, 'slow.wav');
    const { made, troubles } = recorder(path);
    // Without a turn of the event loop no write can finish: the worst disk there is.
    for (let n = 0; n < 1000; n++) made.append(frame(n), frame(n));
    await made.close();
    const left = readWav(await readFile(path)).channelSamples[0] as Int16Array;
    expect(troubles.length).toBe(1);
    expect(left.length).toBeLessThanOrEqual(160_000);
    for (let n = 0; n < left.length; n++) {
      const sample = left[n] as number;
      if (sample !== 0 && sample !== n % 30_000) throw new Error(`sample ${n} is ${sample}`);
    }
    expect(left.slice(0, 8 * 4000).some((sample) => sample !== 0)).toBe(true);
  });

  it('the process is killed in mid-write / the file plays up to the last batch, and whole after repair', async () => {
    const path = join(folder, 'killed.wav');
    const script = new URL('./fixtures/record-until-killed.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, path], { stdio: 'inherit' });
    children.push(child);
    const sizeNow = () =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      );
    while ((await sizeNow()) < 1_000_000) expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');

    const bytes = await readFile(path);
    const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(40, true);
    // Each batch is followed by its header, and 16 000 bytes are half a second.
    expect(bytes.length - 44 - headerBytes).toBeLessThanOrEqual(16_000);
    const before = readWav(bytes);
    const wholeSamples = Math.floor((bytes.length - 44) / 4);
    expect(before.channelSamples[0]?.length).toBe(wholeSamples);
    for (let n = 0; n < wholeSamples; n++) {
      if (before.channelSamples[0]?.[n] !== n % 30_000) throw new Error(`sample ${n} is wrong`);
    }

    const repair = await repairWavHeader(path);
    expect(repair.durationMs).toBe(wholeSamples / 8);
    const after = readWav(await readFile(path));
    expect(after).toMatchObject({ isUnfinished: (bytes.length - 44) % 4 !== 0, channels: 2 });
    expect((await repairWavHeader(path)).wasRepaired).toBe(false);

    const sox = spawnSync('sox', ['--i', '-s', path], { encoding: 'utf8' });
    if (!sox.error) expect(Number(sox.stdout.trim())).toBe(wholeSamples);
  });

  it('repair of what is no recording / refused', async () => {
    const path = join(folder, 'note.txt');
    await writeFile(path, 'nothing to hear');
    await expect(repairWavHeader(path)).rejects.toThrow(RangeError);
    await expect(repairWavHeader(join(folder, 'absent.wav'))).rejects.toThrow(/ENOENT/);
  });
});
