import { turnCues } from '@allo/call/hearing';
import { createCallerPlan } from '@allo/testing/simulation';

/**
 * Fits what each cue of `call/hearing/turn-cues.ts` is worth, by logistic regression on the tuning half of the callers
 * (even seeds), and prints the table for `completeness.ts`. `node bench/turns/fit-cues.ts`
 */
const callers = Array.from({ length: 2000 }, (_, index) =>
  createCallerPlan({ seed: (index + 1) * 2, turns: 20 }),
);
const rows: Array<{ cues: string[]; isEnd: boolean }> = [];
for (const caller of callers) {
  for (const { stretches, asked } of caller.turns) {
    let text = '';
    for (const { words, pauseMs } of stretches) {
      text = text === '' ? words : `${text} ${words}`;
      // A stop too short to be taken for an end teaches nothing about ends.
      if (pauseMs !== null && pauseMs < 200) continue;
      const cues = turnCues(text, asked ? { type: asked } : null);
      // The answer and the ending together, besides each alone.
      rows.push({ cues: [...cues, `${cues[0]} ${cues[1]}`], isEnd: pauseMs === null });
    }
  }
}
const weights = new Map<string, number>();
/** Evidence that speaks against a weight: rare cues stay near nothing. */
const shrink = 8;
for (let round = 0; round < 300; round++) {
  const slope = new Map<string, number>();
  const bend = new Map<string, number>();
  for (const { cues, isEnd } of rows) {
    const odds = cues.reduce((sum, cue) => sum + (weights.get(cue) ?? 0), 0);
    const chance = 1 / (1 + Math.exp(-odds));
    for (const cue of cues) {
      slope.set(cue, (slope.get(cue) ?? 0) + (isEnd ? 1 : 0) - chance);
      bend.set(cue, (bend.get(cue) ?? 0) + chance * (1 - chance));
    }
  }
  for (const [cue, gain] of slope) {
    const now = weights.get(cue) ?? 0;
    weights.set(cue, now + (0.4 * (gain - shrink * now)) / ((bend.get(cue) ?? 0) + shrink));
  }
}
for (const [cue, weight] of [...weights].toSorted(([a], [b]) => a.localeCompare(b))) {
  const rounded = Math.max(-4.5, Math.min(4.5, weight)).toFixed(1);
  if (!cue.includes(' ') || Math.abs(weight) >= 0.25) console.log(`  '${cue}': ${rounded},`);
}
