import { governedCases, type LeftContext } from './governing-case.ts';
import type { Reading } from './reading.ts';
import type { TextWindow } from './text-window.ts';

/** Nominative, genitive, accusative. */
const weekdays = new Map<string, readonly [string, string, string]>([
  ['пн', ['понедельник', 'понедельника', 'понедельник']],
  ['вт', ['вторник', 'вторника', 'вторник']],
  ['ср', ['среда', 'среды', 'среду']],
  ['чт', ['четверг', 'четверга', 'четверг']],
  ['пт', ['пятница', 'пятницы', 'пятницу']],
  ['сб', ['суббота', 'субботы', 'субботу']],
  ['вс', ['воскресенье', 'воскресенья', 'воскресенье']],
]);

const everyWeek: Record<string, string> = {
  пн: 'понедельникам',
  вт: 'вторникам',
  ср: 'средам',
  чт: 'четвергам',
  пт: 'пятницам',
  сб: 'субботам',
  вс: 'воскресеньям',
};

export const weekdayForms: readonly string[] = [...weekdays.keys()];

/** `пн–пт` → “с понедельника по пятницу”, `в ср` → “в среду”. */
export function readWeekday(
  window: TextWindow,
  position: number,
  word: string,
  left: LeftContext,
): Reading | undefined {
  const day = weekdays.get(word);
  if (!day) return undefined;
  const end = position + word.length;
  // Across a number the preposition has had its say: “до 16:00, вс — выходной”.
  const governed = left.words.at(-1) === '#' ? undefined : governedCases(left)[0];
  const dash = window.skipSpaces(end);
  if ('-–—'.includes(window.at(dash) || ' ')) {
    const start = window.skipSpaces(dash + 1);
    const second = window.wordAt(start);
    const last = weekdays.get(second.toLowerCase());
    if (last) {
      const lead = governed === 'genitive' ? '' : word === 'вт' ? 'со ' : 'с ';
      return { spoken: `${lead}${day[1]} по ${last[2]}`, end: window.afterStop(start + second.length) };
    }
  }
  // “По вторникам”: every week.
  const every = left.words.includes('по') && !left.words.includes('с') ? everyWeek[word] : undefined;
  if (every) return { spoken: every, end: window.afterStop(end) };
  const form = governed === 'genitive' ? day[1] : governed === 'accusative' ? day[2] : day[0];
  return { spoken: form, end: window.afterStop(end) };
}
