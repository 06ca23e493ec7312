import type { AlloEvent } from '@allo/contracts/events';
import { frameMs, type IncomingPacket, type TransportStats } from '@allo/contracts/ports';
import type { WordBook } from '../../fakes/index.ts';
import type { CallerAtWire } from '../simulate.ts';
import { createCallerPlan, type TurnPlan } from './create-turns.ts';
import { voicePlan } from './voice-plan.ts';

/** What the agent did while a turn was being said, at the caller's socket. */
export interface SaidTurn {
  plan: TurnPlan;
  /** The agent's sound fell within the turn, pauses included. */
  wasInterrupted: boolean;
}

export interface AnsweringCallerOptions {
  book: WordBook;
  seed: number;
  turns: number;
  /** Situation of the corpus for each step of the skillbase. */
  situationOf(step: string): string;
  onHangUp(): void;
}

const rateHz = 8000;
const frameSamples = (rateHz * frameMs) / 1000;
const audible = 500;
/** The agent has finished after so long a silence, and the caller answers. */
const agentDoneMs = 900;
/** An agent that says nothing for so long has not understood: the caller says something again. */
const patienceMs = 9000;

/** A caller of the turn corpus in a whole call: answers whatever step the agent is at, as people answer such questions. */
export class AnsweringCaller implements CallerAtWire {
  readonly leadMs = 0;
  readonly heardText = '';
  readonly stats: TransportStats = { packetsReceived: 0, packetsSent: 0, packetsRejected: 0 };
  readonly said: SaidTurn[] = [];
  readonly #options: AnsweringCallerOptions;
  readonly #packet: IncomingPacket = {
    sequence: 0,
    timestamp: 0,
    marker: false,
    payload: new Uint8Array(frameSamples * 2),
  };
  #listener: (packet: IncomingPacket) => void = () => {};
  #step = '';
  #ticks = 0;
  #silentTicks = 0;
  #hasAgentSpoken = false;
  #isServed = false;
  #speech: Int16Array = new Int16Array(0);
  #offset = 0;

  constructor(options: AnsweringCallerOptions) {
    this.#options = options;
  }

  onCallEvent(event: AlloEvent): void {
    if (event.type === 'agent.step_entered') this.#step = event.data.step;
    // Everything was asked: what follows is a farewell.
    if (event.type === 'agent.outcome') this.#isServed = true;
  }

  step(): void {
    if (!this.#isTalking) this.#decide();
    this.#sendFrame();
    this.#ticks++;
  }

  onPacket(listener: (packet: IncomingPacket) => void): void {
    this.#listener = listener;
  }
  onDtmf(): void {}
  sendDtmf(): void {}
  clear(): void {}
  close(): void {}

  send(payload: Uint8Array): void {
    this.stats.packetsSent++;
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    let isAudible = false;
    for (let at = 0; at + 1 < payload.byteLength && !isAudible; at += 2)
      isAudible = Math.abs(view.getInt16(at, true)) > audible;
    this.#silentTicks = isAudible ? 0 : this.#silentTicks + 1;
    if (!isAudible) return;
    this.#hasAgentSpoken = true;
    const turn = this.said.at(-1);
    if (turn && this.#isTalking) turn.wasInterrupted = true;
  }

  get #isTalking(): boolean {
    return this.#offset < this.#speech.length;
  }

  #decide(): void {
    const silentMs = this.#silentTicks * frameMs;
    if (silentMs < agentDoneMs || (!this.#hasAgentSpoken && silentMs < patienceMs)) return;
    const { turns, seed, situationOf, book, onHangUp } = this.#options;
    if (this.#isServed || this.said.length >= turns) return onHangUp();
    const caller = createCallerPlan({
      seed: seed * 1000 + this.said.length,
      turns: 1,
      situations: [situationOf(this.#step)],
    });
    const plan = caller.turns[0] as TurnPlan;
    this.said.push({ plan, wasInterrupted: false });
    this.#speech = voicePlan(plan, book, caller.charactersPerSecond);
    this.#offset = 0;
    this.#hasAgentSpoken = false;
    this.#silentTicks = 0;
  }

  #sendFrame(): void {
    const packet = this.#packet;
    const view = new DataView(packet.payload.buffer);
    for (let index = 0; index < frameSamples; index++)
      view.setInt16(index * 2, this.#speech[this.#offset + index] ?? 0, true);
    if (this.#isTalking) {
      this.#offset += frameSamples;
      // Patience counts from the caller's own last word.
      this.#silentTicks = 0;
    }
    packet.sequence = this.#ticks & 0xffff;
    packet.timestamp = (this.#ticks * frameSamples) >>> 0;
    packet.marker = this.#ticks === 0;
    this.stats.packetsReceived++;
    this.#listener(packet);
  }
}
