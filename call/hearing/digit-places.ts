import { englishDigitPlaces } from './english-cues.ts';
import { russianDigitPlaces } from './russian-cues.ts';

/**
 * Digits dictated so far: “двадцать один” fills two places, “сто двадцать три” three, “двадцать” two. `first` is the
 * first digit where it is a single one: a leading eight or seven makes a telephone number eleven digits long.
 */
export function digitsDictated(words: readonly string[]): { count: number; first: string } {
  let count = 0;
  let first = '';
  /** Places the number in hand may still be completed within: after a hundred two, after twenty one. */
  let room = 0;
  for (const word of words) {
    if (/^\d+$/u.test(word)) {
      first ||= word.slice(0, 1);
      count += word.length;
      room = 0;
      continue;
    }
    const places = russianDigitPlaces(word) || englishDigitPlaces(word);
    if (places === 0) {
      room = 0;
      continue;
    }
    if (count === 0) first = leading(word);
    if (places <= room && word !== 'ноль') {
      room = isOpen(word) ? places - 1 : 0;
      continue;
    }
    count += places;
    room = isOpen(word) ? places - 1 : 0;
  }
  return { count, first };
}

/** Smaller numbers may join it: hundreds and tens, not teens. */
function isOpen(word: string): boolean {
  return !/(надцать|teen)$/u.test(word) && !/^(десять|ten|eleven|twelve)$/u.test(word);
}

function leading(word: string): string {
  if (word === 'восемь' || word === 'eight') return '8';
  return word === 'семь' || word === 'seven' ? '7' : '0';
}
