import type { Skillbase, SkillbaseStep } from '@allo/contracts/skillbase';
import { conditionHolds } from './condition.ts';
import { close, takeMessage } from './ending.ts';
import type { Field } from './language.ts';
import type { CollectedValue } from './state.ts';
import { type Turn, currentStep, placeholdersOf, say } from './turn.ts';

/** A flow that leads back to a step more often than this is going in circles: it goes on instead. */
const maxVisits = 3;

/** Goes on from a step to the next question that has no answer yet, saying what lies between. */
export function advance(turn: Turn, from: number, reason: string): void {
  const { skillbase, state } = turn;
  let index = from;
  let why = reason;
  for (let hops = 0; hops <= skillbase.flow.length * (maxVisits + 1); hops += 1) {
    const step = skillbase.flow[index];
    if (!step) break;
    state.stepIndex = index;
    const outcome = conditionHolds(step.when, state.fields) ? visit(turn, step, why) : 'pass';
    if (outcome === 'ask') return;
    index = outcome === 'pass' ? index + 1 : follow(turn, index, step);
    why = index === state.stepIndex + 1 ? 'next' : 'branch';
  }
  conclude(turn);
}

/** `ask`: stop here; `pass`: the step does not count; `done`: its branch may be taken. */
function visit(turn: Turn, step: SkillbaseStep, reason: string): 'ask' | 'pass' | 'done' {
  const { state } = turn;
  const { field } = step;
  const visits = state.visits[step.id] ?? 0;
  if (!field) {
    if (visits > 0 && reason !== 'branch') return 'done';
    enter(turn, step, reason);
    const templates = step.say ?? step.ask ?? [];
    if (templates.length > 0) {
      readBack(turn, templates);
      say(turn, `say:${step.id}`, templates, { purpose: 'inform' });
    }
    return 'done';
  }
  const collected = state.fields[field.name];
  if (collected && (collected.isConfirmed || field.confirm !== 'explicit')) return 'done';
  if (state.skipped.includes(field.name)) return collected ? 'done' : 'pass';
  enter(turn, step, reason);
  if (collected) {
    delete state.fields[field.name];
    confirm(turn, step, field, collected);
    return 'ask';
  }
  const held = state.held[field.name];
  if (held) {
    delete state.held[field.name];
    state.partial = held;
    askRest(turn, field);
    return 'ask';
  }
  if (step.say && visits === 0) say(turn, `say:${step.id}`, step.say, { purpose: 'inform' });
  ask(turn, 'first');
  return 'ask';
}

function enter(turn: Turn, step: SkillbaseStep, reason: string): void {
  const { state } = turn;
  state.visits[step.id] = (state.visits[step.id] ?? 0) + 1;
  state.phase = 'asking';
  state.attempts = 0;
  state.partial = {};
  state.keyed = '';
  state.pending = null;
  state.rejected = null;
  turn.effects.push({ type: 'enter', step: step.id, reason });
}

/** Where a finished step leads. A way back clears the answers that would otherwise be taken for given. */
function follow(turn: Turn, index: number, step: SkillbaseStep): number {
  const { skillbase, state } = turn;
  const value = step.field ? state.fields[step.field.name]?.value : undefined;
  const target = (value === undefined ? undefined : step.next[value]) ?? step.next['*'];
  if (target === undefined) return index + 1;
  const to = skillbase.flow.findIndex((candidate) => candidate.id === target);
  if (to < 0 || (state.visits[target] ?? 0) >= maxVisits) return index + 1;
  if (to <= index) forget(turn, to, index);
  return to;
}

/** Whether a step's answers lead to an earlier step: “что исправить?” */
function leadsBack(skillbase: Skillbase, index: number): boolean {
  const targets = Object.values(skillbase.flow[index]?.next ?? {});
  return targets.some((id) => skillbase.flow.findIndex((candidate) => candidate.id === id) <= index);
}

/** After a correction made while the caller was asked what to correct: on from the corrected step, to the check. */
export function retrace(turn: Turn, fieldName: string): boolean {
  const { skillbase, state } = turn;
  if (!leadsBack(skillbase, state.stepIndex)) return false;
  const to = skillbase.flow.findIndex(({ field }) => field?.name === fieldName);
  forget(turn, to, state.stepIndex, true);
  advance(turn, to, 'correction');
  return true;
}

function forget(turn: Turn, to: number, from: number, isAnswered = false): void {
  const { skillbase, state } = turn;
  for (let index = to; index <= from; index += 1) {
    const { field } = skillbase.flow[index] as SkillbaseStep;
    if (!field) continue;
    // The questions on the way that only chose it (“всё верно?”, “что исправить?”) are asked afresh.
    const isChosen = index === to && !isAnswered;
    if (isChosen || (index > to && (field.type === 'boolean' || leadsBack(skillbase, index)))) {
      delete state.fields[field.name];
      state.skipped = state.skipped.filter((name) => name !== field.name);
    }
  }
}

/** Nothing is left to ask. */
function conclude(turn: Turn): void {
  const { skillbase, state } = turn;
  state.stepIndex = skillbase.flow.length;
  const more = skillbase.phrases.anythingElse;
  if (more && !state.hasAskedMore) {
    state.hasAskedMore = true;
    state.phase = 'anything-else';
    readBack(turn, more);
    say(turn, 'anythingElse', more, { purpose: 'ask' });
    return;
  }
  readBack(turn, skillbase.closing);
  close(turn, 'completed');
}

/** Asks the present step's question. `again` and `misheard` use the other words, if there are any. */
export function ask(turn: Turn, manner: 'first' | 'again' | 'misheard'): void {
  const { state, language, skillbase } = turn;
  if (state.phase === 'confirming') return askConfirmation(turn);
  if (state.phase === 'anything-else') {
    say(turn, 'anythingElse', skillbase.phrases.anythingElse ?? language.wording.listening, {
      purpose: 'ask',
    });
    return;
  }
  const step = currentStep(turn);
  const field = step?.field;
  if (!step || !field) return conclude(turn);
  const mayOffer = field.type === 'phone' && field.offerCallerNumber && state.context.callerNumber !== '';
  if (mayOffer && (!state.hasOfferedNumber || state.phase === 'offering')) {
    state.phase = 'offering';
    state.hasOfferedNumber = true;
    readBack(turn, []);
    const templates = skillbase.phrases.offerCallerNumber ?? language.wording.offerCallerNumber;
    const expects = { field: field.name, type: 'boolean' as const };
    say(turn, 'offerCallerNumber', templates, { purpose: manner === 'first' ? 'ask' : 'reask', expects });
    return;
  }
  state.phase = 'asking';
  // A question asked again is answered from the beginning.
  if (manner !== 'first' && state.partial.digits) state.partial = {};
  const first = step.ask ?? step.say ?? language.wording.askGeneric;
  const templates = manner === 'first' ? first : (step.reask ?? first);
  const pool = manner === 'first' || !step.reask ? `ask:${step.id}` : `reask:${step.id}`;
  readBack(turn, templates);
  const expects = { field: field.name, type: field.type };
  say(turn, pool, templates, { purpose: manner === 'first' ? 'ask' : 'reask', expects });
}

/** Asks for what a partial answer still lacks: more digits, the hour, or the day. */
export function askRest(turn: Turn, field: Field, purpose: 'ask' | 'reask' = 'ask'): void {
  const { state, skillbase, language } = turn;
  const { wording } = language;
  const expects = { field: field.name, type: field.type };
  if (state.partial.digits !== undefined) {
    say(turn, 'goOnDictating', wording.goOnDictating, { purpose, expects });
    return;
  }
  const lacksDay = state.partial.date === undefined;
  const templates = lacksDay
    ? (skillbase.phrases.askDay ?? wording.askDay)
    : (skillbase.phrases.askTime ?? wording.askTime);
  readBack(turn, []);
  say(turn, lacksDay ? 'askDay' : 'askTime', templates, { purpose, expects });
}

/** Repeats what was taken implicitly, unless the next words (any of them) name it anyway. */
export function readBack(turn: Turn, next: readonly string[]): void {
  const { state, language } = turn;
  const named = new Set(next.flatMap(placeholdersOf));
  const values = state.toReadBack
    .filter((name) => !named.has(name))
    .map((name) => state.fields[name]?.spoken);
  for (const name of state.toReadBack) {
    const field = state.fields[name];
    if (field) field.isConfirmed = true;
  }
  state.toReadBack = [];
  const spoken = values.filter((value) => value !== undefined).join(', ');
  if (spoken !== '')
    say(turn, 'acknowledge', language.wording.acknowledge, { purpose: 'inform', value: spoken });
}

/** Puts a value to the caller: “…, верно?” */
export function confirm(turn: Turn, step: SkillbaseStep, field: Field, value: CollectedValue): void {
  turn.state.phase = 'confirming';
  turn.state.pending = value;
  turn.state.stepIndex = turn.skillbase.flow.indexOf(step);
  askConfirmation(turn);
}

export function askConfirmation(turn: Turn): void {
  const { state, language } = turn;
  const step = currentStep(turn);
  const field = step?.field;
  if (!field || !state.pending) return;
  readBack(turn, []);
  const own = language.wording.confirm;
  const isMoment = field.type === 'date' || field.type === 'time' || field.type === 'datetime';
  const kind = field.type === 'phone' || field.type === 'name' ? field.type : isMoment ? 'date' : 'other';
  // The step's own words name the field itself, which is not collected before the answer.
  const templates = (step.confirmation ?? own[kind]).map((text) =>
    text.replaceAll(`{${field.name}}`, '{value}'),
  );
  const expects = { field: field.name, type: 'boolean' as const };
  say(turn, `confirm:${step.id}`, templates, { purpose: 'confirm', expects, value: state.pending.spoken });
}

/** Keeps a value: confirmed, or to be read back in the next phrase. */
export function collect(turn: Turn, field: Field, value: CollectedValue, isConfirmed: boolean): void {
  const { state } = turn;
  const isRepeated = !isConfirmed && field.confirm === 'implicit' && !noReadBack.has(field.type);
  state.fields[field.name] = { ...value, isConfirmed };
  state.skipped = state.skipped.filter((name) => name !== field.name);
  state.lastCollected = field.name;
  if (isRepeated && !state.toReadBack.includes(field.name)) state.toReadBack.push(field.name);
  turn.effects.push({
    type: 'collect',
    field: field.name,
    value: value.value,
    display: value.display,
    isConfirmed: isConfirmed || isRepeated,
  });
}

/** A yes and a long free answer would sound odd repeated. */
const noReadBack = new Set(['boolean', 'text']);

/** Another misunderstanding: asks in other words, or gives the question up. */
export function misunderstood(turn: Turn): void {
  const { state, skillbase } = turn;
  const step = currentStep(turn);
  state.attempts += 1;
  state.keyed = '';
  const field = step?.field;
  if (step && field && state.attempts >= step.maxAttempts) return giveUp(turn, step, field);
  if (!step && state.attempts >= 2) return close(turn, 'completed');
  say(turn, 'notUnderstood', skillbase.phrases.notUnderstood, { purpose: 'inform' });
  const isHalfKnown = state.partial.date !== undefined || state.partial.time !== undefined;
  if (field && state.phase === 'asking' && isHalfKnown) return askRest(turn, field, 'reask');
  ask(turn, 'misheard');
}

function giveUp(turn: Turn, step: SkillbaseStep, field: Field): void {
  const { state, language } = turn;
  if (step.onGiveUp === 'message') return takeMessage(turn);
  // What was heard but never confirmed is kept as such: a person can call it into question later.
  if (state.pending) collect(turn, { ...field, confirm: 'none' }, state.pending, false);
  state.pending = null;
  state.skipped.push(field.name);
  say(turn, 'skip', language.wording.skip, { purpose: 'inform' });
  const kept = state.fields[field.name];
  advance(turn, kept ? follow(turn, state.stepIndex, step) : state.stepIndex + 1, 'gave-up');
}
