import type { FieldType } from '@allo/contracts/ports';
import { digitsDictated } from './digit-places.ts';
import { englishCues } from './english-cues.ts';
import {
  russianAdjective,
  russianCues,
  russianDay,
  russianInfinitive,
  russianMonth,
  russianOblique,
  russianPatronymic,
  russianPredicate,
  russianPreposition,
  russianSurname,
  russianTime,
  russianWeekday,
} from './russian-cues.ts';
import type { WordCues } from './word-cues.ts';

/** What the agent just asked; null when it asked for nothing in particular. */
export type Expectation = { type: FieldType } | null;

/** A sign that the words so far are all, or that more will follow. */
export type TurnCue =
  // What the last words lead to: always exactly one.
  | 'ends-bound'
  | 'ends-hesitating'
  | 'ends-governing'
  | 'ends-owning'
  | 'ends-naming'
  | 'ends-adjective'
  | 'ends-closing'
  | 'ends-infinitive'
  | 'ends-oblique'
  | 'ends-negated'
  | 'ends-verb'
  | 'ends-place'
  | 'ends-day'
  | 'ends-plainly'
  // How the words answer what was asked: always exactly one.
  | 'answer-word'
  | 'answer-words'
  | 'answer-aside'
  | 'answer-unasked'
  | 'yes-no-word'
  | 'yes-no-with-more'
  | 'choice-word'
  | 'choice-words'
  | 'number-said'
  | 'number-missing'
  | 'name-missing'
  | 'name-one'
  | 'name-surname-alone'
  | 'name-with-patronymic'
  | 'name-two'
  | 'name-whole'
  | 'phone-none'
  | 'phone-part'
  | 'phone-whole'
  | 'email-part'
  | 'email-whole'
  | 'moment-none'
  | 'moment-day'
  | 'moment-day-of-month'
  | 'moment-hour'
  | 'moment-both'
  | 'text-with-number'
  | 'text-without-number'
  | 'open-greeting'
  | 'open-word'
  | 'open-question'
  | 'open-statement'
  | 'open-long'
  | 'open-announcement'
  | 'open-fragment'
  // Besides, where it is so.
  | 'pair-open'
  | 'calling'
  | 'punctuated-end'
  | 'punctuated-going-on';

const wordPattern = /[\p{L}\d@]+(?:-[\p{L}\d]+)*/gu;

/** Words in lower case, е for ё. */
export function turnWords(text: string): string[] {
  return text.toLowerCase().replaceAll('ё', 'е').match(wordPattern) ?? [];
}

/** Every sign in the words of a turn, given what was asked; none when there are no words. */
export function turnCues(text: string, expects: Expectation): TurnCue[] {
  const words = turnWords(text);
  if (words.length === 0) return [];
  const isLatin = /[a-z]/u.test(words.join('')) && !/[а-я]/u.test(words.join(''));
  const cues = isLatin ? englishCues : russianCues;
  const asked = expects?.type ?? null;
  const found: TurnCue[] = [answerCue(words, asked, cues), endingCue(words, asked, cues)];
  if (words.length === 1 && /^(алло|але|hello)$/u.test(words[0] as string)) found.push('calling');
  if (isPairOpen(words)) found.push('pair-open');
  if (/(,|:|-|–|—|…|\.\.\.)\s*$/u.test(text)) found.push('punctuated-going-on');
  else if (/[.!?]\s*$/u.test(text)) found.push('punctuated-end');
  return found;
}

function endingCue(all: readonly string[], asked: FieldType | null, cues: WordCues): TurnCue {
  // Politeness says nothing of whether the matter was named.
  const words =
    all.length > 2 && /^(пожалуйста|please)$/u.test(all.at(-1) as string) ? all.slice(0, -1) : all;
  const last = words.at(-1) as string;
  const before = words.at(-2);
  if (isAnswer(words, cues)) return 'ends-plainly';
  if (last === 'нет' && before !== undefined && asked !== 'boolean') return 'ends-hesitating';
  if (before === 'без' && digitsDictated([last]).count > 0) return 'ends-bound';
  if (cues.closers.has(last)) return 'ends-closing';
  if (last === 'зовут' || last === 'называется' || (before === 'name' && last === 'is'))
    return words.length > 2 && before !== undefined && !cues.openers.has(before)
      ? 'ends-plainly'
      : 'ends-naming';
  if (cues.hesitations.has(last) || (before === 'как' && /^(его|ее|их|там)$/u.test(last)))
    return 'ends-hesitating';
  if (cues.bound.has(last)) return 'ends-bound';
  if (cues.governors.has(last))
    return before === 'не' || before === 'not' ? 'ends-plainly' : 'ends-governing';
  if (cues.owners.has(last)) return 'ends-owning';
  if (russianOblique.test(last)) return 'ends-oblique';
  return asked === 'name' || before === undefined ? 'ends-plainly' : innerEnding(words, last, before);
}

/** Endings of a phrase rather than of a list. */
function innerEnding(words: readonly string[], last: string, before: string): TurnCue {
  const isNegated = before === 'не' && russianPredicate.test(last);
  if (isNegated || /^(ничего|нету|нет)$/u.test(last)) return 'ends-negated';
  if (russianInfinitive.test(last)) return 'ends-infinitive';
  if (russianWeekday.test(last)) return 'ends-day';
  if (russianPredicate.test(last) && !russianAdjective.test(last)) return 'ends-verb';
  if (russianPreposition.test(before) || russianPreposition.test(words.at(-3) ?? '')) return 'ends-place';
  return russianAdjective.test(last) ? 'ends-adjective' : 'ends-plainly';
}

function answerCue(words: readonly string[], asked: FieldType | null, cues: WordCues): TurnCue {
  if (asked === 'phone') return phoneCue(words);
  if (isAnswer(words, cues)) {
    if (asked === null) return words.length === 1 ? 'answer-unasked' : 'answer-words';
    // “да” to a question for a value only leads up to it.
    if (asked !== 'boolean') return 'answer-aside';
    return words.length === 1 ? 'answer-word' : 'answer-words';
  }
  switch (asked) {
    case 'boolean':
      return words.length === 1 ? 'yes-no-word' : 'yes-no-with-more';
    case 'choice':
      return words.length === 1 ? 'choice-word' : 'choice-words';
    case 'number':
      return digitsDictated(words).count > 0 ||
        /^(двое|трое|четверо|пятеро|\d+)$/u.test(words.at(-1) as string)
        ? 'number-said'
        : 'number-missing';
    case 'name':
      return nameCue(words, cues);
    case 'email':
      return /(@|собака|at)/u.test(words.join(' ')) &&
        /^(ру|ком|нет|орг|ru|com|net|org)$/u.test(words.at(-1) as string)
        ? 'email-whole'
        : 'email-part';
    case 'date':
    case 'time':
    case 'datetime':
      return momentCue(words);
    case 'text':
      return digitsDictated(words.slice(-2)).count > 0 ? 'text-with-number' : 'text-without-number';
    case null:
      return openCue(words, cues);
  }
}

/** Nothing but words that answer: “да”, “нет спасибо”. */
function isAnswer(words: readonly string[], cues: WordCues): boolean {
  const last = words.at(-1) as string;
  return (
    words.length <= 3 && words.every((word) => cues.answers.has(word)) && !/^(ну|так|не|хочу)$/u.test(last)
  );
}

/** A telephone number is whole with ten digits, or eleven after a leading seven or eight. */
function phoneCue(words: readonly string[]): TurnCue {
  const { count, first } = digitsDictated(words);
  if (count === 0) return 'phone-none';
  return count < (first === '7' || first === '8' ? 11 : 10) ? 'phone-part' : 'phone-whole';
}

/** A given name alone may be all or the beginning; a surname alone rarely is all. */
function nameCue(words: readonly string[], cues: WordCues): TurnCue {
  const names = words.filter(
    (word) => !cues.openers.has(word) && !cues.hesitations.has(word) && !cues.bound.has(word),
  );
  if (names.length === 0) return 'name-missing';
  if (names.length >= 3) return 'name-whole';
  const hasPatronymic = names.some((word) => russianPatronymic.test(word));
  if (names.length === 2) return hasPatronymic ? 'name-with-patronymic' : 'name-two';
  // Who says “write down” goes on to dictate the whole name.
  const isDictating = words.some((word) => /^(записывайте|запишите|пишите|фамилия)$/u.test(word));
  const isSurname = russianSurname.test(names[0] as string) && !hasPatronymic;
  return isSurname || isDictating ? 'name-surname-alone' : 'name-one';
}

function momentCue(words: readonly string[]): TurnCue {
  const last = words.at(-1) as string;
  if (/(ого|его|ьего)$/u.test(last) && !russianMonth.test(last)) return 'moment-day-of-month';
  const hasDay = words.some((word) => russianWeekday.test(word) || russianDay.test(word));
  const hasHour =
    words.some((word, index) => russianTime.test(word) && !(index === 0 && /^(час|минут)/u.test(word))) ||
    words.some((word, index) => /^(в|к|at)$/u.test(word) && digitsDictated(words.slice(index + 1)).count > 0);
  if (hasDay && hasHour) return 'moment-both';
  if (hasDay) return 'moment-day';
  return hasHour ? 'moment-hour' : 'moment-none';
}

/** Nothing in particular was asked: a question or a statement that has its predicate is whole, a greeting is not. */
function openCue(words: readonly string[], cues: WordCues): TurnCue {
  const content = words.filter((word) => !cues.greetings.has(word) && !cues.hesitations.has(word));
  if (content.length === 0) return 'open-greeting';
  if (content.length === 1) return 'open-word';
  const hasPredicate = content.some((word) => russianPredicate.test(word)) || cues === englishCues;
  // A question word further on only joins clauses: “мне сказали что …”.
  const isQuestion = content.slice(0, 3).some((word) => cues.questions.has(word));
  if (isQuestion && content.length >= 3) return 'open-question';
  if (content.slice(-3).some((word) => /^(вопрос|проблема|ситуация|question|problem)$/u.test(word)))
    return 'open-announcement';
  if (!hasPredicate || content.length < 3) return 'open-fragment';
  return content.length >= 6 ? 'open-long' : 'open-statement';
}

/** “либо …”, “не …”, “если …”, “сначала …”: the second half is still to come. */
function isPairOpen(words: readonly string[]): boolean {
  const count = (word: string) => words.filter((one) => one === word).length;
  if (count('либо') === 1 || count('either') > count('or')) return true;
  if (words[0] === 'меня' && words.length > 1 && count('зовут') === 0) return true;
  if (words[0] === 'не' && words.length > 1 && count('а') === 0 && words[1] !== 'надо') return true;
  if (count('если') > 0 && count('то') === 0 && words.indexOf('если') < 2) return true;
  return (
    (count('сначала') > 0 && count('потом') === 0) ||
    (count('first') > 0 && count('then') === 0 && words[0] === 'first')
  );
}
