import { extractDateTime } from '@allo/call/russian';
import { createSeededRandom } from '@allo/kernel';
import * as chrono from 'chrono-node';
import { extractEnglishDateTime } from '../../call/scenario/english/english-date-time.ts';
import { rounded } from '../bench.ts';
import { englishMoment, englishMoments } from './english-moments.ts';
import { freshMoments } from './fresh-moments.ts';
import { moment, type SpokenMoment, spokenMoments } from './spoken-moments.ts';

export interface DateTimeResult {
  /** Day, time and “this was left open” all right, on the half that no rule was tuned on. */
  exactPct: number;
  phrases: number;
  tunedHalfPct: number;
  /** A wrong day or time given as if it were certain. */
  silentlyWrongPct: number;
  chronoRussianPct: number;
  englishPct: number;
  chronoEnglishPct: number;
  /** Phrases written down one by one. */
  writtenDown: string;
  missed: string[];
}

export function measureDateTimes(seed: number, count: number): DateTimeResult {
  const held = spokenMoments(createSeededRandom(seed * 2 + 1), 1, count);
  const tuned = spokenMoments(createSeededRandom(seed * 2), 0, count);
  const right = held.filter(({ zone, moment: truth }) => isExact(truth, zone));
  const silent = held.filter(({ zone, moment: truth }) => isSilentlyWrong(truth, zone));
  const byChrono = held.filter(({ zone, moment: truth }) => isExactByChrono(truth, zone));
  const english = englishMoments(createSeededRandom(seed), 300);
  const share = (part: number, whole: number) => rounded((part / whole) * 100);
  const fresh = freshMoments.trim().split('\n').map(checkWrittenDown);
  return {
    exactPct: share(right.length, held.length),
    phrases: held.length,
    tunedHalfPct: share(tuned.filter(({ zone, moment: truth }) => isExact(truth, zone)).length, tuned.length),
    silentlyWrongPct: share(silent.length, held.length),
    chronoRussianPct: share(byChrono.length, held.length),
    englishPct: share(
      english.filter(({ text, date, time }) => {
        const heard = extractEnglishDateTime(text, englishMoment, true);
        return heard?.date === date && heard.time === time;
      }).length,
      english.length,
    ),
    chronoEnglishPct: share(
      english.filter(({ text, date, time }) => {
        const [found] = chrono.en.parse(
          text,
          { instant: new Date(englishMoment.now), timezone: 0 },
          { forwardDate: true },
        );
        return (
          found !== undefined &&
          found.start.isCertain('hour') &&
          found.start.date().toISOString().slice(0, 16) === `${date}T${time}`
        );
      }).length,
      english.length,
    ),
    writtenDown: `${fresh.filter((text) => text === '').length} of ${fresh.length}`,
    missed: [
      ...held
        .filter(({ zone, moment: truth }) => !isExact(truth, zone))
        .slice(0, 5)
        .map(({ moment: truth }) => truth.text),
      ...fresh.filter((text) => text !== ''),
    ],
  };
}

const hear = (text: string, timeZone: string) =>
  extractDateTime(text, { now: moment.now, timeZone, expects: 'datetime' });

function isExact(truth: SpokenMoment, zone: string): boolean {
  const heard = hear(truth.text, zone);
  const isPeriodRight =
    truth.time !== undefined || truth.period === undefined || heard?.period === truth.period;
  return (
    heard?.date === truth.date &&
    heard?.time === truth.time &&
    isPeriodRight &&
    heard?.isAmbiguous === truth.isAmbiguous
  );
}

function isSilentlyWrong(truth: SpokenMoment, zone: string): boolean {
  const heard = hear(truth.text, zone);
  if (!heard || heard.isAmbiguous) return false;
  const differs = (a: string | undefined, b: string | undefined) => a !== undefined && a !== b;
  return differs(heard.date, truth.date) || differs(heard.time, truth.time);
}

/** chrono-node knows no “left open”: day and time alone are compared, and a part of the day counts as none named. */
function isExactByChrono(truth: SpokenMoment, zone: string): boolean {
  const now = new Date(moment.now);
  const zoned = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(now);
  const offset = /([+-])(\d\d):(\d\d)/.exec(
    zoned.find(({ type }) => type === 'timeZoneName')?.value ?? '+00:00',
  );
  const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  const found = chrono.ru.parse(truth.text, { instant: now, timezone: minutes }, { forwardDate: true });
  const [first] = found;
  if (!first) return false;
  const local = new Date(first.start.date().getTime() + minutes * 60_000).toISOString();
  const time = first.start.isCertain('hour') ? local.slice(11, 16) : undefined;
  return local.slice(0, 10) === (truth.date ?? local.slice(0, 10)) && time === truth.time;
}

/** '' when the phrase is understood as written down, else what is wrong. */
function checkWrittenDown(line: string): string {
  const [text = '', want = ''] = line.split(' => ');
  const heard = hear(text, 'Europe/Moscow');
  const got = `${heard?.date ?? '-'} ${heard?.time ?? '-'}${heard?.isAmbiguous ? ' ?' : ''}`;
  return got === want.trim() ? '' : `“${text}” is ${got}, meant ${want.trim()}`;
}
