import type { SkillbaseStep } from '@allo/contracts/skillbase';
import { conditionHolds } from './condition.ts';
import { close } from './ending.ts';
import { advance, ask, askRest, collect, confirm, misunderstood, readBack, retrace } from './flow.ts';
import type { Field } from './language.ts';
import { type Reading, type ReadingOptions, amend, describe, readField } from './read-field.ts';
import type { CollectedValue } from './state.ts';
import { type Turn, currentStep, say } from './turn.ts';

/** The caller's words while a question is open: an answer, a correction, more than was asked, or a question back. */
export function answer(turn: Turn, text: string): void {
  switch (turn.state.phase) {
    case 'confirming':
      return answerConfirmation(turn, text);
    case 'offering':
      return answerOffer(turn, text);
    case 'anything-else':
      return answerMore(turn, text);
    default:
      return answerQuestion(turn, text);
  }
}

function answerQuestion(turn: Turn, text: string): void {
  const { state, language } = turn;
  const step = currentStep(turn);
  const field = step?.field;
  if (!step || !field) return advance(turn, state.stepIndex, 'next');
  const corrected = correct(turn, text, field);
  if (corrected[0] !== undefined && retrace(turn, corrected[0])) return;
  // “Нет, время другое” says more than no.
  if (
    field.type === 'boolean' &&
    corrected.length === 0 &&
    language.yesNo(text) !== true &&
    reopenNamed(turn, text)
  )
    return;
  const isAside = answerQuestionBack(turn, text, field);
  // “Во сколько вы завтра закрываетесь?” names a day without choosing it.
  const amended =
    state.rejected && field.type === 'phone' ? amend(field, state.rejected, text, options(turn, true)) : null;
  if (amended) return confirm(turn, step, field, amended);
  const reading = isAside && !takesFromQuestions(field) ? null : read(turn, field, text, true);
  if (reading?.kind === 'value' && corrected.length === 0 && mayTake(turn, field, text)) {
    const others = takeVolunteered(turn, text, field, isAside);
    return take(turn, step, field, reading.value, others);
  }
  const others = takeVolunteered(turn, text, field, isAside);
  if (reading?.kind === 'partial' && corrected.length === 0) return takePartial(turn, field, reading.partial);
  if (corrected.length + others.length > 0 || isAside) return ask(turn, 'again');
  if (reopenNamed(turn, text)) return;
  if (language.intent(text) === 'skip') return decline(turn, step, field);
  if (!field.isRequired && language.yesNo(text) === false) return decline(turn, step, field);
  if (language.isGreeting(text) && state.attempts === 0) {
    state.attempts = 1;
    return ask(turn, 'again');
  }
  const changed = correct(turn, text, field, true);
  if (changed[0] !== undefined) {
    if (!retrace(turn, changed[0])) ask(turn, 'again');
    return;
  }
  misunderstood(turn);
}

/** Whether the words hold an answer, or part of one, that cannot be taken for a mere “подождите” or “да”. */
export function holdsAnswer(turn: Turn, text: string): boolean {
  const field = currentStep(turn)?.field;
  if (!field || turn.state.phase !== 'asking' || field.type === 'text' || field.type === 'boolean')
    return false;
  if (read(turn, field, text, true) !== null) return true;
  const isUnasked = (other: Field) => volunteered.has(other.type) && other.type !== field.type;
  return turn.skillbase.flow.some(
    ({ field: other }) => other && isUnasked(other) && read(turn, other, text, false)?.kind === 'value',
  );
}

const takesFromQuestions = (field: Field) => field.type === 'choice' || field.type === 'phone';

/** “Нет” to “на какую услугу?” is no answer even where a stray word in it would fit. */
function mayTake(turn: Turn, field: Field, text: string): boolean {
  if (field.type !== 'text') return true;
  const { language } = turn;
  return language.intent(text) !== 'skip' && !language.isGreeting(text);
}

function take(turn: Turn, step: SkillbaseStep, field: Field, value: CollectedValue, others: Field[]): void {
  if (field.confirm === 'explicit') return confirm(turn, step, field, value);
  collect(turn, field, value, false);
  // The asked field is read back first, then what came with it.
  const { state } = turn;
  if (others.length > 0 && state.toReadBack.includes(field.name)) {
    state.toReadBack = [field.name, ...state.toReadBack.filter((name) => name !== field.name)];
  }
  leave(turn, step);
}

/** On from an answered step, by its branch. */
function leave(turn: Turn, step: SkillbaseStep): void {
  turn.state.attempts = 0;
  turn.state.pending = null;
  advance(turn, turn.skillbase.flow.indexOf(step), 'answered');
}

function takePartial(turn: Turn, field: Field, partial: Turn['state']['partial']): void {
  turn.state.partial = partial;
  askRest(turn, field);
}

/** “Не знаю” and “не скажу”: fine for what is optional; what is required is asked for once more. */
function decline(turn: Turn, step: SkillbaseStep, field: Field): void {
  const { state, language } = turn;
  if (field.isRequired && state.attempts + 1 < step.maxAttempts) {
    state.attempts += 1;
    return ask(turn, 'again');
  }
  if (field.isRequired) return misunderstood(turn);
  state.skipped.push(field.name);
  say(turn, 'skip', language.wording.skip, { purpose: 'inform' });
  advance(turn, state.stepIndex + 1, 'skipped');
}

function answerConfirmation(turn: Turn, text: string): void {
  const { state, language } = turn;
  const step = currentStep(turn) as SkillbaseStep;
  const field = step.field as Field;
  const pending = state.pending as CollectedValue;
  const isOther = contradicts(turn, field, pending, text);
  const agreed = isOther ? false : language.yesNo(text);
  const other =
    agreed === true && !language.hasNegation(text) ? null : amend(field, pending, text, options(turn, true));
  if (other && agreed !== true) {
    state.pending = other;
    return ask(turn, 'again');
  }
  if (agreed === true) {
    collect(turn, field, pending, true);
    takeVolunteered(turn, text, field, false);
    return leave(turn, step);
  }
  if (answerQuestionBack(turn, text, field)) return ask(turn, 'again');
  if (agreed === false || language.intent(text) === 'correction') {
    state.rejected = pending;
    state.pending = null;
    state.partial = {};
    state.attempts += 1;
    state.phase = 'asking';
    if (state.attempts >= step.maxAttempts) return misunderstood(turn);
    say(turn, 'whatIsRight', language.wording.whatIsRight, { purpose: 'inform' });
    return ask(turn, 'again');
  }
  const corrected = correct(turn, text, field);
  const others = takeVolunteered(turn, text, field, false);
  if (corrected.length + others.length > 0) return ask(turn, 'again');
  misunderstood(turn);
}

/** “Да, записывайте, восемь девятьсот…”: figures that are not those read back outweigh any yes. */
function contradicts(turn: Turn, field: Field, pending: CollectedValue, text: string): boolean {
  if (field.type !== 'phone') return false;
  const { digits } = turn.language.digits(text);
  return digits.length >= 3 && !pending.value.includes(digits.replace(/^[78](?=\d{10}$)/, '7'));
}

function answerOffer(turn: Turn, text: string): void {
  const { state, language } = turn;
  const step = currentStep(turn) as SkillbaseStep;
  const field = step.field as Field;
  const reading = read(turn, field, text, true);
  const agreed = language.yesNo(text);
  const isOwn = reading?.kind === 'value' && reading.value.value !== state.context.callerNumber;
  if (reading?.kind === 'value' && isOwn) {
    state.phase = 'asking';
    return take(turn, step, field, reading.value, []);
  }
  if (agreed === true || reading?.kind === 'value') {
    collect(turn, field, describe(field, state.context.callerNumber, options(turn, true)), true);
    takeVolunteered(turn, text, field, false);
    return leave(turn, step);
  }
  if (reading?.kind === 'partial') {
    state.phase = 'asking';
    return takePartial(turn, field, reading.partial);
  }
  if (agreed === false) {
    state.phase = 'asking';
    return ask(turn, 'first');
  }
  if (answerQuestionBack(turn, text, field)) return ask(turn, 'again');
  misunderstood(turn);
}

function answerMore(turn: Turn, text: string): void {
  const { state, language } = turn;
  const corrected = correct(turn, text, null);
  if (corrected.length > 0) {
    readBack(turn, []);
    return ask(turn, 'again');
  }
  if (answerQuestionBack(turn, text, null)) return ask(turn, 'again');
  if (reopenNamed(turn, text)) return;
  const agreed = language.yesNo(text);
  const rest = language.freeText(text);
  if (agreed === false || /^(?:спасибо|благодарю|thanks|thank you)/i.test(rest))
    return close(turn, 'completed');
  if (rest === '' || language.isGreeting(text)) {
    state.attempts += 1;
    if (state.attempts > 2) return close(turn, 'completed');
    say(turn, 'listening', language.wording.listening, { purpose: 'ask' });
    return;
  }
  // A wish the flow has no place for is passed on in the caller's own words.
  const before = state.fields['message'];
  const value = before ? `${before.value} ${text}` : text;
  state.fields['message'] = { value, display: value, spoken: value, isConfirmed: false };
  turn.effects.push({ type: 'collect', field: 'message', value, display: value, isConfirmed: false });
  say(turn, 'passOn', language.wording.passOn, { purpose: 'inform' });
  close(turn, 'completed');
}

/** Answers a question of the caller's own from the skillbase; true when it did. */
function answerQuestionBack(turn: Turn, text: string, expected: Field | null): boolean {
  const { skillbase, language, state } = turn;
  const entry = skillbase.faq.findIndex((item) => !item.isUrgent && language.matchesAny(text, item.match));
  if (entry < 0) return false;
  // A message or a value may contain any word; only what sounds like a question is one.
  const isAnswer = expected !== null && read(turn, expected, text, true)?.kind === 'value';
  if ((isAnswer || expected?.type === 'text') && !language.isQuestion(text)) return false;
  state.answeredQuestions += 1;
  say(turn, `faq:${entry}`, skillbase.faq[entry]?.answer ?? [], { purpose: 'inform' });
  return true;
}

/** Fields that were not asked for but named all the same. Returns those taken. */
function takeVolunteered(turn: Turn, text: string, expected: Field, isAside: boolean): Field[] {
  const { skillbase, state, language } = turn;
  const taken: Field[] = [];
  // Digits of a telephone number are no time and no quantity.
  const rest = language.phone(text)?.rest ?? text;
  for (const step of skillbase.flow) {
    const { field } = step;
    if (!field || field.name === expected.name || state.fields[field.name] || field.type === expected.type)
      continue;
    if (!volunteered.has(field.type) || (isAside && !takesFromQuestions(field))) continue;
    // A free answer may mention any day or service; who calls and from where is still worth keeping.
    if (expected.type === 'text' && field.type !== 'name' && field.type !== 'phone') continue;
    if (!conditionHolds(step.when, state.fields)) continue;
    const reading = read(turn, field, field.type === 'phone' ? text : rest, false);
    if (reading?.kind === 'partial')
      state.held[field.name] = { ...state.held[field.name], ...reading.partial };
    if (reading?.kind !== 'value') continue;
    collect(turn, field, reading.value, false);
    taken.push(field);
  }
  return taken;
}

/** Types whose values are unmistakable outside their question. */
const volunteered = new Set<Field['type']>(['name', 'phone', 'email', 'date', 'time', 'datetime', 'choice']);

/**
 * “Нет, не завтра, а в пятницу”: changes what was collected before. Returns the names of the fields changed.
 * `isPlain`: the words fit nothing else, so no word of denial is needed.
 */
function correct(turn: Turn, text: string, expected: Field | null, isPlain = false): string[] {
  const { skillbase, state, language } = turn;
  if ((!isPlain && !language.hasNegation(text)) || language.intent(text) === 'skip') return [];
  const changed: string[] = [];
  for (const step of skillbase.flow) {
    const { field } = step;
    const old = field && state.fields[field.name];
    if (!field || !old || field.name === expected?.name || !volunteered.has(field.type)) continue;
    // Where the open question has the same type, the words belong to it.
    if (expected?.type === field.type) continue;
    const value = amend(field, old, text, options(turn, false));
    if (!value) continue;
    collect(turn, field, value, false);
    changed.push(field.name);
  }
  if (changed.length > 0) {
    const spoken = changed.map((name) => state.fields[name]?.spoken).join(', ');
    state.toReadBack = state.toReadBack.filter((name) => !changed.includes(name));
    say(turn, 'corrected', language.wording.corrected, { purpose: 'inform', value: spoken });
  }
  return changed;
}

/** “Номер другой”, “имя неправильно”: opens that field again. */
function reopenNamed(turn: Turn, text: string): boolean {
  const { skillbase, state, language } = turn;
  if (language.intent(text) !== 'correction') return false;
  const types = language.namedTypes(text);
  const collected = (field: Field | undefined) =>
    field !== undefined && state.fields[field.name] !== undefined;
  let index = skillbase.flow.findIndex(
    ({ field }) => field && collected(field) && types.includes(field.type),
  );
  if (index < 0 && types.length === 0) {
    index = skillbase.flow.findIndex(({ field }) => collected(field) && field?.name === state.lastCollected);
  }
  const field = skillbase.flow[index]?.field;
  if (!field) return false;
  delete state.fields[field.name];
  state.toReadBack = state.toReadBack.filter((name) => name !== field.name);
  say(turn, 'whatIsRight', language.wording.whatIsRight, { purpose: 'inform' });
  state.phase = 'asking';
  advance(turn, index, 'correction');
  return true;
}

function options(turn: Turn, isExpected: boolean): ReadingOptions {
  const { state, language } = turn;
  return {
    language,
    isExpected,
    partial: isExpected ? state.partial : {},
    moment: { now: state.context.startedAt, timeZone: state.context.timeZone },
    callerNumber: state.context.callerNumber,
  };
}

function read(turn: Turn, field: Field, text: string, isExpected: boolean): Reading | null {
  return readField(field, text, options(turn, isExpected));
}

/** Takes a value that was keyed in or chosen in the menu, by the same road as a spoken one. */
export function takeKeyed(turn: Turn, value: string): boolean {
  const step = currentStep(turn);
  const field = step?.field;
  if (!step || !field) return false;
  collect(turn, field, describe(field, value, options(turn, true)), true);
  leave(turn, step);
  return true;
}
