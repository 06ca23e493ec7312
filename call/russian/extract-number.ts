import { dropCorrected } from './corrections.ts';
import { parseCardinal } from './parse-cardinal.ts';

export interface SpokenNumber {
  value: number;
  /** The lower bound when a range was named: “от десяти до двадцати” gives value 20, from 10. */
  from?: number;
}

/**
 * The quantity in a turn: “нас человек двадцать” → 20, “полтора миллиона” → 1 500 000, “десять пятнадцать” → 15 from 10.
 * Of a range the upper bound is the value. Returns null when no number is named.
 */
export function extractNumber(text: string): SpokenNumber | null {
  const tokens = dropCorrected(text);
  const found: { value: number; start: number; next: number }[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const number = parseCardinal(tokens, at);
    if (!number) continue;
    found.push({ ...number, start: at });
    at = number.next - 1;
  }
  const [first, second] = found;
  if (!first) {
    if (tokens.some((token) => /^(?:ноль|никого|нисколько)$/.test(token.word))) return { value: 0 };
    return null;
  }
  if (!second) return { value: first.value };
  const between = tokens.slice(first.next, second.start).map((token) => token.word);
  const isRange = between.every((word) => /^(?:до|или|максимум|а|то|и|может|тире)$/.test(word));
  if (!isRange || second.value <= first.value) return { value: first.value };
  // “десять пятнадцать тысяч”: the scale said once belongs to both.
  const scale = second.value >= 1_000 && first.value < 1_000 ? scaleOf(second.value) : 1;
  return { value: second.value, from: first.value * scale };
}

function scaleOf(value: number): number {
  if (value >= 1_000_000) return 1_000_000;
  return 1_000;
}
