import type { Gender } from '../say-number.ts';
import { afterNumber, noun } from './decline-noun.ts';
import type { GrammaticalCase } from './grammatical-case.ts';
import { type LeftContext, governedCases, governor } from './governing-case.ts';
import { sayCardinal } from './say-cardinal.ts';
import type { Reading } from './reading.ts';
import type { TextWindow } from './text-window.ts';

const hourNoun = noun('час', 'm');

/** 15:30 → “пятнадцать тридцать”, 9:00 → “девять часов”, 9:05 → “девять ноль пять”, declined as asked. */
export function sayClock(hour: number, minute: number, grammaticalCase: GrammaticalCase): string {
  const hours = sayCardinal(hour, grammaticalCase);
  if (minute === 0) return `${hours} ${afterNumber(hourNoun, hour, grammaticalCase)}`;
  const gender: Gender = 'feminine';
  // “В двадцать два ноль одна”: minutes are named, not governed, where the hour looks nominative anyway.
  const minuteCase = grammaticalCase === 'accusative' ? 'nominative' : grammaticalCase;
  return `${hours} ${minute < 10 ? 'ноль ' : ''}${sayCardinal(minute, minuteCase, gender)}`;
}

function clockCase(left: LeftContext): GrammaticalCase {
  return governedCases(left)[0] ?? 'nominative';
}

const timeWords = new Set(['в', 'во', 'к', 'до', 'с', 'со', 'после', 'около', 'на', 'по', 'от']);
const clock = String.raw`([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?`;
const rangePattern = new RegExp(`^${clock}\\s?[-–—]\\s?${clock}(?![\\d:]|\\.\\d)`);
const colonPattern = /^([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])/;
const pointPattern = /^([01]?\d|2[0-4])\.([0-5]\d)(?![\d.:])/;

/** `15:30`, `в 9.30`, `10.30–18.00`, `с 10:00 до 18:00`; “часов” and “ч.” after it are not said twice. */
export function readClock(
  window: TextWindow,
  position: number,
  run: string,
  left: LeftContext,
): Reading | undefined {
  const range = rangePattern.exec(run);
  if (range) {
    const isTime =
      range[0].includes(':') || timeWords.has(governor(left)) || /\.(?:00|15|30|45)/.test(range[0]);
    if (!isTime) return undefined;
    const from = sayClock(Number(range[1]), Number(range[2]), 'genitive');
    const to = sayClock(Number(range[3]), Number(range[4]), 'genitive');
    const hasFrom = governor(left) === 'с' || governor(left) === 'со' || governor(left) === 'от';
    const end = afterHourWord(window, position + range[0].length);
    if (governedCases(left).length > 0 && !hasFrom) {
      const grammaticalCase = clockCase(left);
      const [a, b] = [
        sayClock(Number(range[1]), Number(range[2]), grammaticalCase),
        sayClock(Number(range[3]), Number(range[4]), grammaticalCase),
      ];
      return { spoken: `${a} – ${b}`, end };
    }
    return { spoken: `${hasFrom ? '' : 'с '}${from} до ${to}`, end };
  }
  const single =
    colonPattern.exec(run) ?? (isPointTime(window, position, run, left) ? pointPattern.exec(run) : null);
  if (!single) return undefined;
  const [hour, minute] = [Number(single[1]), Number(single[2])];
  if (hour === 24 && minute > 0) return undefined;
  const grammaticalCase = clockCase(left);
  let spoken = sayClock(hour, minute, grammaticalCase);
  if (single[3] !== undefined) {
    const second = Number(single[3]);
    spoken = `${sayCardinal(hour, grammaticalCase)} ${minute < 10 ? 'ноль ' : ''}${sayCardinal(minute, grammaticalCase, 'feminine')}${
      second === 0 ? '' : ` ${second < 10 ? 'ноль ' : ''}${sayCardinal(second, grammaticalCase, 'feminine')}`
    }`;
  }
  return { spoken, end: afterHourWord(window, position + single[0].length), grammaticalCase };
}

/** 9.30 is a time after “в”, “к”, “до” … when nothing countable follows; 2.5 or 9.30 кг is a number. */
function isPointTime(window: TextWindow, position: number, run: string, left: LeftContext): boolean {
  const found = pointPattern.exec(run);
  if (!found || !timeWords.has(governor(left))) return false;
  const after = window.skipSpaces(position + found[0].length);
  const next = window.wordAt(after).toLowerCase();
  if (/^(?:утра|дня|вечера|ночи|мск|ч|час|часов|часа|до|и|или|по|в|на|с)$/.test(next)) return true;
  if (next !== '' && governor(left) !== 'в') return false;
  return (
    !'%₽$€°'.includes(window.at(after) || ' ') &&
    !/^(?:раза?|кг|км|м|л|г|руб|р|млн|тыс|балл|процент|метр|литр)/.test(next)
  );
}

function afterHourWord(window: TextWindow, position: number): number {
  const at = window.skipSpaces(position);
  const word = window.wordAt(at);
  if (word === 'ч') return window.afterStop(at + 1);
  return word === 'часов' || word === 'часа' || word === 'час' ? at + word.length : position;
}
