import { readFileSync } from 'node:fs';
import { createEndOfTurnPolicy, defaultPatience } from '@allo/call/hearing';
import { parseSkillbase } from '@allo/call/scenario';
import { createSeededRandom, createSystemClock } from '@allo/kernel';
import {
  type CallerPlan,
  createCallerPlan,
  gaussian,
  publishedCutOff,
  type RecogniserPace,
  runTurns,
  type TurnOutcome,
} from '@allo/testing/simulation';
import { type Bench, percentile, rounded } from './bench.ts';
import { bootstrap } from './turns/bootstrap.ts';
import { optimalWaits, outcomeOf, silencesOf } from './turns/optimal-waits.ts';
import { runDialogues } from './turns/run-dialogues.ts';

/** Soniox and Deepgram as measured: finals 250/300/330 ms after the last word, the request for them included. */
const streaming: RecogniserPace = { partial: { p50: 150, p95: 280 }, final: { p50: 50, p95: 110 } };
/** For a policy that asks nothing of the words. */
const instant: RecogniserPace = { partial: { p50: 1, p95: 1 }, final: { p50: 1, p95: 1 } };
const prices = [700, 1200, 2000, 3200, 5500, 10_000];
const turnsPerCaller = 20;

interface Point {
  setting: number;
  cutOffPct: number;
  /** Mean silence at the caller's socket, and as the engine's audio clock has it. */
  socketMs: number;
  engineMs: number;
}

/** The silence a caller hears before the answer, and how often the answer comes too early. */
export const turnsBench: Bench = {
  name: 'turns',
  summary: 'ru-turn-bench: false cut-offs against dead air, silence-only and optimal patience beside ours',
  async run(options) {
    const wanted = Number(options.turns ?? 3000);
    // Odd seeds are reported; the cues' weights were fitted on even ones (bench/turns/fit-cues.ts).
    const callers = createCallers(Math.ceil(wanted / turnsPerCaller), (index) => index * 2 + 1);
    const baseline = await sweep(
      callers,
      instant,
      publishedCutOff.map(({ silenceMs }) => silenceMs),
      (ms) => () => ms,
    );
    const ours = await sweep(callers, streaming, prices, (priceMs) => createEndOfTurnPolicy({ priceMs }));
    const asShipped = await runTurns({ callers, recogniser: streaming });
    const dictations = await runTurns({ callers: createDictations(), recogniser: streaming });
    const optimal = optimalPoints(callers);
    const clock = createSystemClock();
    const startedMs = clock.now();
    const dialogues = await runDialogues(questionnaire(), Math.ceil(wanted / 10), streaming);
    const dialogueSeconds = (clock.now() - startedMs) / 1000;
    const interrupted = dialogues.turns.filter(({ wasInterrupted }) => wasInterrupted);
    const points = ours.map(({ point }) => point);
    const cutAt300 = (axis: 'socketMs' | 'engineMs') => at(points, axis, 300, 'cutOffPct');
    const airAt5 = (axis: 'socketMs' | 'engineMs') => at(points, 'cutOffPct', 5, axis);
    const transportMs = points.reduce((sum, one) => sum + one.socketMs - one.engineMs, 0) / points.length;
    const optimalAt300 = (lossMs: number) => at(optimal, 'engineMs', 300 - lossMs, 'cutOffPct');
    const short = asShipped.filter(({ plan }) => plan.isShort).map(({ deadAirMs }) => deadAirMs ?? 0);
    const dictated = dictations.filter(({ plan }) => plan.dictated !== null);
    const shipped = pointOf(defaultPatience.priceMs, asShipped);
    const near = ours.toSorted(
      (a, b) => Math.abs(a.point.engineMs - 300) - Math.abs(b.point.engineMs - 300),
    )[0];
    return {
      figures: {
        falseCutoffPctAt300Ms: rounded(cutAt300('socketMs')),
        falseCutoffPctAt300MsAtEngine: rounded(cutAt300('engineMs')),
        optimalCutoffPctAt300Ms: rounded(optimalAt300(transportMs)),
        optimalCutoffPctAt300MsAtEngine: rounded(optimalAt300(0)),
        regretPct: rounded(cutAt300('socketMs') - optimalAt300(transportMs)),
        regretPctAtEngine: rounded(cutAt300('engineMs') - optimalAt300(0)),
        deadAirMsAt5Pct: rounded(airAt5('socketMs'), 0),
        deadAirMsAt5PctAtEngine: rounded(airAt5('engineMs'), 0),
        optimalDeadAirMsAt5PctAtEngine: rounded(at(optimal, 'cutOffPct', 5, 'engineMs'), 0),
        shortAnswerP95Ms: rounded(percentile(short, 0.95), 0),
        agentInterruptsPct: rounded((interrupted.length / dialogues.turns.length) * 100),
        dictationPct: rounded((dictated.filter(isWhole).length / dictated.length) * 100),
      },
      conditions: {
        turns: asShipped.length,
        callers: callers.length,
        pauses: 'of at least 100 ms; longest of a turn fitted to the published silence-only shares',
        silenceOnly: baseline
          .map(({ point }) => `${point.cutOffPct.toFixed(1)} % @ ${point.setting}`)
          .join(', '),
        published: publishedCutOff
          .map(({ silenceMs, share }) => `${(share * 100).toFixed(1)} % @ ${silenceMs}`)
          .join(', '),
        ours: points.map(line).join('; '),
        optimal: optimal
          .map(({ cutOffPct, engineMs }) => `${cutOffPct.toFixed(1)} % ${engineMs.toFixed(0)} ms`)
          .join('; '),
        asShipped: line(shipped),
        cutoffCi95: near ? interval(near.outcomes) : '',
        shortAnswers: short.length,
        dictations: `${dictated.length} numbers, pauses of 800–2000 ms`,
        wholeCalls: `${dialogues.turns.length} turns, ${dialogues.callMinutes.toFixed(0)} call minutes in ${dialogueSeconds.toFixed(0)} s: real sessions, model 100 ms, voice 190 ms to its first sound`,
        agentInterrupts:
          'any sound of the agent at the caller’s socket before the caller’s turn is over, its pauses included',
        transport: `${transportMs.toFixed(0)} ms from the caller to the engine and back: jitter buffer, packets`,
        recogniser:
          'streaming stub: partials 150/280 ms after a word, finals 50/110 ms after they are asked for (p50/p95)',
      },
      notes: [
        'The corpus is synthetic and its detector sees words, timing and what was asked, no sound: not comparable to eot-bench.',
        'The optimum knows the corpus: which words go on how often, the caller’s pace, and gets the same words as late.',
      ],
    };
  },
};

function questionnaire() {
  const path = 'testing/skillbases/questionnaire.yaml';
  return parseSkillbase(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), path);
}

function createCallers(count: number, seedOf: (index: number) => number): CallerPlan[] {
  return Array.from({ length: count }, (_, index) =>
    createCallerPlan({ seed: seedOf(index), turns: turnsPerCaller }),
  );
}

/** Numbers dictated by people who look them up: 0.8–2 s between groups. */
function createDictations(): CallerPlan[] {
  return Array.from({ length: 60 }, (_, index) =>
    createCallerPlan({
      seed: 100_001 + index * 2,
      turns: 10,
      situations: ['phone'],
      pause: (random) => 800 + random.next() * 1200,
    }),
  );
}

async function sweep(
  callers: readonly CallerPlan[],
  recogniser: RecogniserPace,
  settings: readonly number[],
  policyOf: (setting: number) => ReturnType<typeof createEndOfTurnPolicy>,
): Promise<Array<{ point: Point; outcomes: TurnOutcome[] }>> {
  const runs = [];
  for (const setting of settings) {
    const outcomes = await runTurns({ callers, recogniser, policy: policyOf(setting) });
    runs.push({ point: pointOf(setting, outcomes), outcomes });
  }
  return runs;
}

function pointOf(setting: number, outcomes: readonly TurnOutcome[]): Point {
  const whole = outcomes.filter(({ wasCutOff }) => !wasCutOff);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    setting,
    cutOffPct: (1 - whole.length / outcomes.length) * 100,
    socketMs: mean(whole.map(({ deadAirMs }) => deadAirMs ?? 0)),
    engineMs: mean(whole.map(({ decidedMs }) => decidedMs ?? 0)),
  };
}

/** The frontier of one who knows the corpus: learned from other callers, held against these. */
function optimalPoints(callers: readonly CallerPlan[]): Point[] {
  const known = silencesOf(createCallers(12_000, (index) => 1_000_000 + index));
  const silences = silencesOf(callers);
  const random = createSeededRandom(5);
  // The words are known when the final came that silence of 110 ms (and half a window) asks for.
  const ready = silences.map(() =>
    Math.max(defaultPatience.shortestMs, 130 + 50 * Math.exp(0.48 * gaussian(random))),
  );
  return [150, 600, 1500, 2500, 4000, 6000, 9000, 14_000].map((priceMs) => {
    const waits = optimalWaits(known, priceMs, defaultPatience.shortestMs);
    const { deadAirMs, cutOffShare } = outcomeOf(silences, waits, (index) => ready[index] as number);
    return { setting: priceMs, cutOffPct: cutOffShare * 100, socketMs: deadAirMs, engineMs: deadAirMs };
  });
}

/** Value of `wanted` where `axis` is `value`, straight between points; NaN outside them. */
function at(points: readonly Point[], axis: keyof Point, value: number, wanted: keyof Point): number {
  const sorted = points.toSorted((a, b) => a[axis] - b[axis]);
  for (let index = 1; index < sorted.length; index++) {
    const [from, to] = [sorted[index - 1] as Point, sorted[index] as Point];
    if (value < from[axis] || value > to[axis]) continue;
    return from[wanted] + ((value - from[axis]) / (to[axis] - from[axis])) * (to[wanted] - from[wanted]);
  }
  return Number.NaN;
}

function line({ cutOffPct, socketMs, engineMs }: Point): string {
  return `${cutOffPct.toFixed(1)} % ${socketMs.toFixed(0)} ms (engine ${engineMs.toFixed(0)})`;
}

/** The whole number arrived within one turn of the engine's. */
function isWhole({ plan, parts }: TurnOutcome): boolean {
  const digits = new Set(plan.dictated?.split(' '));
  const numbersOf = (text: string) =>
    text
      .split(' ')
      .filter((word) => digits.has(word))
      .join(' ');
  return parts.some((part) => numbersOf(part).includes(plan.dictated ?? ''));
}

function interval(outcomes: readonly TurnOutcome[]): string {
  const [from, to] = bootstrap(
    outcomes,
    ({ caller }) => caller,
    (sample) => (sample.filter((one) => one.wasCutOff).length / sample.length) * 100,
  );
  const { cutOffPct, engineMs } = pointOf(0, outcomes);
  return `${cutOffPct.toFixed(1)} % (${from.toFixed(1)}–${to.toFixed(1)}) at ${engineMs.toFixed(0)} ms of the engine, callers resampled`;
}
