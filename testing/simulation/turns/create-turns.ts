import type { FieldType } from '@allo/contracts/ports';
import { createSeededRandom, type Random } from '@allo/kernel';
import { gaussian, pauseMs } from './pause-lengths.ts';
import { turnCorpus, type TurnSituation } from './turn-corpus.ts';
import { fillSlot, pick, type SlotPart } from './turn-slots.ts';

/** Words said in one breath and the silence after them; null after the last. */
export interface PlannedStretch {
  words: string;
  pauseMs: number | null;
  /** All words of the turn so far with slot values left out: what one who knows the corpus can tell. */
  pattern: string;
}

/** What a caller is going to say in a turn: the truth turns are scored by. */
export interface TurnPlan {
  situation: string;
  asked: FieldType | null;
  stretches: readonly PlannedStretch[];
  /** One word or two that answer at once. */
  isShort: boolean;
  /** Words of the number dictated in it, or null. */
  dictated: string | null;
}

/** A caller with habits and what they say, turn by turn. */
export interface CallerPlan {
  seed: number;
  /** Standard normal: high pauses longer. */
  pace: number;
  charactersPerSecond: number;
  turns: readonly TurnPlan[];
}

export interface CallerPlanOptions {
  seed: number;
  turns: number;
  /** Only these situations. */
  situations?: readonly string[];
  /** Length of pauses instead of the calibrated one. */
  pause?(random: Random): number;
}

/** Of the places where people draw breath, so many become pauses. */
const breathShare = 0.9;
/** Of all other gaps between words, in turns of more than two: hesitation. */
const hesitationShare = 0.18;
/** Of the gaps that are left, so many are short stops of 100–280 ms: a stumble, a stop consonant said with care. */
const stumbleShare = 0.12;
/** Of pauses, so many are filled before they are empty. */
const fillerShare = 0.22;

/** The same seed gives the same caller. */
export function createCallerPlan(options: CallerPlanOptions): CallerPlan {
  const random = createSeededRandom(options.seed * 7919 + 17);
  const pace = gaussian(random);
  const charactersPerSecond = 11 + random.next() * 6;
  const situations = turnCorpus.filter(({ name }) => options.situations?.includes(name) ?? true);
  const pause = options.pause ?? ((one: Random) => pauseMs(one, pace));
  const turns = Array.from({ length: options.turns }, () => planTurn(situations, random, pause));
  return { seed: options.seed, pace, charactersPerSecond, turns };
}

function planTurn(
  situations: readonly TurnSituation[],
  random: Random,
  pause: (random: Random) => number,
): TurnPlan {
  const situation = weighted(situations, random, ({ share }) => share);
  const template = weighted(situation.templates, random, ({ weight }) => weight);
  const stretches: PlannedStretch[] = [];
  let words: string[] = [];
  let pattern = situation.name;
  const units = unitsOf(template.words, random);
  if (random.next() < situation.additionShare) addTo(units, pick(situation.additions, random), random);
  units.forEach((unit, index) => {
    words.push(unit.part.words);
    pattern += ` ${unit.part.pattern}`;
    const isLast = index === units.length - 1;
    if (isLast) return;
    if (random.next() >= pauseChance(unit, units.length)) {
      if (random.next() >= stumbleShare) return;
      stretches.push({ words: words.join(' '), pauseMs: 100 + random.below(181), pattern });
      words = [];
      return;
    }
    if (random.next() < fillerShare) {
      words.push(pick(fillSlot('filler', random), random).words);
      pattern += ' {filler}';
    }
    stretches.push({ words: words.join(' '), pauseMs: Math.round(pause(random)), pattern });
    words = [];
  });
  stretches.push({ words: words.join(' '), pauseMs: null, pattern });
  const digits = units.flatMap(({ part }) => (/^\{(prefix|\d+d)\}$/.test(part.pattern) ? [part.words] : []));
  return {
    situation: situation.name,
    asked: situation.asked,
    stretches,
    isShort: isShort(situation, units),
    dictated: digits.length > 0 ? digits.join(' ') : null,
  };
}

interface Unit {
  part: SlotPart;
  isBreath: boolean;
}

function unitsOf(template: string, random: Random): Unit[] {
  const units: Unit[] = [];
  for (const token of template.split(' ')) {
    const last = units.at(-1);
    if (token === '|') {
      if (last) last.isBreath = true;
      continue;
    }
    const slot = /^\{(\w+)\}$/.exec(token)?.[1];
    const parts = slot ? fillSlot(slot, random) : [{ words: token, pattern: token }];
    for (const part of parts) units.push({ part, isBreath: parts.length > 1 });
    // Between the parts of a value people pause; after the last only where the template says so.
    if (parts.length > 1) (units.at(-1) as Unit).isBreath = false;
  }
  return units;
}

/** More is said after the turn was whole. */
function addTo(units: Unit[], addition: string, random: Random): void {
  (units.at(-1) as Unit).isBreath = true;
  units.push(...unitsOf(addition, random));
}

function pauseChance(unit: Unit, count: number): number {
  if (unit.isBreath) return breathShare;
  return count > 2 ? hesitationShare : 0;
}

/** “да”, “ага”, “алло”, a digit: what must be answered at once. */
function isShort(situation: TurnSituation, units: readonly Unit[]): boolean {
  return units.length === 1 && (situation.name === 'yes-no' || situation.name === 'count');
}

function weighted<T>(values: readonly T[], random: Random, weight: (value: T) => number): T {
  let rest = random.next() * values.reduce((sum, value) => sum + weight(value), 0);
  for (const value of values) {
    rest -= weight(value);
    if (rest < 0) return value;
  }
  return values.at(-1) as T;
}
