import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { decodeALaw, encodeALaw, readWav } from '@allo/call/audio';
import type { CallId } from '@allo/contracts';
import type { LegEvent } from '@allo/contracts/ports';
import { createSilentLog } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MediaThread } from './media-thread.ts';
import { MediaVoicePort } from './media-voice-port.ts';

const local = '127.0.0.1';
const callId = 'call-1' as CallId;
let folder: string;
let thread: MediaThread;
let voice: MediaVoicePort;
const sockets: Socket[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allo-media-'));
  thread = new MediaThread({
    bindAddress: local,
    rtpPortFrom: 32000,
    rtpPortTo: 32998,
    log: createSilentLog(),
  });
  voice = new MediaVoicePort(await thread.createVoicePort());
});

afterEach(async () => {
  voice.close();
  await thread.stop();
  for (const socket of sockets.splice(0)) socket.close();
  await rm(folder, { recursive: true, force: true });
});

/** A caller on a real socket that answers every packet with one of its own, so it needs no clock. */
async function echoPhone(level: number) {
  const socket = createSocket('udp4');
  sockets.push(socket);
  const heard: Int16Array[] = [];
  let sequence = 0;
  const payload = new Uint8Array(160);
  encodeALaw(new Int16Array(160).fill(level), payload);
  socket.on('message', (bytes, source) => {
    const pcm = new Int16Array(160);
    decodeALaw(bytes.subarray(12), pcm);
    heard.push(pcm);
    const packet = Buffer.alloc(172);
    packet[0] = 0x80;
    packet[1] = 8;
    packet.writeUInt16BE(sequence, 2);
    packet.writeUInt32BE(sequence * 160, 4);
    packet.writeUInt32BE(99, 8);
    packet.set(payload, 12);
    sequence++;
    socket.send(packet, source.port, source.address);
  });
  socket.bind(0, local);
  await once(socket, 'listening');
  return { heard, port: socket.address().port };
}

async function until(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000_000 && !done(); turn++)
    await new Promise((resolve) => setImmediate(resolve));
  expect(done()).toBe(true);
}

const target = (remotePort: number) => ({
  codec: 'PCMA' as const,
  payloadType: 8,
  dtmfPayloadType: 101,
  remoteAddress: local,
  remotePort,
});

describe('MediaThread', () => {
  it('a telephone line / speaks and hears over real sockets, one batch per tick, recording in step', async () => {
    const phone = await echoPhone(4032);
    const recordingPath = join(folder, 'call.wav');
    const { lineId } = await thread.control.openRtpLine({ callId, recordingPath });
    const leg = voice.attach(lineId);
    if (!leg) throw new Error('the thread is gone');
    const events: LegEvent[] = [];
    const frames: { atMs: number; level: number }[] = [];
    let batches = 0;
    leg.onEvent((event) => {
      if (event.type === 'frame') frames.push({ atMs: event.atMs, level: event.pcm[80] as number });
      else events.push(event);
    });
    voice.onBatchDelivered(() => batches++);
    // A view of a bigger buffer, as cached phrases are.
    const phrase = new Int16Array(16_000).fill(8000).subarray(4000, 4000 + 1600);
    leg.play(1, phrase, true);
    await thread.control.connectRtpLine(lineId, target(phone.port));
    await until(() => events.length === 2 && frames.length > 40);
    expect(phrase.length).toBe(1600);
    expect(events).toMatchObject([
      { type: 'playout-started', playId: 1 },
      { type: 'playout-finished', playId: 1, playedMs: 200, reason: 'drained' },
    ]);
    expect(frames.map(({ atMs }) => atMs)).toEqual(frames.map((_, n) => n * 20));
    expect(batches).toBe(frames.length);
    expect(frames.at(-1)?.level).toBe(4032);
    expect(phone.heard.filter((pcm) => Math.abs((pcm[0] as number) - 8000) < 300).length).toBe(10);

    const stats = await thread.control.stats();
    expect(stats).toMatchObject({ activeLines: 1, totals: { packetsRejected: 0 } });
    const closed = await thread.control.closeLine(lineId, 'agent-hung-up');
    await until(() => events.at(-1)?.type === 'closed');
    expect(events.at(-1)).toMatchObject({ type: 'closed', reason: 'agent-hung-up' });
    const wav = readWav(await readFile(recordingPath));
    expect(wav.channelSamples[0]?.length).toBe((closed?.ticks ?? 0) * 160);
    const startMs = events[0]?.atMs ?? 0;
    const agent = wav.channelSamples[1] as Int16Array;
    expect([
      agent[startMs * 8 - 1] ?? 0,
      agent[startMs * 8],
      agent[startMs * 8 + 1599],
      agent[startMs * 8 + 1600],
    ]).toEqual([0, 8000, 8000, 0]);
    expect(await thread.control.closeLine(lineId)).toBeNull();
  });

  it('hold, clear, gain and key presses / reach the line', async () => {
    const phone = await echoPhone(0);
    const { lineId } = await thread.control.openRtpLine({ callId, recordingPath: null });
    const leg = voice.attach(lineId);
    const events: LegEvent[] = [];
    leg?.onEvent((event) => {
      if (event.type !== 'frame') events.push(event);
    });
    await thread.control.connectRtpLine(lineId, target(phone.port));
    leg?.setGain(0.5, 0);
    leg?.play(1, new Int16Array(80_000).fill(8000), true);
    await until(() => phone.heard.some((pcm) => Math.abs((pcm[0] as number) - 4000) < 150));
    leg?.clear();
    await until(() => events.some(({ type }) => type === 'playout-finished'));
    await thread.control.updateRtpLine(lineId, { isHeld: true });
    await until(() => events.some((event) => event.type === 'hold' && event.isHeld));
    await thread.control.updateRtpLine(lineId, { isHeld: false, target: target(phone.port) });
    await until(() => events.some((event) => event.type === 'hold' && !event.isHeld));
    await expect(
      thread.control.updateRtpLine(lineId, { target: { ...target(1), remoteAddress: 'phone.example' } }),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('a browser line / 16 kHz over a port, clear reaches the page, its closing ends the line', async () => {
    const { port1, port2 } = new MessageChannel();
    const got: unknown[] = [];
    port2.on('message', (message: unknown) => {
      got.push(message);
      if (message instanceof Uint8Array) port2.postMessage(new Uint8Array(640).fill(1));
    });
    const ended: string[] = [];
    thread.control.onLineClosed((lineId, reason) => ended.push(`${lineId} ${reason}`));
    const { lineId } = await thread.control.openPortLine({ callId, recordingPath: null, port: port1 });
    const leg = voice.attach(lineId);
    expect(leg?.sampleRateHz).toBe(16000);
    const events: LegEvent[] = [];
    let heardLevel = 0;
    leg?.onEvent((event) => {
      if (event.type === 'frame') heardLevel = event.pcm[0] as number;
      else events.push(event);
    });
    await until(() => heardLevel === 0x0101);
    port2.postMessage({ type: 'dtmf', digit: '7' });
    port2.postMessage({ type: 'nonsense' });
    port2.postMessage(null);
    await until(() => events.some((event) => event.type === 'dtmf' && event.digit === '7'));
    leg?.play(1, new Int16Array(160_000).fill(1000), true);
    await until(() => events.some(({ type }) => type === 'playout-started'));
    leg?.clear();
    await until(() => got.some((message) => (message as { type?: string }).type === 'clear'));
    leg?.sendDtmf('12');
    await until(() => got.some((message) => (message as { digits?: string }).digits === '12'));
    port2.close();
    await until(() => ended.length === 1 && events.at(-1)?.type === 'closed');
    expect(ended).toEqual([`${lineId} wire-failed`]);
    expect(await thread.control.closeLine(lineId)).toMatchObject({ packetsRejected: 2 });
  });

  it('the thread dies / both sides are told wire-failed, whatever is asked later is refused', async () => {
    const phone = await echoPhone(0);
    const { lineId } = await thread.control.openRtpLine({ callId, recordingPath: null });
    await thread.control.connectRtpLine(lineId, target(phone.port));
    const events: LegEvent[] = [];
    voice.attach(lineId)?.onEvent((event) => {
      if (event.type !== 'frame') events.push(event);
    });
    const ended: string[] = [];
    thread.control.onLineClosed((id, reason) => ended.push(`${id} ${reason}`));
    await until(() => phone.heard.length > 0);
    await thread.terminate();
    await until(() => events.length > 0 && ended.length > 0);
    expect(events).toMatchObject([{ type: 'closed', reason: 'wire-failed' }]);
    expect(ended).toEqual([`${lineId} wire-failed`]);
    expect(await thread.control.closeLine(lineId)).toBeNull();
    await expect(thread.control.openRtpLine({ callId, recordingPath: null })).rejects.toMatchObject({
      code: 'media_failed',
    });
    expect(voice.attach(lineId)).toBeNull();
  });

  it('a line that is gone / the leg is told so', async () => {
    const events: LegEvent[] = [];
    voice.attach(98)?.onEvent((event) => events.push(event));
    await until(() => events.length > 0);
    expect(events).toEqual([{ type: 'closed', reason: 'wire-failed', atMs: 0 }]);
  });
});
