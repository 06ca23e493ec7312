/**
 * The words of `text` that were heard when `fraction` of its audio left the wire. Without word timings speech is
 * taken as even per character; a word counts when most of it was played.
 */
export function heardWords(text: string, fraction: number): string {
  if (fraction >= 0.995) return text;
  if (fraction <= 0) return '';
  const words = text.split(/\s+/u);
  const total = words.reduce((sum, word) => sum + word.length + 1, 0);
  const budget = total * fraction;
  const heard: string[] = [];
  let used = 0;
  for (const word of words) {
    if (used + word.length * 0.6 > budget) break;
    heard.push(word);
    used += word.length + 1;
  }
  return heard.join(' ');
}
