import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { AppError, createSeededRandom } from '@allo/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { createRtpPacket, parseRtpPacket, writeRtpHeader } from './rtp-packet.ts';
import { RtpPortRange } from './rtp-port-range.ts';
import { RtpTransport } from './rtp-transport.ts';

const opened: { close(): void }[] = [];
const local = '127.0.0.1';

afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

async function phone(): Promise<{ socket: Socket; port: number; received: Uint8Array[] }> {
  const socket = createSocket('udp4');
  const received: Uint8Array[] = [];
  socket.on('message', (bytes) => received.push(bytes));
  socket.bind(0, local);
  await once(socket, 'listening');
  opened.push(socket);
  return { socket, port: socket.address().port, received };
}

async function open(ports = new RtpPortRange(31000, 31998)): Promise<RtpTransport> {
  const transport = await RtpTransport.open({ ports, bindAddress: local, random: createSeededRandom(5) });
  opened.push(transport);
  return transport;
}

function audio(
  sequence: number,
  payload: Uint8Array,
  payloadType = 8,
  ssrc = 77,
  timestamp = sequence * 160,
): Uint8Array {
  const bytes = new Uint8Array(12 + payload.length);
  writeRtpHeader(bytes, payloadType, false, sequence, timestamp, ssrc);
  bytes.set(payload, 12);
  return bytes;
}

/** Lets the sockets do their work until `done`, by turns of the event loop. */
async function until(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000 && !done(); turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(done()).toBe(true);
}

const peer = (port: number) => ({
  payloadType: 8,
  dtmfPayloadType: 101,
  remoteAddress: local,
  remotePort: port,
});

describe('RtpTransport', () => {
  it('audio both ways / payload, order and numbering arrive as they were sent', async () => {
    const transport = await open();
    const caller = await phone();
    transport.connect(peer(caller.port));
    const heard: number[][] = [];
    transport.onPacket(({ sequence, timestamp, payload }) =>
      heard.push([sequence, timestamp, payload[0] as number]),
    );
    for (let n = 0; n < 5; n++) {
      caller.socket.send(audio(n, new Uint8Array(160).fill(n)), transport.localPort, local);
      transport.send(new Uint8Array(160).fill(100 + n), n === 0);
    }
    await until(() => heard.length === 5 && caller.received.length === 5);
    expect(heard).toEqual([0, 1, 2, 3, 4].map((n) => [n, n * 160, n]));
    const packets = caller.received.map((bytes) => {
      const packet = createRtpPacket();
      expect(parseRtpPacket(bytes, packet)).toBe(true);
      return { ...packet, first: bytes[12] };
    });
    expect(packets.map(({ first, marker }) => [first, marker])).toEqual([
      [100, true],
      [101, false],
      [102, false],
      [103, false],
      [104, false],
    ]);
    const steps = packets
      .slice(1)
      .map((packet, n) => [
        (packet.sequence - (packets[n]?.sequence ?? 0)) & 0xffff,
        (packet.timestamp - (packets[n]?.timestamp ?? 0)) >>> 0,
      ]);
    expect(steps).toEqual(Array.from({ length: 4 }, () => [1, 160]));
    expect(transport.stats).toMatchObject({
      packetsReceived: 5,
      packetsSent: 5,
      packetsRejected: 0,
      packetsLost: 0,
    });
  });

  it('garbage, other payload types, strangers, too early / counted, never heard', async () => {
    const transport = await open();
    const caller = await phone();
    const stranger = await phone();
    let heard = 0;
    transport.onPacket(() => heard++);
    const frame = new Uint8Array(160);
    caller.socket.send(audio(0, frame), transport.localPort, local);
    await until(() => transport.stats.packetsRejected === 1);
    transport.connect(peer(caller.port));
    caller.socket.send(audio(1, frame), transport.localPort, local);
    await until(() => heard === 1);
    caller.socket.send('not RTP', transport.localPort, local);
    caller.socket.send(audio(2, frame, 0), transport.localPort, local);
    caller.socket.send(audio(3, frame, 13), transport.localPort, local);
    stranger.socket.send(audio(4, frame), transport.localPort, local);
    await until(() => transport.stats.packetsRejected === 5);
    expect(heard).toBe(1);
    expect(transport.stats.packetsForeign).toBe(1);
  });

  it('a caller behind NAT / is answered where it speaks from', async () => {
    const transport = await open();
    const caller = await phone();
    transport.connect({ ...peer(9), remoteAddress: '192.0.2.55' });
    let heard = 0;
    transport.onPacket(() => heard++);
    caller.socket.send(audio(0, new Uint8Array(160)), transport.localPort, local);
    await until(() => heard === 1);
    transport.send(new Uint8Array(160), false);
    await until(() => caller.received.length === 1);
  });

  it('key presses / sent in place of audio, heard by the other end once each', async () => {
    const ports = new RtpPortRange(31000, 31998);
    const [a, b] = [await open(ports), await open(ports)];
    a.connect(peer(b.localPort));
    b.connect(peer(a.localPort));
    const heard: string[] = [];
    let audioPackets = 0;
    b.onDtmf((digit) => heard.push(digit));
    b.onPacket(() => audioPackets++);
    a.sendDtmf('4#');
    let sends = 0;
    for (; a.isSendingDtmf; sends++) a.send(new Uint8Array(160), false);
    expect(sends).toBe(30);
    a.send(new Uint8Array(160), false);
    await until(() => audioPackets === 1);
    expect(heard).toEqual(['4', '#']);
    expect(b.stats.packetsLost).toBe(0);
  });

  it('far side without telephone-event / a key press changes nothing', async () => {
    const transport = await open();
    const caller = await phone();
    transport.connect({ ...peer(caller.port), dtmfPayloadType: null });
    transport.sendDtmf('1');
    expect(transport.isSendingDtmf).toBe(false);
  });

  it('a name instead of an address, a port out of range / refused', async () => {
    const transport = await open();
    expect(() => transport.connect({ ...peer(4000), remoteAddress: 'phone.example' })).toThrow(AppError);
    expect(() => transport.connect(peer(70_000))).toThrow(AppError);
  });

  it('port taken by another program / the next even one; all taken / port_in_use; closed / lent again', async () => {
    const ports = new RtpPortRange(31900, 31903);
    const blocker = createSocket('udp4');
    opened.push(blocker);
    blocker.bind(31900, local);
    await once(blocker, 'listening');
    const transport = await open(ports);
    expect(transport.localPort).toBe(31902);
    await expect(open(ports)).rejects.toMatchObject({ code: 'port_in_use' });
    transport.close();
    transport.close();
    expect(ports.free).toBe(2);
    transport.send(new Uint8Array(160), false);
  });
});
