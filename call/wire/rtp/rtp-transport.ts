import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import type { IncomingPacket, PacketTransport, TransportStats } from '@allo/contracts/ports';
import { AppError, type Random } from '@allo/kernel';
import { KeyPressReceiver } from './key-press-receiver.ts';
import { createRtpPacket, parseRtpPacket } from './rtp-packet.ts';
import type { RtpPortRange } from './rtp-port-range.ts';
import { RtpSender } from './rtp-sender.ts';
import { type RtpAddress, SourceLatch } from './source-latch.ts';
import { StreamTracker } from './stream-tracker.ts';
import { parseTelephoneEvent } from './telephone-event.ts';

/** What SDP agreed for one call. */
export interface RtpPeer {
  payloadType: number;
  /** Payload type of telephone-event, null when the far side has none: then key presses cannot be sent. */
  dtmfPayloadType: number | null;
  /** Numeric. Port 0 or 0.0.0.0 = not known yet: wait for the first packet. */
  remoteAddress: string;
  remotePort: number;
}

export interface RtpStats extends TransportStats {
  /** Of the rejected: packets from a source that is not the latched one. */
  packetsForeign: number;
  packetsLost: number;
  /** Sends the system refused. */
  sendErrors: number;
  /** Streams the far side began; more than 1 = it changed in mid-call. */
  streams: number;
}

export interface RtpTransportOptions {
  ports: RtpPortRange;
  /** Numeric address to bind, e.g. 0.0.0.0 or ::. */
  bindAddress: string;
  random: Random;
}

const frameSamples = 160;
const recvBufferBytes = 212_992;
const maxBindAttempts = 20;

/**
 * RTP of one G.711 call on its own UDP socket. Before `connect` everything that arrives is rejected. Only packets of
 * the agreed payload types from the latched source are heard; the rest is counted. Never throws after opening: a
 * send the system refuses is counted too.
 */
export class RtpTransport implements PacketTransport {
  /** RTP has no way to take back what was sent. */
  readonly leadMs = 0;
  readonly stats: RtpStats = {
    packetsReceived: 0,
    packetsSent: 0,
    packetsRejected: 0,
    packetsForeign: 0,
    packetsLost: 0,
    sendErrors: 0,
    streams: 0,
  };
  readonly localPort: number;
  readonly #socket: Socket;
  readonly #release: () => void;
  readonly #sender: RtpSender;
  readonly #tracker = new StreamTracker();
  readonly #keys: KeyPressReceiver;
  readonly #packet = createRtpPacket();
  readonly #incoming: IncomingPacket;
  #packetListener: (packet: IncomingPacket) => void = () => {};
  #dtmfListener: (digit: string) => void = () => {};
  #peer: RtpPeer | null = null;
  #latch: SourceLatch | null = null;
  #isClosed = false;

  /** Binds a port of the range. Rejects with AppError `port_in_use` when none can be had. */
  static async open(options: RtpTransportOptions): Promise<RtpTransport> {
    for (let attempt = 0; attempt < maxBindAttempts; attempt++) {
      const port = options.ports.lend();
      if (port === null) break;
      try {
        const socket = await bind(options.bindAddress, port);
        return new RtpTransport(socket, port, options.random, () => options.ports.giveBack(port));
      } catch (error) {
        options.ports.giveBack(port);
        const code = (error as NodeJS.ErrnoException).code;
        if (code !== 'EADDRINUSE' && code !== 'EACCES') throw bindFailure(code, error);
      }
    }
    throw new AppError('port_in_use', 'No free port for the audio of a call; widen RTP_PORTS.');
  }

  /** Use {@link RtpTransport.open}. */
  private constructor(socket: Socket, localPort: number, random: Random, release: () => void) {
    this.#socket = socket;
    this.localPort = localPort;
    this.#release = release;
    this.#sender = new RtpSender(random, 2 * frameSamples, frameSamples);
    this.#keys = new KeyPressReceiver((digit) => this.#dtmfListener(digit));
    this.#incoming = { sequence: 0, timestamp: 0, marker: false, payload: new Uint8Array(0) };
    socket.on('message', (bytes, source) => this.#receive(bytes, source));
    socket.on('error', () => {
      this.stats.sendErrors++;
    });
  }

  get isSendingDtmf(): boolean {
    return this.#sender.isSendingKeys;
  }

  onPacket(listener: (packet: IncomingPacket) => void): void {
    this.#packetListener = listener;
  }

  onDtmf(listener: (digit: string) => void): void {
    this.#dtmfListener = listener;
  }

  /** Begins, or after a re-INVITE changes, the exchange. Throws AppError `bad_request` on a name or a broken port. */
  connect(peer: RtpPeer): void {
    if (isIP(peer.remoteAddress) === 0 || !isPort(peer.remotePort)) {
      throw new AppError('bad_request', 'The far side offers no numeric address for audio.');
    }
    const expected: RtpAddress = { address: peer.remoteAddress, port: peer.remotePort };
    if (this.#latch) this.#latch.expect(expected);
    else this.#latch = new SourceLatch(expected);
    this.#peer = peer;
  }

  send(payload: Uint8Array, marker: boolean): void {
    const peer = this.#peer;
    if (!peer || this.#isClosed) return;
    const packet = this.#sender.next(payload, peer.payloadType, peer.dtmfPayloadType, marker);
    const destination = this.#latch?.destination;
    if (!packet || !destination) return;
    this.#socket.send(packet, 0, packet.length, destination.port, destination.address);
    this.stats.packetsSent++;
  }

  /** Does nothing when the far side has no telephone-event. */
  sendDtmf(digits: string): void {
    if (this.#peer?.dtmfPayloadType != null) this.#sender.press(digits);
  }

  clear(): void {}

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
    this.#release();
  }

  #receive(bytes: Uint8Array, source: RemoteInfo): void {
    const peer = this.#peer;
    const packet = this.#packet;
    if (this.#isClosed) return;
    if (!peer || !this.#latch || !parseRtpPacket(bytes, packet)) return this.#reject();
    const isKey = packet.payloadType === peer.dtmfPayloadType;
    if (!isKey && packet.payloadType !== peer.payloadType) return this.#reject();
    if (!this.#latch.accept(source.address, source.port)) {
      this.stats.packetsForeign++;
      return this.#reject();
    }
    this.stats.packetsReceived++;
    const payload = bytes.subarray(packet.payloadStart, packet.payloadEnd);
    if (isKey) {
      this.#tracker.pass(packet.ssrc, packet.sequence);
      const event = parseTelephoneEvent(payload);
      if (event) this.#keys.receive(packet.ssrc, packet.timestamp, event);
      return;
    }
    this.#keys.hearAudio(packet.ssrc, packet.timestamp);
    this.#deliver(payload);
  }

  #deliver(payload: Uint8Array): void {
    const { ssrc, sequence, timestamp, marker } = this.#packet;
    const tracked = this.#tracker.track(ssrc, sequence, timestamp, payload.length);
    this.stats.packetsLost = this.#tracker.packetsLost;
    this.stats.streams = this.#tracker.streams;
    if (!tracked) return;
    const incoming = this.#incoming;
    incoming.sequence = tracked.sequence;
    incoming.timestamp = tracked.timestamp;
    incoming.marker = marker || tracked.isNewStream;
    incoming.payload = payload;
    this.#packetListener(incoming);
  }

  #reject(): void {
    this.stats.packetsRejected++;
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65535;
}

function bindFailure(code: string | undefined, cause: unknown): AppError {
  return new AppError('media_failed', 'The address for audio cannot be used.', {
    detail: code ?? 'bind',
    cause,
  });
}

function bind(address: string, port: number): Promise<Socket> {
  const socket = createSocket({
    type: isIP(address) === 6 ? 'udp6' : 'udp4',
    recvBufferSize: recvBufferBytes,
    // Addresses are always numeric: no name service may stand in the way of a packet.
    lookup: (host, _options, done) => done(null, host, isIP(host)),
  });
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
