import type { MessagePort } from 'node:worker_threads';
import type { IncomingPacket, PacketTransport, TransportStats } from '@allo/contracts/ports';

/**
 * What the other end of the port may post: audio (PCM16 little endian at the line's rate, 20 ms a piece, at most
 * 120 ms) or a key press. A view is cloned with its whole buffer: post an exact copy, best transferred.
 */
export type PortTransportInput = ArrayBuffer | Uint8Array | { type: 'dtmf'; digit: string };

/** What it receives: audio of the same shape (transferred), or an order to the page. */
export type PortTransportOutput = Uint8Array | { type: 'clear' } | { type: 'dtmf'; digits: string };

const maxPacketMs = 120;
const defaultLeadMs = 60;
const digitPattern = '0123456789*#ABCD';

export interface PortTransportOptions {
  port: MessagePort;
  sampleRateHz: number;
  /** How far ahead of real time the page is filled while the agent speaks. Default 60 ms. */
  leadMs?: number;
}

/**
 * The media end of a browser call: L16 over a message port whose other end serves the WebSocket. The stream is
 * reliable and in order, therefore sequence and timestamp are simply counted.
 */
export class PortTransport implements PacketTransport {
  readonly leadMs: number;
  readonly stats: TransportStats = { packetsReceived: 0, packetsSent: 0, packetsRejected: 0 };
  readonly #port: MessagePort;
  readonly #maxBytes: number;
  readonly #incoming: IncomingPacket = {
    sequence: 0,
    timestamp: 0,
    marker: false,
    payload: new Uint8Array(0),
  };
  #packetListener: (packet: IncomingPacket) => void = () => {};
  #dtmfListener: (digit: string) => void = () => {};
  #closedListener: () => void = () => {};
  #nextTimestamp = 0;
  #isClosed = false;

  constructor(options: PortTransportOptions) {
    this.#port = options.port;
    this.leadMs = options.leadMs ?? defaultLeadMs;
    this.#maxBytes = (options.sampleRateHz * 2 * maxPacketMs) / 1000;
    this.#port.on('message', (message: unknown) => this.#receive(message));
    this.#port.on('close', () => this.#onClose());
  }

  onPacket(listener: (packet: IncomingPacket) => void): void {
    this.#packetListener = listener;
  }

  onDtmf(listener: (digit: string) => void): void {
    this.#dtmfListener = listener;
  }

  /** One listener: the other end closed the port. Not told after `close`. */
  onClosed(listener: () => void): void {
    this.#closedListener = listener;
  }

  send(payload: Uint8Array, _marker: boolean): void {
    if (this.#isClosed) return;
    const copy = payload.slice();
    this.#port.postMessage(copy satisfies PortTransportOutput, [copy.buffer]);
    this.stats.packetsSent++;
  }

  sendDtmf(digits: string): void {
    if (!this.#isClosed) this.#port.postMessage({ type: 'dtmf', digits } satisfies PortTransportOutput);
  }

  clear(): void {
    if (!this.#isClosed) this.#port.postMessage({ type: 'clear' } satisfies PortTransportOutput);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#port.close();
  }

  #onClose(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#closedListener();
  }

  #receive(message: unknown): void {
    if (this.#isClosed) return;
    if (message instanceof Uint8Array) return this.#receiveAudio(message);
    if (message instanceof ArrayBuffer) return this.#receiveAudio(new Uint8Array(message));
    const digit = (message as { digit?: unknown } | null)?.digit;
    if (typeof digit === 'string' && digit.length === 1 && digitPattern.includes(digit)) {
      this.#dtmfListener(digit);
    } else this.stats.packetsRejected++;
  }

  #receiveAudio(payload: Uint8Array): void {
    if (payload.length === 0 || payload.length % 2 !== 0 || payload.length > this.#maxBytes) {
      this.stats.packetsRejected++;
      return;
    }
    this.stats.packetsReceived++;
    const packet = this.#incoming;
    packet.timestamp = this.#nextTimestamp;
    packet.payload = payload;
    this.#nextTimestamp = (this.#nextTimestamp + payload.length / 2) >>> 0;
    this.#packetListener(packet);
    packet.sequence = (packet.sequence + 1) & 0xffff;
  }
}
