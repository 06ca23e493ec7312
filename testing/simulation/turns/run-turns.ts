import { type EndOfTurnPolicy, Hearing, type HearingOptions } from '@allo/call/hearing';
import { MediaLine } from '@allo/call/media';
import {
  frameMs,
  type IncomingPacket,
  type PacketTransport,
  type TransportStats,
} from '@allo/contracts/ports';
import { createSeededRandom, VirtualClock } from '@allo/kernel';
import { createEnergyVoiceActivity, createStreamingWordRecogniser, WordBook } from '../../fakes/index.ts';
import type { CallerPlan, TurnPlan } from './create-turns.ts';
import { gaussian } from './pause-lengths.ts';
import { voicePlan } from './voice-plan.ts';

/** A recogniser's delays in ms: median and 95th percentile of a log-normal. */
export interface RecogniserPace {
  partial: { p50: number; p95: number };
  /** From the request for a final. */
  final: { p50: number; p95: number };
}

/** What became of a planned turn, by the caller's own clock. */
export interface TurnOutcome {
  plan: TurnPlan;
  caller: number;
  /** The agent was heard before the caller had said everything. */
  wasCutOff: boolean;
  /** The caller's last sound → the agent's first at the caller's socket; null when cut off. */
  deadAirMs: number | null;
  /** The same silence when the engine decided, on the engine's audio clock; null when cut off. */
  decidedMs: number | null;
  /** Words of each turn the engine made of it. */
  parts: readonly string[];
}

export interface RunTurnsOptions {
  callers: readonly CallerPlan[];
  recogniser: RecogniserPace;
  policy?: EndOfTurnPolicy;
  hearing?: Partial<HearingOptions>;
}

const rateHz = 8000;
const frameSamples = (rateHz * frameMs) / 1000;
/** After a reply the caller breathes, and answers. */
const gapMs = 500;
/** A turn nobody answers is given up. */
const patienceMs = 6000;
/** The agent's reply: short, so that turns follow quickly. */
const replyMs = 120;

/**
 * Every caller says turn after turn to a real media line and real hearing; the agent answers each turn at once with a
 * short sound, so that the silence a caller hears is the engine's patience and its media path, and nothing else.
 */
export async function runTurns(options: RunTurnsOptions): Promise<TurnOutcome[]> {
  const clock = new VirtualClock();
  const book = new WordBook();
  const lines = options.callers.map((caller, index) => new TurnLine(options, caller, index, clock, book));
  while (lines.some((line) => !line.isDone)) {
    for (const line of lines) line.step();
    await clock.advance(frameMs);
  }
  return lines.flatMap((line) => line.outcomes);
}

/** One caller, the wire, and the engine behind it. */
class TurnLine implements PacketTransport {
  readonly leadMs = 0;
  readonly stats: TransportStats = { packetsReceived: 0, packetsSent: 0, packetsRejected: 0 };
  readonly outcomes: TurnOutcome[] = [];
  readonly #caller: CallerPlan;
  readonly #index: number;
  readonly #book: WordBook;
  readonly #line: MediaLine;
  readonly #hearing: Hearing;
  readonly #packet: IncomingPacket = {
    sequence: 0,
    timestamp: 0,
    marker: false,
    payload: new Uint8Array(frameSamples * 2),
  };
  #listener: (packet: IncomingPacket) => void = () => {};
  #speech: Int16Array = new Int16Array(0);
  #offset = 0;
  #ticks = 0;
  #turn = -1;
  #nextAtMs = 600;
  /** Where the words of the turn in hand begin and end on the caller's clock. */
  #startMs = 0;
  #endMs = 0;
  #firstAgentMs: number | null = null;
  #decidedMs: number | null = null;
  #parts: string[] = [];
  #plays = 0;

  constructor(
    options: RunTurnsOptions,
    caller: CallerPlan,
    index: number,
    clock: VirtualClock,
    book: WordBook,
  ) {
    this.#caller = caller;
    this.#index = index;
    this.#book = book;
    const random = createSeededRandom(caller.seed * 31 + 7);
    const draw = ({ p50, p95 }: { p50: number; p95: number }) =>
      p50 * Math.exp((Math.log(p95 / p50) / 1.645) * gaussian(random));
    const stt = createStreamingWordRecogniser({
      clock,
      book,
      partialLagMs: () => draw(options.recogniser.partial),
      finalLagMs: () => draw(options.recogniser.final),
      tailLatencyMs: 330,
    });
    this.#line = new MediaLine({ transport: this, codec: 'L16', sampleRateHz: rateHz, recorder: null });
    this.#hearing = new Hearing({
      sampleRateHz: rateHz,
      voiceActivity: createEnergyVoiceActivity().open(rateHz),
      speechToText: stt.open({ sampleRateHz: rateHz, language: 'ru' }, new AbortController().signal),
      sttTailLatencyMs: stt.capabilities.tailLatencyMs,
      sttMode: stt.capabilities.mode,
      ...(options.policy && { policy: options.policy }),
      ...options.hearing,
      onEvent: (event) => {
        if (event.type === 'turn-ended') this.#answer(event.turn.endMs, event.turn.text);
      },
    });
    this.#line.onEvent((event) => {
      if (event.type === 'frame') this.#hearing.frame(event.pcm, event.atMs);
    });
  }

  get isDone(): boolean {
    return this.outcomes.length >= this.#caller.turns.length;
  }

  /** 20 ms: a packet that holds the 20 ms before leaves, then the engine works. */
  step(): void {
    if (this.isDone) return;
    const nowMs = this.#ticks * frameMs;
    this.#score(nowMs);
    if (this.#turn < this.#caller.turns.length && nowMs >= this.#nextAtMs) this.#begin(nowMs);
    this.#sendFrame();
    this.#line.tick();
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
    if (this.#firstAgentMs !== null) return;
    const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
    for (let at = 0; at + 1 < payload.byteLength; at += 2) {
      if (Math.abs(view.getInt16(at, true)) < 500) continue;
      this.#firstAgentMs = this.#ticks * frameMs;
      return;
    }
  }

  #begin(nowMs: number): void {
    this.#turn++;
    this.#nextAtMs = Number.POSITIVE_INFINITY;
    const plan = this.#caller.turns[this.#turn] as TurnPlan;
    this.#hearing.expect(plan.asked ? { type: plan.asked } : null);
    this.#speech = voicePlan(plan, this.#book, this.#caller.charactersPerSecond);
    this.#offset = 0;
    // The first sample is spoken now and leaves with the next packet.
    this.#startMs = nowMs;
    this.#endMs = nowMs + (this.#speech.length * 1000) / rateHz;
    this.#firstAgentMs = null;
    this.#decidedMs = null;
    this.#parts = [];
  }

  #answer(speechEndMs: number, text: string): void {
    this.#parts.push(text);
    this.#decidedMs ??= this.#line.positionMs + frameMs - speechEndMs;
    const tone = new Int16Array((rateHz * replyMs) / 1000);
    for (let index = 0; index < tone.length; index++) tone[index] = index & 1 ? -3000 : 3000;
    this.#line.play(++this.#plays, tone, true);
  }

  /** The turn is over for the caller when an answer came after the last word, or nothing for long. */
  #score(nowMs: number): void {
    if (this.#nextAtMs !== Number.POSITIVE_INFINITY || nowMs < this.#endMs + gapMs) return;
    const first = this.#firstAgentMs;
    const isAnswered = first !== null && !this.#hearing.isTurnOpen && nowMs > first + gapMs;
    if (!isAnswered && nowMs < this.#endMs + patienceMs) return;
    const wasCutOff = first !== null && first < this.#endMs;
    this.outcomes.push({
      plan: this.#caller.turns[this.#turn] as TurnPlan,
      caller: this.#index,
      wasCutOff,
      deadAirMs: wasCutOff ? null : (first ?? nowMs) - this.#endMs,
      decidedMs: wasCutOff ? null : (this.#decidedMs ?? patienceMs),
      parts: this.#parts,
    });
    this.#nextAtMs = nowMs + gapMs;
  }

  #sendFrame(): void {
    const packet = this.#packet;
    const view = new DataView(packet.payload.buffer);
    const isTalking = this.#turn >= 0 && this.#ticks * frameMs > this.#startMs;
    for (let index = 0; index < frameSamples; index++) {
      view.setInt16(index * 2, isTalking ? (this.#speech[this.#offset + index] ?? 0) : 0, true);
    }
    if (isTalking) this.#offset += frameSamples;
    packet.sequence = this.#ticks & 0xffff;
    packet.timestamp = (this.#ticks * frameSamples) >>> 0;
    packet.marker = this.#ticks === 0;
    this.stats.packetsReceived++;
    this.#listener(packet);
  }
}
