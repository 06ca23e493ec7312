import { decodeALaw, encodeALaw, readWav } from '@allo/call/audio';
import type { IncomingPacket, LegEvent, PacketTransport } from '@allo/contracts/ports';
import { describe, expect, it } from 'vitest';
import { MediaLine, type MediaLineOptions } from './media-line.ts';
import { MemoryStereoRecorder } from './memory-stereo-recorder.ts';

const frame = 160;

/** Keeps what is sent; packets are put in by hand. */
class BenchTransport implements PacketTransport {
  readonly leadMs: number;
  readonly stats = { packetsReceived: 0, packetsSent: 0, packetsRejected: 0 };
  readonly sent: { pcm: Int16Array; marker: boolean }[] = [];
  isSendingDtmf = false;
  clears = 0;
  isClosed = false;
  packetListener: (packet: IncomingPacket) => void = () => {};
  dtmfListener: (digit: string) => void = () => {};
  #sequence = 0;

  constructor(leadMs = 0) {
    this.leadMs = leadMs;
  }
  onPacket(listener: (packet: IncomingPacket) => void): void {
    this.packetListener = listener;
  }
  onDtmf(listener: (digit: string) => void): void {
    this.dtmfListener = listener;
  }
  send(payload: Uint8Array, marker: boolean): void {
    const pcm = new Int16Array(payload.length);
    decodeALaw(payload, pcm);
    this.sent.push({ pcm, marker });
    this.stats.packetsSent++;
  }
  sendDtmf(): void {
    this.isSendingDtmf = true;
  }
  clear(): void {
    this.clears++;
  }
  close(): void {
    this.isClosed = true;
  }
  /** One packet of a constant level. */
  receive(level: number): void {
    const payload = new Uint8Array(frame);
    encodeALaw(new Int16Array(frame).fill(level), payload);
    const sequence = this.#sequence++;
    this.stats.packetsReceived++;
    this.packetListener({ sequence, timestamp: sequence * frame, marker: false, payload });
  }
}

function setUp(leadMs = 0, options: Partial<MediaLineOptions> = {}) {
  const transport = new BenchTransport(leadMs);
  const recorder = new MemoryStereoRecorder(8000);
  const line = new MediaLine({ transport, codec: 'PCMA', sampleRateHz: 8000, recorder, ...options });
  const events: LegEvent[] = [];
  line.onEvent((event) => {
    if (event.type !== 'frame') events.push(event);
  });
  const tick = (count = 1) => {
    for (let n = 0; n < count; n++) line.tick();
  };
  const channel = (index: number) => readWav(recorder.toWav()).channelSamples[index] as Int16Array;
  return { transport, recorder, line, events, tick, agent: () => channel(1), caller: () => channel(0) };
}

const tone = (ms: number, level = 8000) => new Int16Array(ms * 8).fill(level);
/** A-law moves a level by up to 3 %. */
const isNear = (sample: number | undefined, level: number) =>
  Math.abs((sample ?? 0) - level) <= Math.abs(level) * 0.035 + 16;

describe('MediaLine hearing', () => {
  it('every tick gives one frame on the 20 ms grid, silence marked lost until audio comes', () => {
    const { line, transport, caller } = setUp();
    const seen: { atMs: number; lost: boolean; level: number }[] = [];
    line.onEvent((event) => {
      if (event.type === 'frame')
        seen.push({ atMs: event.atMs, lost: event.lost, level: event.pcm[0] as number });
    });
    line.tick();
    for (let n = 0; n < 4; n++) {
      transport.receive(4032);
      line.tick();
    }
    expect(seen).toEqual([
      { atMs: 0, lost: true, level: 0 },
      { atMs: 20, lost: true, level: 0 },
      { atMs: 40, lost: true, level: 0 },
      { atMs: 60, lost: false, level: 4032 },
      { atMs: 80, lost: false, level: 4032 },
    ]);
    expect(line.positionMs).toBe(100);
    expect(caller().length).toBe(5 * frame);
    expect([caller()[3 * frame - 1], caller()[3 * frame]]).toEqual([0, 4032]);
  });

  it('key presses and holds come out of the next tick, after its frame, with the moment they came', () => {
    const { line, transport } = setUp();
    const order: string[] = [];
    line.onEvent((event) => order.push(`${event.type} ${event.atMs}`));
    line.tick();
    transport.dtmfListener('5');
    line.setHeld(true);
    line.setHeld(true);
    line.tick();
    expect(order).toEqual(['frame 0', 'frame 20', 'dtmf 20', 'hold 20']);
  });

  it('torn, empty and oversized payloads are ignored', () => {
    const { line, transport } = setUp(0, { codec: 'L16' });
    for (const length of [0, 1, 321, 4000]) {
      transport.packetListener({
        sequence: length,
        timestamp: 0,
        marker: false,
        payload: new Uint8Array(length),
      });
    }
    line.tick();
    expect(line.stats.anchors).toBe(0);
  });
});

describe('MediaLine speaking', () => {
  it('idle / silence is sent every tick, the first packet marked', () => {
    const { transport, tick } = setUp();
    tick(3);
    expect(transport.sent.map(({ marker }) => marker)).toEqual([true, false, false]);
    expect(transport.sent.every(({ pcm }) => pcm.every((sample) => Math.abs(sample) <= 8))).toBe(true);
  });

  it('a phrase that is no whole number of frames / exact times, contiguous with the next', () => {
    const { line, events, tick, agent } = setUp();
    tick(2);
    line.play(1, tone(30), false);
    line.play(1, tone(15), true);
    line.play(2, tone(25, 4000), true);
    tick(6);
    expect(events).toEqual([
      { type: 'playout-started', playId: 1, atMs: 40 },
      { type: 'playout-finished', playId: 1, atMs: 85, playedMs: 45, reason: 'drained' },
      { type: 'playout-started', playId: 2, atMs: 85 },
      { type: 'playout-finished', playId: 2, atMs: 110, playedMs: 25, reason: 'drained' },
    ]);
    const recorded = agent();
    expect([319, 320, 679, 680, 879, 880].map((n) => recorded[n])).toEqual([0, 8000, 8000, 4000, 4000, 0]);
  });

  it('the last chunk comes empty and late / finished where its last sample left', () => {
    const { line, events, tick } = setUp();
    line.play(1, tone(20), false);
    tick(3);
    expect(events.map(({ type }) => type)).toEqual(['playout-started']);
    line.play(1, new Int16Array(0), true);
    tick();
    expect(events.at(-1)).toEqual({
      type: 'playout-finished',
      playId: 1,
      atMs: 20,
      playedMs: 20,
      reason: 'drained',
    });
  });

  it('clear / at most 10 ms more, fading, then silence; what was played is told exactly', () => {
    const { line, events, tick, agent, transport } = setUp();
    line.play(1, tone(500), false);
    line.play(1, tone(500), false);
    line.play(2, tone(500), true);
    tick(3);
    line.clear();
    tick(2);
    expect(events.slice(1)).toEqual([
      { type: 'playout-finished', playId: 1, atMs: 70, playedMs: 70, reason: 'cleared' },
      { type: 'playout-finished', playId: 2, atMs: 60, playedMs: 0, reason: 'cleared' },
    ]);
    const recorded = agent();
    expect(recorded[479]).toBe(8000);
    const tail = recorded.slice(480, 560);
    expect(tail).toEqual(tail.toSorted((a, b) => b - a));
    expect(tail.at(-1)).toBe(0);
    expect(tail[0]).toBeLessThan(8000);
    expect(recorded.slice(560).every((sample) => sample === 0)).toBe(true);
    expect(transport.clears).toBe(1);
  });

  it('clear before the last chunk / late chunks of that phrase are dropped, the next phrase is heard', () => {
    const { line, events, tick } = setUp();
    line.play(7, tone(100), false);
    tick(1);
    line.clear();
    line.play(7, tone(100), false);
    tick(1);
    line.play(7, tone(100), true);
    line.play(8, tone(20), true);
    tick(3);
    expect(events.filter(({ type }) => type === 'playout-finished')).toMatchObject([
      { playId: 7, playedMs: 30, reason: 'cleared' },
      { playId: 8, playedMs: 20, reason: 'drained' },
    ]);
  });

  it('clear with nothing playing, clear twice / no event, no harm', () => {
    const { line, events, tick } = setUp();
    line.clear();
    line.clear();
    tick(2);
    line.play(1, tone(40), true);
    line.clear();
    line.clear();
    tick(2);
    expect(events).toEqual([
      { type: 'playout-finished', playId: 1, atMs: 40, playedMs: 0, reason: 'cleared' },
    ]);
  });

  it('gain / a linear ramp, held, and back at once', () => {
    const { line, tick, agent } = setUp();
    line.play(1, tone(1000), true);
    tick(1);
    line.setGain(0.25, 40);
    tick(3);
    line.setGain(1, 0);
    tick(1);
    const recorded = agent();
    expect(recorded[159]).toBe(8000);
    expect(Math.abs((recorded[320] as number) - 5000)).toBeLessThan(50);
    expect(recorded[480]).toBe(2000);
    expect(recorded[639]).toBe(2000);
    expect(recorded[640]).toBe(8000);
  });

  it('clear while ducked, then full gain for the next phrase / the tail does not jump up', () => {
    const { line, tick, agent } = setUp();
    line.play(1, tone(1000), true);
    line.setGain(0.25, 0);
    tick(1);
    line.clear();
    line.setGain(1, 0);
    line.play(2, tone(20), true);
    tick(2);
    const recorded = agent();
    expect(recorded[160]).toBeLessThanOrEqual(2000);
    expect(recorded[240]).toBe(8000);
  });

  it('held / nothing is sent, playout waits, then goes on; the time still runs', () => {
    const { line, events, tick, transport } = setUp();
    line.play(1, tone(60), true);
    tick(1);
    line.setHeld(true);
    tick(10);
    expect(transport.sent.length).toBe(1);
    line.setHeld(false);
    tick(2);
    expect(transport.sent.map(({ marker }) => marker)).toEqual([true, true, false]);
    expect(events.at(-1)).toEqual({
      type: 'playout-finished',
      playId: 1,
      atMs: 260,
      playedMs: 60,
      reason: 'drained',
    });
  });

  it('cleared while held / told at the next tick, nothing of it is played', () => {
    const { line, events, tick } = setUp();
    line.play(1, tone(60), true);
    tick(1);
    line.setHeld(true);
    line.clear();
    tick(1);
    expect(events.at(-1)).toEqual({
      type: 'playout-finished',
      playId: 1,
      atMs: 20,
      playedMs: 20,
      reason: 'cleared',
    });
  });

  it('while key presses go out / the playout waits and loses nothing', () => {
    const { line, transport, tick, events } = setUp();
    line.play(1, tone(40), true);
    tick(1);
    line.sendDtmf('1');
    tick(5);
    expect(transport.stats.packetsSent).toBe(6);
    transport.isSendingDtmf = false;
    tick(1);
    expect(isNear(transport.sent.at(-1)?.pcm[0], 8000)).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'playout-finished', playedMs: 40, atMs: 140 });
  });

  it('a listener that speaks from inside its frame / is heard in the same tick', () => {
    const { line, transport } = setUp();
    line.onEvent((event) => {
      if (event.type === 'frame' && event.atMs === 0) line.play(1, tone(20), true);
    });
    line.tick();
    expect(isNear(transport.sent[0]?.pcm[0], 8000)).toBe(true);
  });
});

describe('MediaLine with a lead', () => {
  it('fills the far side at once, then keeps pace; events and recording follow real time', () => {
    const { line, transport, tick, events, agent } = setUp(60);
    tick(2);
    line.play(1, tone(200), true);
    tick(1);
    expect(transport.sent.length).toBe(2 + 4);
    expect(events).toEqual([{ type: 'playout-started', playId: 1, atMs: 40 }]);
    tick(1);
    expect(transport.sent.length).toBe(2 + 5);
    tick(8);
    expect(transport.sent.length).toBe(2 + 10);
    expect(events.at(-1)).toEqual({
      type: 'playout-finished',
      playId: 1,
      atMs: 240,
      playedMs: 200,
      reason: 'drained',
    });
    tick(1);
    expect(transport.sent.length).toBe(2 + 11);
    const recorded = agent();
    expect([319, 320, 1919, 1920].map((n) => recorded[n])).toEqual([0, 8000, 8000, 0]);
  });

  it('clear / what was sent ahead counts as never played', () => {
    const { line, transport, tick, events, agent } = setUp(60);
    line.play(1, tone(100), true);
    line.play(2, tone(20), true);
    tick(3);
    expect(transport.sent.length).toBe(6);
    line.clear();
    tick(2);
    expect(events.slice(1)).toEqual([
      { type: 'playout-finished', playId: 1, atMs: 60, playedMs: 60, reason: 'cleared' },
      { type: 'playout-finished', playId: 2, atMs: 60, playedMs: 0, reason: 'cleared' },
    ]);
    expect(transport.clears).toBe(1);
    expect(
      agent()
        .slice(480)
        .every((sample) => sample === 0),
    ).toBe(true);
  });

  it('audio that comes in crumbs / no torn frame is sent before its time', () => {
    const { line, transport, tick } = setUp(60);
    for (let n = 0; n < 20; n++) {
      line.play(1, tone(25), n === 19);
      tick(1);
    }
    tick(10);
    const spoken = transport.sent.filter(({ pcm }) => isNear(pcm[0], 8000));
    expect(spoken.length).toBe(25);
    expect(spoken.every(({ pcm }) => pcm.every((sample) => isNear(sample, 8000)))).toBe(true);
  });
});

describe('MediaLine ending', () => {
  it('no packets for 30 s / closed by media-timeout; packets and holds put it off', () => {
    const { line, tick, transport, events } = setUp();
    tick(1499);
    transport.receive(0);
    tick(1499);
    line.setHeld(true);
    tick(3000);
    line.setHeld(false);
    tick(1499);
    expect(line.isClosed).toBe(false);
    tick(2);
    expect(line.isClosed).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'closed', reason: 'media-timeout' });
    expect(transport.isClosed).toBe(true);
  });

  it('close / every phrase ends, then closed, once; nothing happens afterwards', async () => {
    const { line, tick, events, recorder, transport } = setUp();
    line.play(1, tone(100), true);
    line.play(2, tone(100), false);
    tick(2);
    await line.close('caller-hung-up');
    await line.close('shutdown');
    expect(events.slice(1)).toEqual([
      { type: 'playout-finished', playId: 1, atMs: 40, playedMs: 40, reason: 'cleared' },
      { type: 'playout-finished', playId: 2, atMs: 40, playedMs: 0, reason: 'cleared' },
      { type: 'closed', reason: 'caller-hung-up', atMs: 40 },
    ]);
    const { length } = events;
    line.play(3, tone(10), true);
    line.clear();
    line.setHeld(true);
    tick(3);
    expect([events.length, recorder.durationMs, transport.stats.packetsSent]).toEqual([length, 40, 2]);
  });

  it('close from inside a frame listener / the tick ends quietly', () => {
    const { line, events } = setUp();
    line.onEvent((event) => {
      if (event.type === 'frame') void line.close('agent-hung-up');
      else events.push(event);
    });
    line.tick();
    line.tick();
    expect(events).toEqual([{ type: 'closed', reason: 'agent-hung-up', atMs: 0 }]);
  });
});
