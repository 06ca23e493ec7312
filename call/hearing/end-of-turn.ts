import type { FieldType } from '@allo/contracts/ports';

/** What the agent just asked; null when it asked for nothing in particular. */
export type Expectation = { type: FieldType } | null;

/** Silence in ms that ends a turn, from what is known of it. */
export type EndOfTurnPolicy = (text: string, expects: Expectation) => number;

const shortAnswers = new Set([
  'да',
  'нет',
  'ага',
  'угу',
  'алло',
  'але',
  'верно',
  'конечно',
  'хорошо',
  'неверно',
  'давайте',
  'можно',
  'спасибо',
  'yes',
  'no',
  'yeah',
  'nope',
  'hello',
  'correct',
  'right',
  'ok',
  'okay',
  'sure',
  'thanks',
]);

/** A turn does not end on these: something must follow. */
const danglers = new Set([
  'и',
  'а',
  'но',
  'или',
  'что',
  'чтобы',
  'потому',
  'если',
  'когда',
  'как',
  'в',
  'на',
  'с',
  'со',
  'к',
  'ко',
  'по',
  'у',
  'о',
  'об',
  'за',
  'из',
  'от',
  'до',
  'для',
  'про',
  'при',
  'ну',
  'это',
  'вот',
  'значит',
  'мой',
  'моя',
  'мне',
  'меня',
  'зовут',
  'номер',
  'телефон',
  'and',
  'but',
  'or',
  'because',
  'if',
  'the',
  'a',
  'an',
  'to',
  'at',
  'in',
  'on',
  'for',
  'with',
  'my',
  'is',
  'um',
  'uh',
]);

const bounds = { shortestMs: 260, longestMs: 2000 };

/**
 * How long a silence must last before the caller's turn counts as over, in ms: a continuous function of what was
 * said and what was asked. Text is whatever is known so far and may be empty (segmented STT still working).
 */
export function endOfTurnWaitMs(text: string, expects: Expectation): number {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\d]+/gu) ?? [];
  const wait = base(words, expects) + adjustment(text, words);
  return Math.min(bounds.longestMs, Math.max(bounds.shortestMs, wait));
}

function base(words: readonly string[], expects: Expectation): number {
  if (words.length === 0) return 600;
  if (words.length === 1 && shortAnswers.has(words[0] as string)) return 260;
  switch (expects?.type) {
    case 'phone':
      return phoneWaitMs(words);
    case 'number':
    case 'email':
      return 1000;
    case 'name':
      return words.length >= 2 ? 550 : 750;
    case 'boolean':
    case 'choice':
      return 420;
    case 'date':
    case 'time':
    case 'datetime':
      return 600;
    case 'text':
      return 800;
    case undefined:
      return 600;
  }
}

/** Dictation gets patience until ten digits are there. Number words are counted as roughly two digits each. */
function phoneWaitMs(words: readonly string[]): number {
  const digits = words.join('').replaceAll(/\D/g, '').length;
  const spoken = words.filter((word) =>
    /(дцать|десят|сот|сто|двести|ста|один|два|три|четыре|пять|шесть|семь|восемь|девять|ноль|zero|one|two|three|four|five|six|seven|eight|nine)/.test(
      word,
    ),
  ).length;
  return digits >= 10 || spoken >= 7 ? 500 : 1500;
}

function adjustment(text: string, words: readonly string[]): number {
  const last = words.at(-1);
  if (last !== undefined && danglers.has(last) && words.length > 1) return 900;
  if (/[.!?]\s*$/u.test(text)) return -80;
  return /[,:–—-]\s*$/u.test(text) ? 400 : 0;
}
