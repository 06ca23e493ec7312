import type { WordBook } from '../../fakes/index.ts';
import type { TurnPlan } from './create-turns.ts';

const rateHz = 8000;
const betweenWordsMs = 40;

/** The sound of a turn at 8 kHz: words 40 ms apart, and the planned silences. Ends with the last sound. */
export function voicePlan(plan: TurnPlan, book: WordBook, charactersPerSecond: number): Int16Array {
  const pieces: Int16Array[] = [];
  for (const { words, pauseMs } of plan.stretches) {
    const spoken = words.split(' ').map((word) => voiced(book.speak(word, rateHz, charactersPerSecond)));
    spoken.forEach((piece, index) => {
      const silenceMs = index === spoken.length - 1 ? (pauseMs ?? 0) : betweenWordsMs;
      pieces.push(piece, new Int16Array(Math.round((rateHz * silenceMs) / 1000)));
    });
  }
  const pcm = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    pcm.set(piece, offset);
    offset += piece.length;
  }
  return pcm;
}

function voiced(pcm: Int16Array): Int16Array {
  return pcm.subarray(0, pcm.findLastIndex((sample) => sample !== 0) + 1);
}
