import { MediaLine } from '@allo/call/media';
import { CallSession, type CallProviders, SignalledLeg } from '@allo/call/session';
import { PhraseCache } from '@allo/call/speaking';
import { type CallId, defaultOrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { LegCloseReason, PacketTransport } from '@allo/contracts/ports';
import type { Skillbase } from '@allo/contracts/skillbase';
import { createSeededIds, createSeededRandom, VirtualClock } from '@allo/kernel';
import {
  createEnergyVoiceActivity,
  createWordSpeechToText,
  createWordVoice,
  type FakeSttOptions,
  type FakeVoiceOptions,
  WordBook,
} from '../fakes/index.ts';
import { type CallerStep, SimulatedCaller } from './simulated-caller.ts';

/** Whoever is at the far end of the wire: steps every 20 ms, before the line does. */
export interface CallerAtWire extends PacketTransport {
  step(): void;
  readonly heardText: string;
  /** What the session tells the world, as it happens. */
  onCallEvent?(event: AlloEvent): void;
}

export interface SimulatedCallOptions {
  skillbase: Skillbase;
  script: readonly CallerStep[];
  /** Another caller than one who follows the script. */
  caller?(book: WordBook, onHangUp: () => void): CallerAtWire;
  /** Another recogniser than the fake one. */
  recogniser?(clock: VirtualClock, book: WordBook): CallProviders['speechToText'];
  seed?: number;
  from?: string;
  /** Null: the call cannot hear. */
  stt?: Partial<FakeSttOptions> | null;
  voices?: Array<Partial<FakeVoiceOptions>>;
  languageModel?(clock: VirtualClock): CallProviders['languageModel'];
}

export interface SimulatedCallResult {
  events: AlloEvent[];
  /** What the caller's ear made out. */
  heardText: string;
  durationMs: number;
  isOver: boolean;
}

interface Running {
  caller: CallerAtWire;
  line: MediaLine;
  result: SimulatedCallResult;
}

/**
 * Runs calls side by side on one virtual clock: real media lines, real sessions, callers that live at the far end of the
 * wire, and providers that take their time. The same options give the same events.
 */
export async function simulateCalls(
  calls: readonly SimulatedCallOptions[],
  limits: { maxMs: number; epoch?: Date; wallJumps?: ReadonlyArray<{ atMs: number; byMs: number }> },
): Promise<SimulatedCallResult[]> {
  const clock = new VirtualClock(limits.epoch);
  const book = new WordBook();
  const running = calls.map((options, index) => startCall(options, index, clock, book));
  const jumps = [...(limits.wallJumps ?? [])].sort((a, b) => a.atMs - b.atMs);
  while (clock.now() < limits.maxMs && running.some((one) => !one.result.isOver)) {
    while (jumps[0] && jumps[0].atMs <= clock.now()) clock.jump(jumps.shift()?.byMs ?? 0);
    for (const { caller, line, result } of running) {
      if (result.isOver) continue;
      caller.step();
      line.tick();
    }
    await clock.advance(20);
  }
  for (const { caller, result } of running) result.heardText = caller.heardText;
  return running.map((one) => one.result);
}

function startCall(
  options: SimulatedCallOptions,
  index: number,
  clock: VirtualClock,
  book: WordBook,
): Running {
  const seed = options.seed ?? index + 1;
  const ids = createSeededIds(clock, createSeededRandom(seed));
  const result: SimulatedCallResult = { events: [], heardText: '', durationMs: 0, isOver: false };
  const end = (reason: LegCloseReason) => {
    leg.closed(reason);
    void line.close(reason);
  };
  const hangUp = () => end('caller-hung-up');
  const caller: CallerAtWire =
    options.caller?.(book, hangUp) ?? new SimulatedCaller({ book, script: options.script, onHangUp: hangUp });
  const line = new MediaLine({ transport: caller, codec: 'L16', sampleRateHz: 8000, recorder: null });
  const media = {
    sampleRateHz: line.sampleRateHz,
    onEvent: line.onEvent.bind(line),
    play: line.play.bind(line),
    clear: line.clear.bind(line),
    setGain: line.setGain.bind(line),
    sendDtmf: line.sendDtmf.bind(line),
    detach: () => line.onEvent(() => {}),
  };
  const facts = {
    wire: 'simulated' as const,
    direction: 'inbound' as const,
    from: options.from ?? '',
    to: options.skillbase.id,
  };
  const leg = new SignalledLeg(facts, media, {
    answer: () => clock.defer(() => leg.answered()),
    hangUp: (reason) => clock.defer(() => end(reason)),
    notify: () => {},
  });
  const voices = (options.voices ?? [{}]).map((voice) => createWordVoice({ clock, book, ...voice }));
  const session = new CallSession({
    callId: ids.uuid() as CallId,
    orgId: defaultOrgId,
    agent: { id: options.skillbase.id, skillbaseVersion: 1 },
    skillbase: options.skillbase,
    leg,
    providers: {
      voiceActivity: createEnergyVoiceActivity(),
      speechToText:
        options.recogniser?.(clock, book) ??
        (options.stt === null ? null : createWordSpeechToText({ clock, book, ...options.stt })),
      languageModel: options.languageModel?.(clock) ?? null,
      voices,
    },
    phraseCache: new PhraseCache(),
    clock,
    ids,
    seed,
    onEvent: (event) => {
      result.events.push(event);
      caller.onCallEvent?.(event);
    },
    onClosed: () => {
      result.isOver = true;
      result.durationMs = line.positionMs;
    },
  });
  void session.start();
  return { caller, line, result };
}
