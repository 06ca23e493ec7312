import type { IncomingPacket, PacketTransport, TransportStats } from '@allo/contracts/ports';
import { frameMs } from '@allo/contracts/ports';
import type { WordBook } from '../fakes/index.ts';

/** What a scripted caller does next. `say` waits for the agent to finish first unless told otherwise. */
export type CallerStep =
  | {
      say: string;
      /** Pause after the agent fell silent. Default 350. */
      afterMs?: number;
      /** Speaks whatever the agent does. */
      now?: true;
    }
  /** Starts talking while the agent does, so long after the agent began. */
  | { interrupt: string; afterMs: number }
  | { press: string; afterMs?: number }
  /** Says nothing until the agent has spoken `times` more times. */
  | { listen: number }
  | { pauseMs: number }
  | { hangUp: true; afterMs?: number; now?: true };

const rateHz = 8000;
const frameSamples = (rateHz * frameMs) / 1000;
/** The agent counts as finished after this much silence: longer than the gap between clauses. */
const agentDoneMs = 700;
/** An agent that answers nothing for so long is spoken to again. */
const patienceMs = 12_000;

/**
 * A caller that lives at the far end of the wire: hears the agent's packets, waits its turn, and sends its own voice
 * as packets every 20 ms. Knows nothing of the engine behind the wire.
 */
export class SimulatedCaller implements PacketTransport {
  readonly leadMs = 0;
  readonly stats: TransportStats = { packetsReceived: 0, packetsSent: 0, packetsRejected: 0 };
  readonly #book: WordBook;
  readonly #script: CallerStep[];
  readonly #onHangUp: () => void;
  #packetListener: (packet: IncomingPacket) => void = () => {};
  #digitListener: (digit: string) => void = () => {};
  #speech: Int16Array = new Int16Array(0);
  #speechOffset = 0;
  #ticks = 0;
  #agentSpeechTicks = 0;
  #agentSilentTicks = 0;
  #agentTurns = 0;
  #agentSpokeSinceMe = false;
  #listenUntil = 0;
  #waitTicks = 0;
  #heard: Int16Array[] = [];
  #isClosed = false;
  readonly #packet: IncomingPacket = {
    sequence: 0,
    timestamp: 0,
    marker: false,
    payload: new Uint8Array(frameSamples * 2),
  };

  constructor(options: { book: WordBook; script: readonly CallerStep[]; onHangUp(): void }) {
    this.#book = options.book;
    this.#script = [...options.script];
    this.#onHangUp = options.onHangUp;
  }

  /** Everything the caller heard, as words. */
  get heardText(): string {
    const samples = this.#heard.reduce((sum, chunk) => sum + chunk.length, 0);
    const pcm = new Int16Array(samples);
    let offset = 0;
    for (const chunk of this.#heard) {
      pcm.set(chunk, offset);
      offset += chunk.length;
    }
    return this.#book.recognise(pcm, rateHz);
  }

  get isScriptDone(): boolean {
    return this.#script.length === 0;
  }

  /** One step of 20 ms: decides, then sends a packet. */
  step(): void {
    if (this.#isClosed) return;
    if (!this.#isTalking) this.#decide();
    this.#sendFrame();
    this.#ticks++;
  }

  onPacket(listener: (packet: IncomingPacket) => void): void {
    this.#packetListener = listener;
  }

  onDtmf(listener: (digit: string) => void): void {
    this.#digitListener = listener;
  }

  send(payload: Uint8Array): void {
    this.stats.packetsSent++;
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    const pcm = new Int16Array(payload.byteLength / 2);
    let isVoiced = false;
    for (let index = 0; index < pcm.length; index++) {
      const sample = view.getInt16(index * 2, true);
      pcm[index] = sample;
      if (sample > 500 || sample < -500) isVoiced = true;
    }
    if (isVoiced) {
      if (this.#agentSilentTicks * frameMs >= agentDoneMs || this.#agentTurns === 0) {
        this.#agentTurns++;
        this.#agentSpeechTicks = 0;
      }
      this.#agentSpeechTicks++;
      this.#agentSilentTicks = 0;
      if (!this.#isTalking) this.#agentSpokeSinceMe = true;
      this.#heard.push(pcm);
      return;
    }
    if (this.#agentSilentTicks === 0) this.#heard.push(pcm);
    this.#agentSilentTicks++;
  }

  sendDtmf(): void {}
  clear(): void {}
  close(): void {
    this.#isClosed = true;
  }

  get #isTalking(): boolean {
    return this.#speechOffset < this.#speech.length;
  }

  get #agentIsDone(): boolean {
    const silentMs = this.#agentSilentTicks * frameMs;
    return (
      (this.#agentSpokeSinceMe && silentMs >= agentDoneMs) || (this.#agentTurns > 0 && silentMs >= patienceMs)
    );
  }

  #decide(): void {
    const next = this.#script[0];
    if (!next) return;
    if ('interrupt' in next) {
      if (this.#agentSilentTicks === 0 && this.#agentSpeechTicks * frameMs >= next.afterMs)
        this.#begin(next.interrupt);
      return;
    }
    if ('listen' in next) {
      if (this.#listenUntil === 0) this.#listenUntil = this.#agentTurns + next.listen;
      if (this.#agentTurns < this.#listenUntil || !this.#agentIsDone) return;
      this.#listenUntil = 0;
      this.#script.shift();
      return;
    }
    if ('pauseMs' in next) {
      if (this.#waited(next.pauseMs)) this.#script.shift();
      return;
    }
    const isMyTurn = ('now' in next && next.now) || this.#agentIsDone;
    if (!isMyTurn || !this.#waited(next.afterMs ?? 350)) return;
    if ('say' in next) this.#begin(next.say);
    else if ('press' in next) this.#press(next.press);
    else this.#hangUp();
  }

  #waited(durationMs: number): boolean {
    this.#waitTicks++;
    if (this.#waitTicks * frameMs < durationMs) return false;
    this.#waitTicks = 0;
    return true;
  }

  #begin(text: string): void {
    this.#script.shift();
    this.#speech = this.#book.speak(text, rateHz);
    this.#speechOffset = 0;
    this.#awaitAgent();
  }

  #press(digits: string): void {
    this.#script.shift();
    for (const digit of digits) this.#digitListener(digit);
    this.#awaitAgent();
  }

  /** The agent must react before the next step of the script. */
  #awaitAgent(): void {
    this.#agentSpokeSinceMe = false;
    this.#agentSilentTicks = 0;
  }

  #hangUp(): void {
    this.#script.shift();
    this.#onHangUp();
  }

  #sendFrame(): void {
    const packet = this.#packet;
    const view = new DataView(packet.payload.buffer);
    for (let index = 0; index < frameSamples; index++) {
      view.setInt16(index * 2, this.#speech[this.#speechOffset + index] ?? 0, true);
    }
    if (this.#isTalking) this.#speechOffset += frameSamples;
    packet.sequence = this.#ticks & 0xffff;
    packet.timestamp = (this.#ticks * frameSamples) >>> 0;
    packet.marker = this.#ticks === 0;
    this.stats.packetsReceived++;
    this.#packetListener(packet);
  }
}
