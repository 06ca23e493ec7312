import { MemoryStereoRecorder } from '@allo/call/media';
import type { CallId } from '@allo/contracts';
import type { IncomingPacket, LegEvent, PacketTransport } from '@allo/contracts/ports';
import { createSeededRandom, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { MediaHost } from './media-host.ts';

const callId = 'call-1' as CallId;

class QuietTransport implements PacketTransport {
  readonly leadMs = 0;
  readonly stats = { packetsReceived: 0, packetsSent: 0, packetsRejected: 0 };
  isClosed = false;
  onPacket(_listener: (packet: IncomingPacket) => void): void {}
  onDtmf(_listener: (digit: string) => void): void {}
  send(): void {
    this.stats.packetsSent++;
  }
  sendDtmf(): void {}
  clear(): void {}
  close(): void {
    this.isClosed = true;
  }
}

function setUp() {
  const clock = new VirtualClock();
  const host = new MediaHost({ clock, random: createSeededRandom(1), rtp: null });
  const ended: string[] = [];
  host.onLineClosed((lineId, reason) => ended.push(`${lineId} ${reason} at ${clock.now()}`));
  const open = (options: { mediaTimeoutMs?: number | null } = {}) => {
    const transport = new QuietTransport();
    const recorder = new MemoryStereoRecorder(8000);
    const { lineId } = host.openLine(callId, {
      transport,
      codec: 'PCMA',
      sampleRateHz: 8000,
      recorder,
      mediaTimeoutMs: null,
      ...options,
    });
    return { transport, recorder, lineId };
  };
  return { clock, host, open, ended };
}

describe('MediaHost', () => {
  it('two lines / each told every tick in turn, then one batch end', async () => {
    const { clock, host, open } = setUp();
    const log: string[] = [];
    for (const name of ['a', 'b']) {
      host.attach(open().lineId)?.onEvent((event) => log.push(`${name} ${event.type} ${event.atMs}`));
    }
    const stop = host.onBatchDelivered(() => log.push(`end at ${clock.now()}`));
    await clock.advance(40);
    stop();
    await clock.advance(20);
    expect(log).toEqual([
      'a frame 0',
      'b frame 0',
      'end at 20',
      'a frame 20',
      'b frame 20',
      'end at 40',
      'a frame 40',
      'b frame 40',
    ]);
  });

  it('a line nobody answers for 30 s / ends by itself, told to both sides once, the others go on', async () => {
    const { clock, host, open, ended } = setUp();
    const dying = open({ mediaTimeoutMs: undefined });
    const living = open();
    const heard: LegEvent[] = [];
    host.attach(dying.lineId)?.onEvent((event) => {
      if (event.type !== 'frame') heard.push(event);
    });
    await clock.advance(31_000);
    expect(heard).toEqual([{ type: 'closed', reason: 'media-timeout', atMs: 30_000 }]);
    expect(ended).toEqual([`${dying.lineId} media-timeout at 30000`]);
    expect(dying.transport.isClosed).toBe(true);
    expect(living.transport.stats.packetsSent).toBe(1550);
    expect(host.attach(dying.lineId)).toBeNull();
    expect(await host.closeLine(dying.lineId)).toMatchObject({ ticks: 1500 });
    expect(await host.closeLine(dying.lineId)).toBeNull();
  });

  it('a listener that throws / its line ends, the others are still stepped in the same tick', async () => {
    const { clock, host, open, ended } = setUp();
    const [first, second, third] = [open(), open(), open()];
    const heard: string[] = [];
    host.attach(second.lineId)?.onEvent((event) => {
      heard.push(event.type);
      throw new Error('a bug of a listener');
    });
    await clock.advance(60);
    expect([first, second, third].map(({ transport }) => transport.stats.packetsSent)).toEqual([3, 0, 3]);
    expect(ended).toEqual([`${second.lineId} wire-failed at 20`]);
    expect(heard).toEqual(['frame', 'closed']);
  });

  it('a line closed by another one in the same tick / nobody is skipped', async () => {
    const { clock, host, open } = setUp();
    const lines = [open(), open(), open(), open()];
    const [first, second, third, fourth] = lines;
    host.attach(third?.lineId ?? -1)?.onEvent((event) => {
      if (event.type !== 'frame' || event.atMs !== 0) return;
      void host.closeLine(first?.lineId ?? -1);
      void host.closeLine(second?.lineId ?? -1);
    });
    await clock.advance(40);
    expect(lines.map(({ transport }) => transport.stats.packetsSent)).toEqual([1, 1, 2, 2]);
    expect(fourth?.recorder.durationMs).toBe(40);
  });

  it('no lines / the ticker rests; a new line / it starts again', async () => {
    const { clock, host, open } = setUp();
    const { lineId } = open();
    await clock.advance(100);
    await host.closeLine(lineId);
    await clock.advance(1000);
    expect((await host.stats()).ticker.ticks).toBe(5);
    open();
    await clock.advance(40);
    expect(await host.stats()).toMatchObject({ activeLines: 1, ticker: { ticks: 7, resyncs: 0 } });
  });

  it('detached / hears no more, the line goes on; attached again / the new leg hears', async () => {
    const { clock, host, open } = setUp();
    const { lineId, transport } = open();
    let first = 0;
    let second = 0;
    const leg = host.attach(lineId);
    leg?.onEvent(() => first++);
    await clock.advance(20);
    leg?.detach();
    await clock.advance(20);
    host.attach(lineId)?.onEvent(() => second++);
    leg?.detach();
    await clock.advance(20);
    expect([first, second, transport.stats.packetsSent]).toEqual([1, 1, 3]);
  });

  it('close / every line ends for shutdown, nothing can be opened afterwards', async () => {
    const { host, open } = setUp();
    const { lineId } = open();
    const heard: LegEvent[] = [];
    host.attach(lineId)?.onEvent((event) => heard.push(event));
    await host.close();
    await host.close();
    expect(heard).toEqual([{ type: 'closed', reason: 'shutdown', atMs: 0 }]);
    expect(() => open()).toThrow(/shutting down/);
    await expect(host.openRtpLine({ callId, recordingPath: null })).rejects.toMatchObject({
      code: 'media_failed',
    });
  });

  it('unknown lines / not_found or null, never a crash', async () => {
    const { host } = setUp();
    expect(host.attach(99)).toBeNull();
    expect(await host.closeLine(99)).toBeNull();
    await expect(host.updateRtpLine(99, { isHeld: true })).rejects.toMatchObject({ code: 'not_found' });
  });
});
