import { answer, takeKeyed } from './answer.ts';
import { close, escalate, takeMessage } from './ending.ts';
import { advance, ask, collect, misunderstood } from './flow.ts';
import { describe } from './read-field.ts';
import { type Turn, currentStep, say } from './turn.ts';

/** Greets with the menu of a call on which speech cannot be recognised. */
export function openMenu(turn: Turn): void {
  const { keypad } = turn.skillbase;
  if (!keypad) return takeMessage(turn);
  turn.state.phase = 'menu';
  turn.effects.push({ type: 'enter', step: 'menu', reason: 'cannot-hear' });
  say(turn, 'keypad', keypad.prompt, { purpose: 'strict' });
}

/** A key press: of the menu, or an answer to the open question. */
export function onDigit(turn: Turn, digit: string): void {
  const { state } = turn;
  if (state.phase === 'menu') return pressMenu(turn, digit);
  if (state.phase === 'message' || state.phase === 'idle') return;
  const field = currentStep(turn)?.field;
  if (state.phase === 'confirming' || state.phase === 'offering' || field?.type === 'boolean')
    return pressYesNo(turn, digit);
  if (field && endsWithHash.has(field.type)) return pressFigure(turn, digit);
  if (field?.type === 'choice') {
    const choice = field.choices[Number(digit) - 1];
    if (choice && takeKeyed(turn, choice.value)) return;
  }
  pressOther(turn, digit);
}

const endsWithHash = new Set(['phone', 'number', 'date', 'time', 'datetime']);

/** 1 is yes and 2 is no, as every menu has it. */
function pressYesNo(turn: Turn, digit: string): void {
  const { language, state } = turn;
  if (digit === '1' || digit === '2') {
    const field = currentStep(turn)?.field;
    if (state.phase === 'asking' && field?.type === 'boolean') {
      takeKeyed(turn, String(digit === '1'));
      return;
    }
    return answer(turn, digit === '1' ? language.yes : language.no);
  }
  if (digit === '0' || digit === '*') return pressOther(turn, digit);
  say(turn, 'confirmKeys', language.wording.confirmKeys, { purpose: 'reask' });
}

/** Digits gather until `#`, or until a telephone number is whole; `*` begins anew. */
function pressFigure(turn: Turn, digit: string): void {
  const { state } = turn;
  if (digit === '*') {
    state.keyed = '';
    return ask(turn, 'again');
  }
  if (/^\d$/.test(digit)) state.keyed = (state.keyed + digit).slice(0, 20);
  const isWholePhone = currentStep(turn)?.field?.type === 'phone' && /^[78]\d{10}$/.test(state.keyed);
  const isWholeNumber = state.keyed.length === currentStep(turn)?.field?.digits;
  if (digit !== '#' && !isWholePhone && !isWholeNumber) return;
  finishFigure(turn);
}

/** Takes the digits pressed so far as the answer: `#` was pressed, or nothing more came. */
export function finishFigure(turn: Turn): void {
  const { state, language } = turn;
  const keyed = state.keyed;
  state.keyed = '';
  // A lone zero is the old way of asking for a human.
  if (keyed === '0' && currentStep(turn)?.field?.type !== 'number') return pressOther(turn, '0');
  const value = keyed === '' ? null : valueOfKeys(turn, keyed);
  if (value === null) return misunderstood(turn);
  const field = currentStep(turn)?.field;
  if (field?.type === 'phone' && language.joinDigits(keyed, false)) {
    takeKeyed(turn, value);
    return;
  }
  answer(turn, value);
}

/** 1530 → 15:30, 2503 → 25.03, as the caller would have said them. */
function valueOfKeys(turn: Turn, keyed: string): string | null {
  const { state, language } = turn;
  const type = currentStep(turn)?.field?.type;
  const pair = /^(\d{2})(\d{2})$/.exec(keyed);
  if (type === 'phone') return language.joinDigits(keyed, false);
  if (type === 'number') return keyed;
  const wantsTime = type === 'time' || (type === 'datetime' && state.partial.date !== undefined);
  if (pair) return wantsTime ? `${pair[1]}:${pair[2]}` : `${pair[1]}.${pair[2]}`;
  return wantsTime && /^\d{1,2}$/.test(keyed) ? `${keyed.padStart(2, '0')}:00` : null;
}

/** Keys that answer nothing: a human, the question once more, or the menu's own meaning. */
function pressOther(turn: Turn, digit: string): void {
  const { skillbase, language } = turn;
  const key = skillbase.keypad?.keys[digit];
  if (digit === '0' && !key) return escalate(turn, 'Нажата клавиша 0');
  if (digit === '*') return ask(turn, 'again');
  if (key?.action === 'say' && key.say) {
    turn.state.answeredQuestions += 1;
    say(turn, `key:${digit}`, key.say, { purpose: 'inform' });
    return ask(turn, 'again');
  }
  if (key?.action === 'message') return escalate(turn, key.label);
  say(turn, 'sayAloud', language.wording.sayAloud, { purpose: 'inform' });
  ask(turn, 'again');
}

function pressMenu(turn: Turn, digit: string): void {
  const { skillbase, state, language } = turn;
  const key = skillbase.keypad?.keys[digit];
  if (!key) {
    state.attempts += 1;
    if (state.attempts > 2) return takeMessage(turn);
    say(turn, 'keypad', skillbase.keypad?.prompt ?? [], { purpose: 'strict' });
    return;
  }
  state.attempts = 0;
  if (key.say) say(turn, `key:${digit}`, key.say, { purpose: 'strict' });
  switch (key.action) {
    case 'say':
      state.answeredQuestions += 1;
      return openMenu(turn);
    case 'message':
      return takeMessage(turn);
    case 'hang-up':
      return close(turn, 'caller-declined');
    case 'choose': {
      const field = skillbase.flow.find((step) => step.field?.name === key.field)?.field;
      const moment = { now: state.context.startedAt, timeZone: state.context.timeZone };
      if (field && key.value !== undefined)
        collect(turn, field, describe(field, key.value, { language, moment }), true);
      return takeMessage(turn);
    }
  }
}

/** The caller speaks where only keys were expected, so words do arrive: on with the flow. */
export function leaveMenu(turn: Turn): void {
  turn.state.canHear = true;
  turn.state.attempts = 0;
  turn.state.phase = 'asking';
  turn.state.stepIndex = 0;
  if (!currentStep(turn)?.field) advance(turn, 0, 'heard');
}
